// How Compose puts variables into values, and what an env file says.
// https://docs.docker.com/reference/compose-file/interpolation/
import type { Location } from '../../model/location.ts';

export interface EnvironmentValue {
  readonly text: string;
  readonly at: Location;
}
export interface Environment {
  /** False where the `.env` file could not be asked for. */
  readonly complete: boolean;
  readonly values: ReadonlyMap<string, EnvironmentValue>;
}
/** `missing` are variables that nothing here sets; `text` then has their default, or the reference as it was. */
export interface Interpolated {
  readonly text: string;
  readonly missing: readonly string[];
  readonly via: readonly Location[];
}
interface Work {
  readonly environment: Environment;
  readonly missing: string[];
  readonly via: Location[];
}
const maxNesting = 8;
const maxText = 65_536;

export function interpolate(text: string, environment: Environment): Interpolated {
  if (!text.includes('$')) return { text, missing: [], via: [] };
  const work: Work = { environment, missing: [], via: [] };
  if (text.length > maxText) return { text, missing: ['too long'], via: [] };
  return { text: fill(text, work, 0), missing: work.missing, via: work.via };
}

const reference = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*))/y;
function fill(text: string, work: Work, depth: number): string {
  const closings = text.includes('${') ? findClosings(text) : undefined;
  let result = '';
  let from = 0;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', from)) {
    result += text.slice(from, at);
    const { text: part, end } = fillOne(text, at, { work, depth, closing: closings?.get(at) });
    result += part;
    from = end;
  }
  return result + text.slice(from);
}
/** For each `${` the offset of its own `}`, in one pass. */
function findClosings(text: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '$' && text[at + 1] === '{') open.push(at);
    else if (text[at] === '}') {
      const start = open.pop();
      if (start !== undefined) closings.set(start, at);
    }
  }
  return closings;
}
interface Filled {
  readonly text: string;
  readonly end: number;
}
interface Filling {
  readonly work: Work;
  readonly depth: number;
  readonly closing: number | undefined;
}
function fillOne(text: string, at: number, { work, depth, closing }: Filling): Filled {
  reference.lastIndex = at;
  const match = reference.exec(text);
  if (match === null) return { text: '$', end: at + 1 };
  const [whole, escaped, plain, braced] = match;
  if (escaped !== undefined) return { text: '$', end: at + 2 };
  if (plain !== undefined) return { text: valueOf(plain, whole, work), end: at + whole.length };
  if (braced === undefined || closing === undefined) return { text: '$', end: at + 1 };
  const rest = text.slice(at + whole.length, closing);
  return { text: withOperator(braced, rest, { work, depth, raw: text.slice(at, closing + 1) }), end: closing + 1 };
}
function valueOf(name: string, raw: string, { environment, missing, via }: Work): string {
  const value = environment.values.get(name);
  if (value === undefined) missing.push(name);
  else via.push(value.at);
  return value?.text ?? raw;
}
interface Operation {
  readonly work: Work;
  readonly depth: number;
  readonly raw: string;
}
const operator = /^(:?[-?+])/;
function withOperator(name: string, rest: string, { work, depth, raw }: Operation): string {
  const kind = operator.exec(rest)?.[1];
  if (kind === undefined || depth >= maxNesting) return valueOf(name, raw, work);
  const value = work.environment.values.get(name);
  const unset = value === undefined || (kind.startsWith(':') && value.text === '');
  const other = rest.slice(kind.length);
  if (kind.endsWith('+')) {
    if (value === undefined && !work.environment.complete) work.missing.push(name);
    return unset ? '' : fill(other, work, depth + 1);
  }
  if (!unset) return valueOf(name, raw, work);
  if (kind.endsWith('?')) {
    work.missing.push(name);
    return raw;
  }
  if (!work.environment.complete) work.missing.push(name);
  return fill(other, work, depth + 1);
}

export interface EnvLine {
  readonly name: string;
  /** Absent where only the name stands there. */
  readonly text?: string;
  /** Variables in it are resolved, which single quotes prevent. */
  readonly literal: boolean;
  /** From 1. */
  readonly line: number;
}
const maxEnvLines = 10_000;
const assignment = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:[=:]\s*(.*))?$/;
/** https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax */
export function parseEnvFile(text: string): readonly EnvLine[] {
  const found: EnvLine[] = [];
  const lines = text.replace(/^\ufeff/, '').split('\n', maxEnvLines);
  for (let index = 0; index < lines.length; index += 1) {
    const written = (lines[index] ?? '').trim();
    if (written === '' || written.startsWith('#') || written.length > maxText) continue;
    const match = assignment.exec(written);
    if (match === null) continue;
    const [, name = '', value] = match;
    if (value === undefined) {
      found.push({ name, literal: true, line: index + 1 });
      continue;
    }
    const quote = value[0] === '"' || value[0] === "'" ? value[0] : undefined;
    const whole = quote === undefined ? { text: value, index } : readQuoted(lines, index, value);
    found.push({ name, ...toEnvText(whole.text, quote), line: index + 1 });
    index = whole.index;
  }
  return found;
}
const maxQuotedLines = 200;
/** A quoted value may go on over lines. */
function readQuoted(lines: readonly string[], index: number, value: string): { text: string; index: number } {
  const quote = value[0] ?? '"';
  let text = value;
  let at = index;
  while (closingQuote(text, quote) === -1 && at + 1 < lines.length && at - index < maxQuotedLines) {
    at += 1;
    text += `\n${lines[at] ?? ''}`;
  }
  return closingQuote(text, quote) === -1 ? { text: value, index } : { text, index: at };
}
function closingQuote(text: string, quote: string): number {
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}
function toEnvText(value: string, quote: string | undefined): Pick<EnvLine, 'text' | 'literal'> {
  if (quote === undefined) return { text: value.replace(/(?:^|\s)#.*$/, '').trimEnd(), literal: false };
  const end = closingQuote(value, quote);
  const inside = value.slice(1, end === -1 ? undefined : end);
  if (quote === "'") return { text: inside, literal: true };
  return { text: inside.replaceAll(/\\(.)/gs, (_all, char: string) => (char === 'n' ? '\n' : char)), literal: false };
}

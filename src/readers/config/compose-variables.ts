// How Compose puts variables into values. The grammar is a regular expression's, with all that follows from it: what
// stands in braces ends at the last brace of its line that belongs to it, and braces of the text itself count too.
// https://docs.docker.com/reference/compose-file/interpolation/
import type { Location } from '../../model/location.ts';

export interface EnvironmentValue {
  readonly text: string;
  readonly at: Location;
  /** Variables in it that nothing here sets. */
  readonly missing?: readonly string[];
}
/** Where variables are looked up. */
export interface Lookup {
  /** False where the `.env` file could not be asked for. */
  readonly complete: boolean;
  readonly values: Pick<ReadonlyMap<string, EnvironmentValue>, 'get'>;
}
export interface Environment extends Lookup {
  readonly values: ReadonlyMap<string, EnvironmentValue>;
}
/** What the variables and relative paths of a file are read by. */
export interface Scope {
  readonly environment: Environment;
  /** '' or with a slash at the end. */
  readonly folder: string;
  /** How far below the project's own files it was taken in: what it resets lies at least as far below. */
  readonly depth: number;
  /** Path of the file that it was taken into; its own for a file of the project itself. */
  readonly owner?: string;
}
/** `missing` are variables that nothing here sets; `text` then has their default, or the reference as it was. */
export interface Interpolated {
  readonly text: string;
  readonly missing: readonly string[];
  readonly via: readonly Location[];
  /** Why Compose would refuse it. */
  readonly wrong?: string;
  /** A variable whose default is in the text. */
  readonly fallbackOf?: string;
}
interface Work {
  readonly lookup: Lookup;
  readonly missing: string[];
  readonly via: Location[];
  wrong?: string;
  fallbackOf?: string;
}
const maxNesting = 32;
const maxText = 65_536;

export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { text, missing: [], via: [] };
  if (text.length > maxText) return { text, missing: [], via: [], wrong: 'the text is too long for variables' };
  const work: Work = { lookup, missing: [], via: [] };
  const filled = fill(text, work, 0);
  const { missing, via, wrong, fallbackOf } = work;
  return {
    text: filled,
    missing,
    via,
    ...(wrong !== undefined && { wrong }),
    ...(fallbackOf !== undefined && { fallbackOf }),
  };
}

const reference = /\$(?:(\$)|([A-Za-z_][A-Za-z0-9_]*)|(\{))/y;
function fill(text: string, work: Work, depth: number): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', from)) {
    result += text.slice(from, at);
    if (result.length > maxText) {
      work.wrong ??= 'variables make the text too long';
      return text;
    }
    reference.lastIndex = at;
    const [whole, escaped, plain, brace] = reference.exec(text) ?? ['$'];
    from = at + whole.length;
    if (plain !== undefined) result += valueOf(plain, whole, work);
    else if (brace === undefined) result += escaped ?? '$';
    else {
      const end = findEnd(text, at);
      result += end === undefined ? refuse(work, '${') : inBraces(text.slice(at, end), work, depth);
      from = end ?? from;
    }
  }
  return result + text.slice(from);
}
function refuse(work: Work, raw: string): string {
  work.wrong ??= 'a $ in it begins no variable; a dollar of its own is written $$';
  return raw;
}
const opening = /\$\{[A-Za-z_][A-Za-z0-9_]*(?=\}|:?[-?+])/y;
/** Where what begins with `${` ends: with its own brace, or else with the last one of the line. */
function findEnd(text: string, at: number): number | undefined {
  opening.lastIndex = at;
  const name = opening.exec(text)?.[0];
  if (name === undefined) return undefined;
  if (text[at + name.length] === '}') return at + name.length + 1;
  const newline = text.indexOf('\n', at);
  const last = text.lastIndexOf('}', newline === -1 ? text.length : newline);
  if (last < at + name.length) return undefined;
  return findClosing(text, at, last) ?? last + 1;
}
/** The reference implementation looks past the character behind an opening brace. */
function findClosing(text: string, from: number, last: number): number | undefined {
  let open = 0;
  for (let at = from; at <= last; at += 1) {
    const char = text[at];
    if (char === '{') {
      open += 1;
      at += 1;
    } else if (char === '}') {
      open -= 1;
      if (open === 0) return at + 1;
    }
  }
  return undefined;
}
function valueOf(name: string, raw: string, { lookup, missing, via }: Work): string {
  const value = lookup.values.get(name);
  if (value === undefined) missing.push(name);
  else via.push(value.at);
  missing.push(...(value?.missing ?? []));
  return value?.text ?? raw;
}
const parts = /^\$\{(\w+)(?:(:?[-?+])(.*))?\}$/s;
function inBraces(raw: string, work: Work, depth: number): string {
  const [, name = '', kind, other = ''] = parts.exec(raw) ?? [];
  if (kind === undefined) return valueOf(name, raw, work);
  const value = work.lookup.values.get(name);
  const unset = value === undefined || (kind.startsWith(':') && value.text === '');
  if (!unset && !kind.endsWith('+')) return valueOf(name, raw, work);
  if (kind.endsWith('?')) {
    work.missing.push(name);
    return raw;
  }
  if (value === undefined && !work.lookup.complete) work.missing.push(name);
  work.missing.push(...(value?.missing ?? []));
  if (kind.endsWith('+') && unset) return '';
  if (kind.endsWith('-') && other !== '') work.fallbackOf ??= name;
  if (depth < maxNesting) return fill(other, work, depth + 1);
  work.wrong ??= 'variables are nested too deeply';
  return raw;
}

// The recipes of a makefile as the shell gets them: make fills its variables in as text, before any quotes count.
// https://www.gnu.org/software/make/manual/html_node/Recipe-Syntax.html
import type { Location } from '../../model/location.ts';
import type { RawRef } from '../../model/workload.ts';
import { openLines } from '../../syntax/lines.ts';
import { parseMakefile, type Makefile, type MakeVariable, type Recipe } from '../../syntax/makefile.ts';
import { markOf, withoutMarks } from './given.ts';
import { mayStart, type ScriptText } from './run-script.ts';
import type { Place } from './run-variables.ts';

const maxRecipes = 5000;
export function recipesOf(written: string, raw: RawRef): readonly ScriptText[] {
  const text = withoutMarks(written);
  const makefile = parseMakefile(text);
  const lines = openLines(text);
  const at = (offset: number): Location => ({ path: raw.path, ...lines.positionOf(offset) });
  const constants = constantsOf(makefile);
  return makefile.recipes.slice(0, maxRecipes).flatMap((recipe) => {
    const script = fillRecipe(recipe, { constants, at, raw });
    return mayStart(script.text) ? [script] : [];
  });
}
function constantsOf({ variables, includes }: Makefile): ReadonlyMap<string, MakeVariable> {
  const byName = Map.groupBy(variables, ({ name }) => name);
  const constants = new Map<string, MakeVariable>();
  for (const [name, [only, ...others]] of byName) {
    if (only?.value === undefined || others.length > 0) continue;
    if (!includes.some((offset) => offset > only.offset)) constants.set(name, only);
  }
  return constants;
}

interface Filling {
  readonly constants: ReadonlyMap<string, MakeVariable>;
  readonly at: (offset: number) => Location;
  readonly raw: RawRef;
}
/** A stretch of the text for the shell: from this offset of the file, or all of it from one place there. */
interface Stretch {
  readonly start: number;
  readonly offset: number;
  readonly via?: readonly Location[];
}
interface Output {
  text: string;
  readonly open: string[];
  readonly stretches: Stretch[];
}
const maxText = 65_536;
const maxDepth = 8;
function fillRecipe(recipe: Recipe, filling: Filling): ScriptText {
  const output: Output = { text: '', open: [], stretches: [] };
  const skipped = /^[\t ]*[-@+]*[\t ]*/.exec(recipe.text)?.[0].length ?? 0;
  for (let at = skipped; at < recipe.text.length && output.text.length < maxText;) {
    const dollar = nextSpecial(recipe.text, at);
    addStretch(output, { text: recipe.text.slice(at, dollar), offset: recipe.offset + at });
    // The tab in front of a continued line is make's.
    const tab = recipe.text[dollar] === '\t' && recipe.text[dollar - 1] === '\n';
    at = tab || dollar >= recipe.text.length ? dollar + 1 : fillReference(recipe, dollar, { output, filling });
  }
  return {
    text: output.text,
    open: output.open,
    place: (start, end) => placeIn(output.stretches, { start, end, at: filling.at }),
    raw: filling.raw,
  };
}
function nextSpecial(text: string, from: number): number {
  const found = text.slice(from).search(/\$|(?<=\n)\t/);
  return found === -1 ? text.length : from + found;
}
function addStretch(
  output: Output,
  { text, offset, via }: { readonly text: string; readonly offset: number; readonly via?: readonly Location[] },
): void {
  if (text === '') return;
  output.stretches.push({ start: output.text.length, offset, ...(via && { via }) });
  output.text += text;
}
function placeIn(
  stretches: readonly Stretch[],
  { start, end, at }: { readonly start: number; readonly end: number; readonly at: Filling['at'] },
): Place {
  const first = stretches.findLastIndex((one) => one.start <= start);
  const stretch = stretches[Math.max(0, first)];
  const via = stretches
    .slice(Math.max(0, first))
    .filter((one) => one.start < end)
    .flatMap((one) => one.via ?? []);
  const within = stretch?.via === undefined ? Math.max(0, start - (stretch?.start ?? 0)) : 0;
  const offset = (stretch?.offset ?? 0) + within;
  return { at: at(offset), via, offset, end: offset + 1 };
}

interface Work {
  readonly output: Output;
  readonly filling: Filling;
}
/** Gives the offset behind the reference. */
function fillReference(recipe: Recipe, dollar: number, { output, filling }: Work): number {
  const { text } = recipe;
  const offset = recipe.offset + dollar;
  const next = text[dollar + 1] ?? '';
  if (next === '$') {
    addStretch(output, { text: '$', offset });
    return dollar + 2;
  }
  const end = next === '(' || next === '{' ? closingOf(text, dollar + 1) : dollar + 1;
  const raw = text.slice(dollar, end + 1);
  const via: Location[] = [];
  const value = valueOf(raw, { ...filling, via, depth: 0 });
  if (value !== undefined) addStretch(output, { text: value, offset, via });
  else {
    addStretch(output, { text: markOf(output.open.length), offset, via: [] });
    output.open.push(raw);
  }
  return end + 1;
}
function closingOf(text: string, from: number): number {
  const open = text[from] ?? '(';
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close && (depth -= 1) === 0) return at;
  }
  return text.length - 1;
}
interface Value extends Filling {
  readonly via: Location[];
  readonly depth: number;
}
/** The text that a reference stands for, where all of it is known. */
function valueOf(raw: string, value: Value): string | undefined {
  const name = /^\$[({]([\w.-]+)[)}]$/.exec(raw)?.[1] ?? /^\$(\w)$/.exec(raw)?.[1];
  const found = name === undefined ? undefined : value.constants.get(name);
  if (found?.value === undefined || value.depth >= maxDepth) return undefined;
  value.via.push(value.at(found.offset));
  let known = true;
  const text = found.value.replaceAll(/\$(?:\$|\([^()]*\)|\{[^{}]*\}|.)/gs, (reference) => {
    if (reference === '$$') return '$';
    const inner = valueOf(reference, { ...value, depth: value.depth + 1 });
    known &&= inner !== undefined;
    return inner ?? '';
  });
  return known && text.length < maxText ? text : undefined;
}

// The words of a script with the variables filled in that the script sets once, for certain, and before.
import type { Location } from '../../model/location.ts';
import type { Piece, ScriptAssignment, ScriptWord, ShellScript } from '../../syntax/shell-script.ts';
import { hasMark, markOf, type Given } from './given.ts';

/** A word of a command: `many` where it may be none or several, `list` where it is a list in so many words. */
export interface RunWord extends Given {
  readonly many?: 'split' | 'list';
}
export type FindConstant = (name: string, offset: number) => Constant | undefined;
export interface Variables {
  /** Words that a word of the script becomes. */
  fill(word: ScriptWord): readonly RunWord[];
  readonly find: FindConstant;
}
/** Where a part of a text stands in its file, and what else put it there. */
export interface Place {
  readonly at: Location;
  readonly via: readonly Location[];
  readonly offset: number;
  readonly end: number;
}
export interface Surroundings {
  place(start: number, end: number): Place;
  /** Unknown parts that stand in the text as marks already. */
  readonly open: readonly string[];
}
interface Constant {
  readonly assignment: ScriptAssignment;
  readonly words: readonly ScriptWord[];
  /** Those of the script that sets it. */
  readonly surroundings: Surroundings;
  readonly find: FindConstant;
}
const maxDepth = 8;
const maxWords = 2000;
const maxText = 65_536;

/** `around` knows what is set outside of the script, for a here-document that is filled in there. */
export function openVariables(
  script: ShellScript,
  surroundings: Surroundings,
  around?: (name: string) => Constant | undefined,
): Variables {
  const byName = Map.groupBy(script.assignments, ({ name }) => name);
  const find: FindConstant = (name, offset) => {
    const [only, ...others] = byName.get(name) ?? [];
    if (only === undefined) return around?.(name);
    if (only.value === undefined || others.length > 0) return undefined;
    const { block } = only;
    const behind = only.offset < offset && offset >= block.start && offset < block.end;
    const kept = !script.sourced.some((at) => at > only.offset && at < offset);
    return behind && kept ? { assignment: only, words: only.value, surroundings, find } : undefined;
  };
  return { find, fill: (word) => fillWord(word, { find, surroundings }) };
}

interface Filling {
  readonly find: FindConstant;
  readonly surroundings: Surroundings;
}
interface Build {
  readonly done: RunWord[];
  readonly open: string[];
  readonly at: Location;
  readonly via: Location[];
  text: string;
  /** Something stands in the word, if only quotes. */
  begun: boolean;
  parts: number;
  many: boolean;
  quoted: boolean;
}
function fillWord(word: ScriptWord, filling: Filling): readonly RunWord[] {
  const { at, via } = filling.surroundings.place(word.offset, word.offset + word.raw.length);
  const build: Build = {
    done: [],
    open: [...filling.surroundings.open],
    at,
    via: [...via],
    text: '',
    begun: false,
    parts: 0,
    many: false,
    quoted: true,
  };
  for (const piece of word.pieces) fillPiece(piece, build, { ...filling, offset: word.offset, depth: 0 });
  endWord(build);
  return build.done;
}
function endWord(build: Build): void {
  if (build.begun && build.done.length < maxWords) {
    const { text, open, at, via, many, quoted, parts } = build;
    // Whether something that is not known is all of a word.
    const alone = parts === 1 && text.length === 1 && hasMark(text);
    build.done.push({
      text,
      open: [...open],
      at,
      via: [...via],
      ...(many ? { many: 'list' } : alone && !quoted && { many: 'split' }),
    });
  }
  Object.assign(build, { text: '', begun: false, parts: 0, many: false, quoted: true });
}

interface At extends Filling {
  readonly offset: number;
  readonly depth: number;
}
function fillPiece(piece: Piece, build: Build, place: At): void {
  if (build.text.length > maxText) return;
  if (piece.kind === 'text') addText(build, piece.text, piece.quoted);
  else if (piece.kind === 'unknown') addOpen(build, piece);
  else fillVariable(piece, build, place);
}
function addText(build: Build, text: string, quoted: boolean): void {
  build.begun = true;
  build.text += text;
  build.parts += 1;
  if (!quoted) build.quoted = false;
}
function addOpen(build: Build, piece: { readonly raw: string; readonly quoted: boolean; readonly many?: true }): void {
  addText(build, markOf(build.open.length), piece.quoted);
  build.open.push(piece.raw);
  if (piece.many === true) build.many = true;
}
function fillVariable(piece: Extract<Piece, { kind: 'variable' }>, build: Build, place: At): void {
  const found = place.depth >= maxDepth ? undefined : place.find(piece.name, place.offset);
  const isEmpty = found?.words.every(({ pieces }) => pieces.every((part) => part.kind === 'text' && part.text === ''));
  const isOther = piece.replaced === true && isEmpty === true;
  if (found === undefined || isOther || found.assignment.isArray !== (piece.all === true)) {
    addOpen(build, { raw: piece.raw, quoted: piece.quoted, ...(piece.all && { many: true }) });
    return;
  }
  const { assignment, words, surroundings, find } = found;
  const inner = { surroundings, find, offset: assignment.offset, depth: place.depth + 1 };
  const [first] = words;
  const end = assignment.offset + assignment.name.length + 1 + (first?.raw.length ?? 0);
  const { at, via } = surroundings.place(assignment.offset, end);
  build.via.push(at, ...via);
  for (const [index, word] of words.entries()) {
    if (index > 0) endWord(build);
    if (word.pieces.length === 0) build.begun ||= piece.quoted;
    fillValue(word, build, { piece, inner });
  }
}
/** A value in a place without quotes is taken apart at its blanks, however it was written itself. */
function fillValue(
  word: ScriptWord,
  build: Build,
  { piece, inner }: { readonly piece: Extract<Piece, { kind: 'variable' }>; readonly inner: At },
): void {
  const whole = piece.quoted || piece.all === true;
  for (const part of word.pieces) {
    if (part.kind !== 'text') {
      fillPiece({ ...part, quoted: whole }, build, inner);
      continue;
    }
    if (whole) addText(build, part.text, true);
    else addFields(build, part.text);
  }
}
function addFields(build: Build, text: string): void {
  for (const [index, field] of text.split(/[ \t\n]+/).entries()) {
    if (index > 0) endWord(build);
    if (field !== '') addText(build, field, false);
  }
}

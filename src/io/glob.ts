// Glob patterns as an automaton that reads a path once: no backtracking, whatever the pattern.
// `*` and `?` stay within a path segment, `**` crosses them, `{a,b}` chooses, `[a-z]` and `[!a-z]` are classes,
// `\` takes the next character as it is. The grammar is that of
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_14 with `**` and braces.

/** Whether a `/`-separated path matches. */
export type PathMatcher = (path: string) => boolean;

interface State {
  /** Absent for states that only lead on without reading. */
  readonly reads?: (character: number) => boolean;
  next: number[];
}
interface Machine {
  readonly states: State[];
  readonly pattern: string;
  at: number;
}
const maxPatternLength = 1024;
const slash = 47;
const notSlash = (character: number): boolean => character !== slash;
const anything = (): boolean => true;

/** Throws RangeError for patterns longer than 1,024 characters. */
export function compileGlob(pattern: string): PathMatcher {
  if (pattern.length > maxPatternLength) throw new RangeError(`a glob of ${pattern.length} characters is too long`);
  const machine: Machine = { states: [], pattern: trimmed(pattern), at: 0 };
  const end = addState(machine);
  const start = parseSequence(machine, end, 0);
  return (path) => runs(machine.states, { start, end }, path);
}
/**
 * What `--skip` means: a pattern with a slash is a path below the target, one without is a name at any depth;
 * a folder that matches is left out with all that is in it. Undefined when there is nothing to leave out.
 */
export function compileSkips(patterns: readonly string[]): PathMatcher | undefined {
  if (patterns.length === 0) return undefined;
  const matchers = patterns.map((pattern) =>
    compileGlob(trimmed(pattern).includes('/') ? pattern : `**/${trimmed(pattern)}`),
  );
  return (path) => matchers.some((matches) => matches(path));
}

/** The same, for callers that want an answer in any case. */
export function compileGlobs(patterns: readonly string[]): PathMatcher {
  return compileSkips(patterns) ?? (() => false);
}

function trimmed(pattern: string): string {
  let start = 0;
  while (pattern.startsWith('./', start)) start += 2;
  while (pattern[start] === '/') start += 1;
  let end = pattern.length;
  while (end > start && pattern[end - 1] === '/') end -= 1;
  return pattern.slice(start, end);
}

function addState(machine: Machine, reads?: State['reads']): number {
  machine.states.push(reads === undefined ? { next: [] } : { reads, next: [] });
  return machine.states.length - 1;
}
function lead(machine: Machine, from: number, to: number): void {
  machine.states[from]?.next.push(to);
}

/** From `at` to the end, or to the `,` or `}` of the braces around it; returns the first state. */
function parseSequence(machine: Machine, end: number, depth: number): number {
  const first = addState(machine);
  let last = first;
  while (machine.at < machine.pattern.length) {
    const character = machine.pattern[machine.at];
    if (depth > 0 && (character === ',' || character === '}')) break;
    last = parseItem(machine, last, depth);
  }
  lead(machine, last, end);
  return first;
}

function parseItem(machine: Machine, before: number, depth: number): number {
  const { pattern } = machine;
  const character = pattern[machine.at];
  if (character === '*') return parseStars(machine, before);
  if (character === '/' && pattern.slice(machine.at) === '/**') return parseBelow(machine, before);
  if (character === '[') {
    const found = readClass(pattern, machine.at);
    if (found !== undefined) return step(machine, before, { reads: found.reads, length: found.length });
  }
  if (character === '{' && closes(pattern, machine.at)) return parseBraces(machine, before, depth);
  if (character === '?') return step(machine, before, { reads: notSlash, length: 1 });
  if (character === '\\' && machine.at + 1 < pattern.length) machine.at += 1;
  const code = pattern.charCodeAt(machine.at);
  return step(machine, before, { reads: (read) => read === code, length: 1 });
}

function step(machine: Machine, before: number, item: { reads: State['reads']; length: number }): number {
  machine.at += item.length;
  const reading = addState(machine, item.reads);
  lead(machine, before, reading);
  const after = addState(machine);
  lead(machine, reading, after);
  return after;
}

function parseStars(machine: Machine, before: number): number {
  const start = machine.at;
  while (machine.pattern[machine.at] === '*') machine.at += 1;
  const isWide = machine.at - start > 1;
  const opens = start === 0 || machine.pattern[start - 1] === '/';
  if (isWide && opens && machine.pattern[machine.at] === '/') {
    machine.at += 1;
    return addSegments(machine, before);
  }
  return addLoop(machine, before, isWide ? anything : notSlash);
}
/** Any number of characters. */
function addLoop(machine: Machine, before: number, reads: (character: number) => boolean): number {
  const after = addState(machine);
  const loop = addState(machine, reads);
  lead(machine, before, after);
  lead(machine, after, loop);
  lead(machine, loop, after);
  return after;
}
/** A leading or inner `**` with its slash: no segment, or any number of whole ones. */
function addSegments(machine: Machine, before: number): number {
  const after = addState(machine);
  const inside = addLoop(machine, before, anything);
  const cut = addState(machine, (character) => character === slash);
  lead(machine, before, after);
  lead(machine, inside, cut);
  lead(machine, cut, after);
  return after;
}
/** A trailing `/**`: the folder itself and all below it. */
function parseBelow(machine: Machine, before: number): number {
  machine.at = machine.pattern.length;
  const after = addState(machine);
  const cut = addState(machine, (character) => character === slash);
  lead(machine, before, after);
  lead(machine, before, cut);
  lead(machine, addLoop(machine, cut, anything), after);
  return after;
}

function parseBraces(machine: Machine, before: number, depth: number): number {
  const after = addState(machine);
  do {
    machine.at += 1;
    lead(machine, before, parseSequence(machine, after, depth + 1));
  } while (machine.pattern[machine.at] === ',');
  machine.at += 1;
  return after;
}
/** Whether the brace at `at` is closed; one that is not stands for itself. */
function closes(pattern: string, at: number): boolean {
  let open = 0;
  for (let index = at; index < pattern.length; index += 1) {
    if (pattern[index] === '\\') index += 1;
    else if (pattern[index] === '{') open += 1;
    else if (pattern[index] === '}' && (open -= 1) === 0) return true;
  }
  return false;
}

function readClass(pattern: string, at: number): { reads: (character: number) => boolean; length: number } | undefined {
  const negated = pattern[at + 1] === '!' || pattern[at + 1] === '^';
  const start = at + (negated ? 2 : 1);
  // A bracket right at the beginning belongs to the class.
  const end = pattern.indexOf(']', start + 1);
  if (end === -1 || pattern.slice(at, end).includes('/')) return undefined;
  const ranges: { from: number; to: number }[] = [];
  for (let index = start; index < end; index += 1) {
    const from = pattern.charCodeAt(index);
    const isRange = pattern[index + 1] === '-' && index + 2 < end;
    ranges.push({ from, to: isRange ? pattern.charCodeAt(index + 2) : from });
    if (isRange) index += 2;
  }
  const isIn = (character: number): boolean => ranges.some(({ from, to }) => character >= from && character <= to);
  return { reads: (character) => character !== slash && isIn(character) !== negated, length: end - at + 1 };
}

function runs(states: readonly State[], ends: { start: number; end: number }, path: string): boolean {
  let current = new Set<number>();
  enter(states, ends.start, current);
  for (let index = 0; index < path.length && current.size > 0; index += 1) {
    const character = path.charCodeAt(index);
    const following = new Set<number>();
    for (const id of current) {
      const state = states[id];
      if (state?.reads?.(character) === true) for (const next of state.next) enter(states, next, following);
    }
    current = following;
  }
  return current.has(ends.end);
}
/** Adds a state and all that it leads to without reading. */
function enter(states: readonly State[], start: number, into: Set<number>): void {
  const todo = [start];
  while (todo.length > 0) {
    const id = todo.pop();
    if (id === undefined || into.has(id)) continue;
    into.add(id);
    const state = states[id];
    if (state !== undefined && state.reads === undefined) todo.push(...state.next);
  }
}

// Shell patterns as BuildKit's variable modifiers take them: `*` and `?` and nothing else, no line feed matched.
// https://docs.docker.com/reference/dockerfile/#environment-replacement

/** `any` is one character, `many` any number of them; a text is one literal character. */
type Token = { readonly kind: 'any' | 'many' } | { readonly kind: 'literal'; readonly text: string };
export type Pattern = readonly Token[];

const maxPatternLength = 256;
const maxValueLength = 4096;

/** Undefined for a pattern that BuildKit refuses, or that is too long to be tried. */
export function parsePattern(text: string): Pattern | undefined {
  const tokens: Token[] = [];
  const characters = [...text];
  if (characters.length > maxPatternLength) return undefined;
  for (let at = 0; at < characters.length; at += 1) {
    let character = characters[at] ?? '';
    if (character === '*') tokens.push({ kind: 'many' });
    else if (character === '?') tokens.push({ kind: 'any' });
    else {
      if (character === '\\') {
        at += 1;
        character = characters[at] ?? '';
        if (!['*', '?', '\\', '}', '/'].includes(character)) return undefined;
      }
      tokens.push({ kind: 'literal', text: character });
    }
  }
  return tokens;
}

export type Extent = 'shortest' | 'longest';
/** What is left of the value without the prefix that matches; the value itself where none does. */
export function withoutPrefix(value: string, pattern: Pattern, extent: Extent): string | undefined {
  const characters = [...value];
  if (characters.length > maxValueLength) return undefined;
  const end = matchEnd(characters, 0, { pattern, extent });
  return end === undefined ? value : characters.slice(end).join('');
}
export function withoutSuffix(value: string, pattern: Pattern, extent: Extent): string | undefined {
  const turned = withoutPrefix([...value].reverse().join(''), [...pattern].reverse(), extent);
  return turned === undefined ? undefined : [...turned].reverse().join('');
}
/** The first match replaced, or all of them; each is as long as it can be. */
export function withReplaced(
  value: string,
  pattern: Pattern,
  { by, which }: { readonly by: string; readonly which: 'first' | 'all' },
): string | undefined {
  const characters = [...value];
  if (characters.length > maxValueLength || by.length > maxValueLength) return undefined;
  const out: string[] = [];
  let at = 0;
  let last = -1;
  while (at <= characters.length) {
    const end = matchEnd(characters, at, { pattern, extent: 'longest' });
    // Nothing is no match right behind another one.
    const matches = end !== undefined && (end > at || end !== last);
    if (matches) {
      out.push(by);
      last = end;
      if (which === 'first') return [...out, ...characters.slice(end)].join('');
    }
    if (matches && end > at) at = end;
    else {
      out.push(characters[at] ?? '');
      at += 1;
    }
  }
  return out.join('');
}

/** Where a match that begins at `start` ends. Walks all ways at once, so that no pattern takes long. */
function matchEnd(
  characters: readonly string[],
  start: number,
  { pattern, extent }: { readonly pattern: Pattern; readonly extent: Extent },
): number | undefined {
  let states = withSkipped(new Set([0]), pattern);
  let end = states.has(pattern.length) ? start : undefined;
  for (let at = start; at < characters.length && states.size > 0; at += 1) {
    if (end !== undefined && extent === 'shortest') break;
    const character = characters[at] ?? '';
    const next = new Set<number>();
    for (const state of states) {
      const token = pattern[state];
      if (token === undefined) continue;
      if (token.kind === 'literal' ? token.text === character : character !== '\n')
        next.add(token.kind === 'many' ? state : state + 1);
    }
    states = withSkipped(next, pattern);
    if (states.has(pattern.length)) end = at + 1;
  }
  return end;
}
/** `many` may also be nothing. */
function withSkipped(states: Set<number>, pattern: Pattern): Set<number> {
  for (const state of states) if (pattern[state]?.kind === 'many') states.add(state + 1);
  return states;
}

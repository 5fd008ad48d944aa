// Patterns of paths and names in the ignore file, as in gitignore(5) without negation: `*`, `**`, `?`. Matching takes
// time linear in pattern times text, whatever the pattern.

type Token = { readonly kind: 'text'; readonly char: string } | { readonly kind: 'one' | 'some' | 'all' };

/** Says whether a whole text fits; `*` and `?` stop at a slash, `**` does not, and a folder stands for all in it. */
export function parseGlob(pattern: string): (text: string) => boolean {
  const plain = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const tokens = tokensOf(plain);
  const below = [...tokens, { kind: 'text', char: '/' }, { kind: 'all' }] as const;
  return (text) => fits(tokens, text) || fits(below, text);
}
function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < pattern.length; index += 1) {
    const char = pattern[index] ?? '';
    if (char === '?') tokens.push({ kind: 'one' });
    else if (char !== '*') tokens.push({ kind: 'text', char });
    else if (pattern[index + 1] !== '*') tokens.push({ kind: 'some' });
    else {
      tokens.push({ kind: 'all' });
      index += 1;
      // `**/` also stands for no folder at all.
      if (pattern[index + 1] === '/') index += 1;
    }
  }
  return tokens;
}
/** All places of the pattern that the text so far can stand at, moved on by each character. */
function fits(tokens: readonly Token[], text: string): boolean {
  let places = closure(tokens, [0]);
  for (const char of text) {
    const next: number[] = [];
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (token.kind === 'all' || (token.kind === 'some' && char !== '/')) next.push(place);
      else if (token.kind === 'text' ? token.char === char : token.kind === 'one' && char !== '/') next.push(place + 1);
    }
    places = closure(tokens, next);
    if (places.size === 0) return false;
  }
  return places.has(tokens.length);
}
function closure(tokens: readonly Token[], from: readonly number[]): ReadonlySet<number> {
  const places = new Set(from);
  for (const place of places) {
    const kind = tokens[place]?.kind;
    if (kind === 'all' || kind === 'some') places.add(place + 1);
  }
  return places;
}

// How a Dockerfile's line falls into flags and words: quotes and the escape character hold a word together.
// Follows parseWords and extractBuilderFlags of moby/buildkit (frontend/dockerfile/parser).

/** As written, quotes included. */
interface RawWord {
  readonly raw: string;
  readonly offset: number;
}
export interface Flag {
  readonly name: string;
  readonly value: string;
}

export function* splitWords(text: string, escape = '\\'): Generator<RawWord> {
  let start = -1;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === '' && isSpace(character)) {
      if (start !== -1) yield { raw: text.slice(start, at), offset: start };
      start = -1;
      continue;
    }
    if (start === -1) start = at;
    if (character === escape && quote !== "'") at++;
    else if (quote === character) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  if (start !== -1) yield { raw: text.slice(start), offset: start };
}

/** Words that begin with `--`, up to the first that does not; gives the offset of what follows them. */
export function readFlags(
  text: string,
  from: number,
  escape: string,
): { readonly flags: readonly Flag[]; readonly end: number } {
  const flags: Flag[] = [];
  let at = from;
  while (text.startsWith('--', at)) {
    const start = at;
    let word = '';
    let quote = '';
    for (; at < text.length; at++) {
      const character = text[at] ?? '';
      if (quote === '' && isSpace(character)) break;
      if (character === escape && at + 1 < text.length && quote !== "'") word += text[++at] ?? '';
      else if (quote === character) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      else word += character;
    }
    at = skipSpace(text, at);
    if (word === '--') break;
    if (!/^--[A-Za-z]/u.test(word)) return { flags, end: start };
    const equals = word.indexOf('=');
    flags.push(
      equals === -1
        ? { name: word.slice(2), value: '' }
        : { name: word.slice(2, equals), value: word.slice(equals + 1) },
    );
  }
  return { flags, end: at };
}

export function parseJsonWords(text: string): readonly string[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    // BuildKit falls back to the shell form as well.
    return undefined;
  }
}

function isSpace(character: string): boolean {
  return character <= ' ' || character > '~' ? character.trim() === '' : false;
}
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at] ?? '')) at++;
  return at;
}
/** Offset of the first space, or the length. */
export function findSpace(text: string): number {
  const at = text.search(/\s/u);
  return at === -1 ? text.length : at;
}

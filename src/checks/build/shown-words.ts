// How the words of an instruction are shown as evidence: what looks like a credential is left out.
import { findTokenKind, hasUrlPassword, isSecretName, looksSecret } from '../../model/secret-shape.ts';

const maxShown = 160;
const omitted = '…';

export function showWords(words: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const [index, word] of words.entries()) {
    const text = showWord(word, words[index - 1] ?? '');
    shown.push(text);
    length += text.length + 1;
    if (length > maxShown) break;
  }
  const text = shown.join(' ');
  return text.length <= maxShown ? text : `${text.slice(0, maxShown - 1)}${omitted}`;
}

function showWord(word: string, before: string): string {
  if (isSecretOption(before) || followsCurlOption(word, before) || findTokenKind(word) !== undefined) return omitted;
  if (hasUrlPassword(word)) return withoutUser(word);
  const equals = word.indexOf('=');
  if (equals < 1) return word;
  const kind = looksSecret(word.slice(0, equals).replace(/^-+/u, ''), word.slice(equals + 1));
  return kind === undefined ? word : `${word.slice(0, equals)}=${omitted}`;
}
function isSecretOption(word: string): boolean {
  return word.startsWith('--') && !word.includes('=') && isSecretName(word.slice(2));
}
function followsCurlOption(word: string, before: string): boolean {
  if (before === '-u' || before === '--user') return word.includes(':');
  return (before === '-H' || before === '--header') && /authorization|token|key|secret|cookie/iu.test(word);
}
function withoutUser(word: string): string {
  const start = word.indexOf('://') + 3;
  const slash = word.indexOf('/', start);
  const at = word.lastIndexOf('@', slash === -1 ? undefined : slash);
  return `${word.slice(0, start)}${omitted}${word.slice(at)}`;
}

// JSON with comments: what JSON itself does not know becomes blanks, so that everything stays where it is.
// https://jsonc.org/

/** A string that stays open ends with its line. */
const skipped = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g;
const trailing = /"(?:[^"\\\n]|\\.)*"?|,(?=\s*[\]}])/g;
export function withoutComments(text: string): string {
  const plain = text.replaceAll(skipped, (part) => (part.startsWith('"') ? part : part.replaceAll(/[^\r\n]/g, ' ')));
  return plain.replaceAll(trailing, (part) => (part === ',' ? ' ' : part));
}

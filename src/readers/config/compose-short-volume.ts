// A volume in one text, `[SOURCE:]TARGET[:OPTIONS]`, as the reference implementation takes it apart.
// https://docs.docker.com/reference/compose-file/services/#short-syntax-5
export interface ShortVolume {
  readonly source?: string;
  readonly target: string;
  readonly options: readonly string[];
}
/** Undefined where Compose would refuse it. */
export function parseShortVolume(text: string): ShortVolume | undefined {
  if (text === '') return undefined;
  if (text.length <= 2) return { target: text, options: [] };
  const parts = splitAtColons(text);
  const [first = '', second, third] = parts;
  if (parts.length > 3 || parts.includes('')) return undefined;
  if (second === undefined) return { target: first, options: [] };
  return { source: first, target: second, options: third?.split(',') ?? [] };
}
/** A letter before a colon is a drive, and braces after a dollar belong together. */
function splitAtColons(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let braces = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '$' && text[at + 1] === '{') braces += 1;
    else if (char === '}' && braces > 0) braces -= 1;
    else if (char === ':' && braces === 0 && !isDrive(text.slice(from, at))) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}
function isDrive(text: string): boolean {
  return /^\p{L}$/u.test(text);
}
/** Whether a source is a path and no name of a volume. */
export function isPath(source: string): boolean {
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
}

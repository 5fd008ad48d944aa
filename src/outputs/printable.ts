// Text from a target as it may appear on a terminal: visible, on one line, and no longer than there is room.
import { eastAsianWidth } from 'get-east-asian-width';

// What cannot be seen or changes the direction of what can: Unicode Technical Report 36, "Unicode Security
// Considerations", section 2. Fillers of Hangul are letters by category, some invisible separators marks.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{115f}\u{1160}\u{3164}\u{ffa0}]|\u{17b4}|\u{17b5}|[\u{180b}-\u{180f}]/gu;
const mark = /[\p{Mn}\p{Me}]/u;

/** What cannot be seen is written as `\u202e`; a lone surrogate too. */
export function printable(text: string): string {
  const visible = text.replace(hidden, escaped);
  return visible.isWellFormed() ? visible : visible.replace(/\p{Surrogate}/gu, escaped);
}
function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** Columns that a printable text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    width += code < 0x300 ? 1 : mark.test(character) ? 0 : eastAsianWidth(code);
  }
  return width;
}
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Cut at the end. */
export function clipped(text: string, width: number, ellipsis: string): string {
  return widthOf(text) <= width ? text : taken([...text], width - 1).join('') + ellipsis;
}
/** Shortened in the middle: the beginning says where, the end says what. */
export function shortened(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  const letters = [...text];
  const tail = taken([...letters].reverse(), Math.ceil((width - 1) * 0.65)).reverse();
  return taken(letters, width - 1 - widthOf(tail.join(''))).join('') + ellipsis + tail.join('');
}
function taken(letters: readonly string[], width: number): string[] {
  const kept: string[] = [];
  let used = 0;
  for (const letter of letters) {
    used += widthOf(letter);
    if (used > width) break;
    kept.push(letter);
  }
  return kept;
}

/** Words over lines of at most `width` columns; a word that is longer is cut into pieces. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, Math.max(8, width)))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
function pieces(word: string, width: number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  let used = 0;
  for (const letter of word) {
    const more = widthOf(letter);
    if (used + more > width) {
      found.push(piece);
      piece = '';
      used = 0;
    }
    piece += letter;
    used += more;
  }
  return [...found, piece];
}

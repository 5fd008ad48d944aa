// Lines at the end of a file that holds one thing a line, such as .dockerignore.
import { insertLines, lineEndOf, applyEdits } from './text-edit.ts';

/** The text with the lines that it does not have yet; undefined is a file that is not there. */
export function writeAddedLines(text: string | undefined, lines: readonly string[]): string {
  if (text === undefined) return `${lines.join('\n')}\n`;
  const there = new Set(text.split('\n').map((line) => line.trim()));
  const missing = lines.filter((line) => !there.has(line));
  if (missing.length === 0) return text;
  const edit = insertLines(text, text.length, missing);
  const isEnded = text === '' || text.endsWith('\n');
  return applyEdits(text, [isEnded ? edit : { ...edit, text: edit.text + lineEndOf(text) }]);
}

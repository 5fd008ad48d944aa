// How a Dockerfile's line announces here-documents: `<<NAME`, `<<-NAME`, `3<<"NAME"`, several on one line.
// https://docs.docker.com/reference/dockerfile/#here-documents
import { splitWords } from './dockerfile-words.ts';

export interface HeredocMark {
  readonly name: string;
  /** `<<-`: leading tabs do not count. */
  readonly chomp: boolean;
  /** Variables are expanded, because no part of the name was quoted. */
  readonly expand: boolean;
  /** Offset of the whole mark in the text. */
  readonly offset: number;
  readonly raw: string;
}
const markPattern = /^\d*<<(-?)([^<]+)$/u;
const maxMarks = 64;

/** Marks among the words of a line; one inside quotes is none. */
export function findHeredocs(text: string): readonly HeredocMark[] {
  const found: HeredocMark[] = [];
  for (const { raw, offset } of splitWords(text)) {
    const match = raw.length > 512 || !raw.includes('<<') ? null : markPattern.exec(raw);
    if (match === null) continue;
    const written = match[2] ?? '';
    const name = written.replaceAll(/["'\\]/gu, '');
    if (name === '') continue;
    found.push({ name, chomp: match[1] === '-', expand: name === written, offset, raw });
    if (found.length >= maxMarks) break;
  }
  return found;
}

// A piece of text that stands somewhere, parts of it perhaps unknown: what an option of a command line is given.
import { declared, unseen, type Field, type Unseen } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';

export interface Given {
  /** Each part that is not known stands in it as one character of the private use area. */
  readonly text: string;
  /** Those parts as they are written. */
  readonly open: readonly string[];
  readonly at: Location;
  readonly via: readonly Location[];
}
const firstMark = 0xe000;
const marks = 6400;
const markPattern = /[\ue000-\uf8ff]/;
const allMarks = /[\ue000-\uf8ff]/g;

/** The character that stands for an unknown part. */
export function markOf(index: number): string {
  return String.fromCodePoint(firstMark + Math.min(index, marks - 1));
}
/** Text from outside, in which no character may pass for a mark; as long as before. */
export function withoutMarks(text: string): string {
  return text.replaceAll(allMarks, '\ufffd');
}
export function hasMark(text: string): boolean {
  return markPattern.test(text);
}
export function isOpen({ text }: Pick<Given, 'text'>): boolean {
  return hasMark(text);
}
/** The text, or a part of it, as it was written. */
export function writtenOf({ open }: Pick<Given, 'open'>, text: string): string {
  return text.replaceAll(allMarks, (mark) => open[(mark.codePointAt(0) ?? 0) - firstMark] ?? '?');
}
const longestWhy = 80;
export function whyOpen(given: Pick<Given, 'open' | 'text'>): string {
  const parts = new Set((given.text.match(allMarks) ?? []).map((mark) => writtenOf(given, mark)));
  const names = [...parts].join(', ');
  return `${names.length > longestWhy ? `${names.slice(0, longestWhy)}…` : names} is not known here`;
}
export function withText(given: Given, text: string): Given {
  return { ...given, text };
}

export function said<T>(given: Given, value: T): Field<T> {
  return declared(value, given.at, given.via);
}
export function unclear<T>(given: Given, why = whyOpen(given)): Unseen<T> {
  return unseen(why, given.at);
}
/** `parse` gives undefined for what is not `wanted`. */
export function fieldOf<T>(given: Given, wanted: string, parse: (text: string) => T | undefined): Field<T> {
  if (isOpen(given)) return unclear(given);
  const value = parse(given.text);
  return value === undefined ? unclear(given, `not ${wanted}`) : said(given, value);
}

const workingFolder = /^(?:\$PWD|\$\{PWD\}|\$\(\s*pwd\s*\)|`\s*pwd\s*`|\$\(CURDIR\)|\$\{CURDIR\}|\$\(PWD\))$/;
const homeFolder = /^(?:\$HOME|\$\{HOME\}|\$\(HOME\)|%h|\$\{localEnv:(?:HOME|USERPROFILE)\})$/;
/** Of a path: the folder that the command is run in is `.`, and the home of whoever runs it is `~`. */
export function asPath(given: Given): Given {
  if (!isOpen(given)) return given;
  const text = given.text.replaceAll(allMarks, (mark) => {
    const written = writtenOf(given, mark);
    return workingFolder.test(written) ? '.' : homeFolder.test(written) ? '~' : mark;
  });
  // What is to work on Linux and on Windows names both variables, of which one is empty.
  return withText(given, text.replace('~~/', '~/'));
}

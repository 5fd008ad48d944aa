// The unified diff that `git apply` and `patch -p1` take: https://git-scm.com/docs/diff-format
import { findChanges } from './line-diff.ts';
import type { Change } from './line-diff.ts';

const context = 3;

/** The patch from one text to the other, '' when they are equal; undefined is a file that is not there yet. */
export function toPatch(path: string, before: string | undefined, after: string): string {
  if (before === after) return '';
  const a = splitLines(before ?? '');
  const b = splitLines(after);
  const hunks = groupChanges(findChanges(a, b)).map((changes) => toHunk(changes, a, b));
  const to = quotePath(`b/${path}`);
  if (before !== undefined) return `--- ${quotePath(`a/${path}`)}\n+++ ${to}\n${hunks.join('')}`;
  return `diff --git ${quoteName(`a/${path}`)} ${quoteName(`b/${path}`)}\nnew file mode 100644\n--- /dev/null\n+++ ${to}\n${hunks.join('')}`;
}

/** Lines with their ends, so that a missing last line end is a difference too. */
function splitLines(text: string): readonly string[] {
  return text.match(linePattern) ?? [];
}
const linePattern = /[^\n]*\n|[^\n]+$/g;

/** Changes whose contexts would touch share a hunk. */
function groupChanges(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && change.aFrom - last.aTo <= 2 * context) group.push(change);
    else groups.push([change]);
  }
  return groups;
}
function toHunk(changes: readonly Change[], a: readonly string[], b: readonly string[]): string {
  const first = changes[0];
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return '';
  const before = Math.min(context, first.aFrom);
  const after = Math.min(context, a.length - last.aTo);
  const aFrom = first.aFrom - before;
  const bFrom = first.bFrom - before;
  const ranges = `-${toRange(aFrom, last.aTo + after - aFrom)} +${toRange(bFrom, last.bTo + after - bFrom)}`;
  const lines: string[] = [];
  let at = aFrom;
  for (const change of changes) {
    lines.push(...toLines(' ', a.slice(at, change.aFrom)));
    lines.push(...toLines('-', a.slice(change.aFrom, change.aTo)), ...toLines('+', b.slice(change.bFrom, change.bTo)));
    at = change.aTo;
  }
  lines.push(...toLines(' ', a.slice(at, at + after)));
  return `@@ ${ranges} @@\n${lines.join('')}`;
}
/** A range of no lines names the line before it. */
function toRange(from: number, count: number): string {
  const start = count === 0 ? from : from + 1;
  return count === 1 ? String(start) : `${String(start)},${String(count)}`;
}
function toLines(mark: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`));
}

const unsafe = /["\\\u0000-\u001f\u007f-\uffff]/;
const escapes = new Map([
  [7, 'a'],
  [8, 'b'],
  [9, 't'],
  [10, 'n'],
  [11, 'v'],
  [12, 'f'],
  [13, 'r'],
  [34, '"'],
  [92, '\\'],
]);
/** As git writes it: a C string where a byte needs it, and a tab that ends a name with spaces. */
function quotePath(path: string): string {
  return !unsafe.test(path) && path.includes(' ') ? `${path}\t` : quoteName(path);
}
function quoteName(path: string): string {
  if (!unsafe.test(path)) return path;
  const bytes = [...new TextEncoder().encode(path)].map((byte) => {
    const escape = escapes.get(byte);
    if (escape !== undefined) return `\\${escape}`;
    return byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCodePoint(byte);
  });
  return `"${bytes.join('')}"`;
}

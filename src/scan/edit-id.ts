// The name of an edit across runs: a hash over what it changes, never over where the target lies or on which line.
import { hash } from 'node:crypto';
import type { Fix } from '../model/edit.ts';

const shortest = 6;
/** In full; the beginning is enough wherever it is unambiguous. */
export function editIdOf({ edits }: Fix): string {
  const about = edits.map((edit) => {
    const what = 'field' in edit ? edit.field : 'pointer' in edit ? edit.pointer : '';
    const value = edit.op === 'replace-text' ? [edit.from, edit.to] : 'value' in edit ? edit.value : '';
    return [edit.op, edit.target.fact, edit.target.container ?? '', what, value];
  });
  return hash('sha256', JSON.stringify(about), 'hex').slice(0, 16);
}
/** As much of each id as tells it from the others. */
export function shortIds(ids: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...new Set(ids)].sort();
  const alike = (a: string, b: string | undefined): number => {
    const different = [...a].findIndex((letter, index) => letter !== b?.[index]);
    return different === -1 ? a.length : different;
  };
  return new Map(
    sorted.map((id, index) => {
      const needed = 1 + Math.max(alike(id, sorted[index - 1]), alike(id, sorted[index + 1]));
      return [id, id.slice(0, Math.max(shortest, needed))];
    }),
  );
}

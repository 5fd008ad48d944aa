// The one door to the writers: the edits that belong to one file, and what has become of them.
import { isRendered, type RawRef } from '../model/workload.ts';
import { writers } from './index.ts';
import type { PlacedEdit, WrittenFixes } from './placed-edit.ts';

export type { PlacedEdit, RefusedEdit, WrittenFixes } from './placed-edit.ts';

/** Why nothing can be written into a format; undefined where it can. */
export function refusalOf(format: RawRef['format']): string | undefined {
  if (format === 'helm') return 'what its templates render to is not their text: change it by hand';
  if (format === 'kustomize') return 'any of its files may say it: change it by hand';
  if (writers[format] !== undefined) return undefined;
  if (format === 'image') return 'an image is changed where it is built';
  if (format === 'docker-inspect') return 'a running container is changed where it is started';
  return `fixes cannot be written into ${format} yet: change it by hand`;
}
/** All edits must belong to this one file; what is refused leaves no trace in the text. */
export function writeFixes(format: RawRef['format'], text: string, edits: readonly PlacedEdit[]): WrittenFixes {
  const write = isRendered(format) ? undefined : writers[format];
  if (write !== undefined) return write(text, edits);
  return { text, done: [], refused: edits.map((edit) => ({ edit, why: refusalOf(format) ?? '' })) };
}

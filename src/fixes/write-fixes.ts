// The one door to the writers: the edits that belong to one file, and what has become of them.
import { writtenFormats, type WrittenFormat } from '../model/edit.ts';
import type { RawRef } from '../model/workload.ts';
import { writers } from './index.ts';
import type { PlacedEdit, WrittenFixes } from './placed-edit.ts';

export type { PlacedEdit, RefusedEdit, WrittenFixes } from './placed-edit.ts';

/** Why nothing can be written into a format; undefined where it can. */
export function refusalOf(format: RawRef['format']): string | undefined {
  if (format === 'helm') return 'what its templates render to is not their text: change it by hand';
  if (format === 'kustomize') return 'any of its files may say it: change it by hand';
  if (isWritten(format)) return undefined;
  if (format === 'image') return 'an image is changed where it is built';
  if (format === 'docker-inspect') return 'a running container is changed where it is started';
  return `fixes cannot be written into ${format} yet: change it by hand`;
}
/** All edits must belong to this one file; what is refused leaves no trace in the text. */
export function writeFixes(format: RawRef['format'], text: string, edits: readonly PlacedEdit[]): WrittenFixes {
  if (isWritten(format)) return writers[format](text, edits);
  return { text, done: [], refused: edits.map((edit) => ({ edit, why: refusalOf(format) ?? '' })) };
}
function isWritten(format: RawRef['format']): format is WrittenFormat {
  return writtenFormats.some((one) => one === format);
}

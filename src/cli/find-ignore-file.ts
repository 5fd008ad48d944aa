// Where accepted findings are written down, and reading it without trust: it lies in a folder that somebody else
// may have made, so it can be a pipe, a device or a file without end.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { DiskEntry, lookAt } from '../io/disk-entry.ts';
import { systemCode } from '../io/safe-open.ts';
import { AppError, InputError } from '../model/errors.ts';
import type { IgnoreFile } from '../scan/ignore-file.ts';

const maxBytes = 16 * 1024 * 1024;

/** The file of the first folder among the targets; one named by hand must be there. Throws AppError `ignore-file-invalid`. */
export async function findIgnoreFile(
  targets: readonly string[],
  named: string | undefined,
): Promise<IgnoreFile | undefined> {
  if (named !== undefined) {
    const found = await readIgnores(named);
    if (found === undefined) throw new AppError('ignore-file-invalid', `${named} does not exist`);
    return found;
  }
  for (const folder of [...targets, '.']) {
    const found = await readIgnores(path.join(folder.replace(/^dir:/u, ''), '.plimsoll-ignore.yaml'));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function readIgnores(file: string): Promise<IgnoreFile | undefined> {
  try {
    const real = realpathSync(file);
    const stats = lookAt(real);
    if (stats === undefined) return undefined;
    const bytes = await new DiskEntry(file, real, stats).read(maxBytes);
    return { path: file, text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (/^E(?:NOENT|NOTDIR)$/u.test(systemCode(error) ?? '')) return undefined;
    if (!(error instanceof InputError)) throw error;
    throw new AppError('ignore-file-invalid', error.message, { cause: error });
  }
}

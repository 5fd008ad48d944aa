// Small JSON files that are whole or absent: the first line is the sha256 of the rest, and a replacement is renamed
// into place. Whatever lies there and is not exactly that, a link included, is as good as nothing.
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';

const sumLength = 64;
export const maxFileBytes = 64 * 1024 * 1024;

/** Undefined when it is not there, too large, damaged or no JSON. `now` marks it as used. */
export function readChecked(file: string, now: Date): unknown {
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile() || stats.size > maxFileBytes) return undefined;
    const bytes = readFileSync(fd);
    const body = bytes.subarray(sumLength + 1);
    if (bytes.toString('latin1', 0, sumLength + 1) !== `${sumOf(body)}\n`) return undefined;
    futimesSync(fd, now, now);
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/** Bytes written; 0 when the value is too large to keep. Throws what the system says. */
export function writeChecked(file: string, value: unknown): number {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  const size = body.length + sumLength + 1;
  if (size > maxFileBytes) return 0;
  const draft = `${file}.${process.pid}${draftSuffix}`;
  try {
    // Of an earlier process of this number; and never through a link.
    rmSync(draft, { force: true });
    writeFileSync(draft, Buffer.concat([Buffer.from(`${sumOf(body)}\n`), body]), { flag: 'wx', mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return size;
}
export const draftSuffix = '.new';

function sumOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

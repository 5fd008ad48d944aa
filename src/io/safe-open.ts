// Opens regular files of a tree that somebody else wrote: never a link, a device, a FIFO or a socket, and only
// the very file that was looked at before. O_NONBLOCK keeps a FIFO put there meanwhile from hanging the run.
// https://pubs.opengroup.org/onlinepubs/9799919799/functions/open.html
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { InputError } from '../model/errors.ts';

/** A name that is not UTF-8 is only reachable as bytes. */
export type DiskPath = string | Buffer;
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}
export interface FileAsked {
  readonly disk: DiskPath;
  /** How messages call it. */
  readonly path: string;
  readonly identity: FileIdentity;
}
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const chunkBytes = 256 * 1024;

/** Runs `use` on the open file and closes it. Throws InputError `unreadable`. */
export function withFile<T>(file: FileAsked, use: (fd: number, size: number) => T): T {
  const { fd, size } = openChecked(file);
  try {
    return use(fd, size);
  } catch (error) {
    throw toInputError(file.path, error);
  } finally {
    closeSync(fd);
  }
}

/** The first bytes, at most `n`. */
export function readStart(file: FileAsked, n: number): Uint8Array {
  return readAt(file, 0, n);
}
export function readAt(file: FileAsked, offset: number, length: number): Uint8Array {
  return withFile(file, (fd, size) => {
    const wanted = Math.max(0, Math.min(length, size - offset));
    const buffer = Buffer.allocUnsafeSlow(wanted);
    return buffer.subarray(0, fill(fd, buffer, offset));
  });
}

/** The whole content, by what there is to read and not by the size that was claimed. */
export function readWhole(file: FileAsked, maxBytes: number): Uint8Array {
  return withFile(file, (fd, size) => {
    if (size > maxBytes) throw tooLarge(file.path, size, maxBytes);
    const parts: Buffer[] = [];
    let total = 0;
    // One byte more than expected, so that the usual file ends with the first read.
    for (let room = size + 1; ; room = chunkBytes) {
      const buffer = Buffer.allocUnsafeSlow(room);
      const got = fill(fd, buffer, total);
      total += got;
      if (total > maxBytes) throw tooLarge(file.path, total, maxBytes);
      parts.push(buffer.subarray(0, got));
      if (got < room) break;
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, total);
  });
}

/** In pieces that are the reader's to keep. */
export async function* streamFile(file: FileAsked, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { fd } = openChecked(file);
  try {
    for (let offset = 0; ;) {
      signal.throwIfAborted();
      const buffer = Buffer.allocUnsafeSlow(chunkBytes);
      const got = fill(fd, buffer, offset);
      offset += got;
      if (got > 0) yield buffer.subarray(0, got);
      if (got < chunkBytes) return;
      await breathe();
    }
  } catch (error) {
    throw toInputError(file.path, error);
  } finally {
    closeSync(fd);
  }
}

function openChecked({ disk, path, identity }: FileAsked): { fd: number; size: number } {
  let fd: number;
  try {
    fd = openSync(disk, flags);
  } catch (error) {
    throw toInputError(path, error);
  }
  const stats = fstatSync(fd, { bigint: true });
  if (stats.isFile() && stats.dev === identity.dev && stats.ino === identity.ino)
    return { fd, size: Number(stats.size) };
  closeSync(fd);
  throw new InputError('unreadable', `${path} was replaced while it was looked at`);
}

function fill(fd: number, buffer: Buffer, position: number): number {
  let done = 0;
  while (done < buffer.length) {
    const got = readSync(fd, buffer, done, buffer.length - done, position + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}

function tooLarge(path: string, size: number, maxBytes: number): InputError {
  return new InputError('limit-reached', `${path} has ${size} bytes, more than ${maxBytes}`);
}
function toInputError(path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  return new InputError('unreadable', `${path} could not be read (${code})`, { cause: error });
}
/** `ENOENT`, `EACCES` …, of errors that the system raised. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

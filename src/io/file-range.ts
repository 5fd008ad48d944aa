// Random access to one local file that stays open, and the name under which its bytes are known on this machine.
import { closeSync, constants, fstatSync, openSync, read, readSync, type BigIntStats } from 'node:fs';
import { promisify } from 'node:util';
import { InputError } from '../model/errors.ts';

const readAsync = promisify(read);
const streamBytes = 256 * 1024;

/** An open file; counts what is read of it, so that tests can pin the cost. */
export class LocalFile {
  readonly #fd: number;
  readonly #stat: BigIntStats;
  #open = true;
  reads = 0;
  bytesRead = 0;

  /** Throws the system's error when the file cannot be opened. */
  constructor(path: string) {
    // A pipe put there must not hang the run.
    this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#stat = fstatSync(this.#fd, { bigint: true });
  }
  get size(): number {
    return Number(this.#stat.size);
  }
  get isRegular(): boolean {
    return this.#stat.isFile();
  }
  /** Names these very bytes: another content at the same place has other times, another size or another inode. */
  place(offset: number, length: number): string {
    const { dev, ino, size, mtimeNs, ctimeNs } = this.#stat;
    return [dev, ino, size, mtimeNs, ctimeNs, offset, length].join(':');
  }
  /** Bytes read into the start of `into`, at most `length`: fewer only where the file ends. */
  readInto(into: Uint8Array, length: number, position: number): number {
    if (!this.#open) throw closed();
    let done = 0;
    try {
      while (done < length) {
        const count = readSync(this.#fd, into, done, length - done, position + done);
        this.#count(count);
        if (count === 0) break;
        done += count;
      }
    } catch (error) {
      throw unreadable(error);
    }
    return done;
  }
  /** Like `readInto`, without holding up other work. */
  async readIntoLater(into: Uint8Array, length: number, position: number): Promise<number> {
    let done = 0;
    while (done < length) {
      if (!this.#open) throw closed();
      const { bytesRead } = await readAsync(this.#fd, into, done, length - done, position + done).catch(
        (error: unknown) => {
          throw unreadable(error);
        },
      );
      this.#count(bytesRead);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }
  close(): void {
    if (this.#open) closeSync(this.#fd);
    this.#open = false;
  }

  #count(bytes: number): void {
    this.reads += 1;
    this.bytesRead += bytes;
  }
}

/** Part of an open file, within its size. */
export interface FileRange {
  readonly file: LocalFile;
  readonly offset: number;
  readonly length: number;
}

/** The bytes of a range, clipped to it; fewer where the file is shorter than it was. */
export function readRange({ file, offset, length }: FileRange, from: number, count: number): Buffer {
  const start = Math.max(0, Math.min(from, length));
  const wanted = Math.max(0, Math.min(count, length - start));
  const bytes = Buffer.allocUnsafeSlow(wanted);
  return bytes.subarray(0, file.readInto(bytes, wanted, offset + start));
}

/** In pieces that are the reader's to keep. Rejects with InputError `archive-truncated` when the file has shrunk. */
export async function* streamRange({ file, offset, length }: FileRange): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const wanted = Math.min(streamBytes, length - done);
    const bytes = Buffer.allocUnsafeSlow(wanted);
    const count = await file.readIntoLater(bytes, wanted, offset + done);
    if (count < wanted) throw new InputError('archive-truncated', 'the file became shorter while it was read');
    done += count;
    yield bytes;
  }
}

function closed(): InputError {
  return new InputError('unreadable', 'the archive was closed before it was read');
}
function unreadable(error: unknown): InputError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new InputError('unreadable', `the archive could not be read (${code})`, { cause: error });
}

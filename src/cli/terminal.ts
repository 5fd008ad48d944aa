// What goes to the terminal: whole writes, errors on one line, progress only where somebody watches.
import { fstatSync, writeSync } from 'node:fs';
import { printable } from '../outputs/printable.ts';

/** Pipes and files are told apart first: to make a stream of them would load much of Node. */
export function isTerminal(fd: 1 | 2): boolean {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return (fd === 1 ? process.stdout : process.stderr).isTTY;
}

const fewCharacters = 64 * 1024;
/** Small pieces are written many at a time, and never are all of them in memory at once. */
export function writePieces(fd: number, pieces: Iterable<string>): void {
  let gathered = '';
  for (const piece of pieces) {
    gathered += piece;
    if (gathered.length < fewCharacters) continue;
    writeAll(fd, gathered);
    gathered = '';
  }
  writeAll(fd, gathered);
}

const encoder = new TextEncoder();
let buffer: Uint8Array | undefined;
/** Writes all of it, also into a full pipe; a reader that has gone away ends the run quietly, which is no pass. */
export function writeAll(fd: number, text: string): void {
  // The same memory for every text, however long.
  buffer ??= new Uint8Array(2 * fewCharacters);
  for (let at = 0; at < text.length;) {
    const { read, written } = encoder.encodeInto(at === 0 ? text : text.slice(at), buffer);
    writeBytes(fd, buffer.subarray(0, written));
    at += read;
  }
}
function writeBytes(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE' || code === 'ECONNRESET') process.exit(2);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
/** One line. Names come from hostile archives too: nothing that a terminal obeys, and no line end, gets there raw. */
export function writeError(text: string): void {
  writeAll(2, `${printable(text)}\n`);
}
export function exitWith(code: number): void {
  process.exitCode = code;
}

const showAfterMs = 500;
/** A line on standard error that says what takes long; nothing unless a person watches. */
export interface Progress {
  say(text: string): void;
  end(): void;
}
export function openProgress(): Progress {
  const watched = isTerminal(2);
  const started = Date.now();
  let shown = false;
  let latest = '';
  const draw = (): void => {
    shown = true;
    writeAll(2, `\r\u001b[2K${printable(latest).slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1))}`);
  };
  const timer = watched ? setInterval(draw, 200) : undefined;
  timer?.unref();
  return {
    say(text) {
      latest = text;
      if (watched && Date.now() - started > showAfterMs) draw();
    },
    end() {
      if (timer !== undefined) clearInterval(timer);
      if (shown) writeAll(2, '\r\u001b[2K');
    },
  };
}

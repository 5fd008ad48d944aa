// How a file is replaced so that a reader sees the old bytes or the new ones, and a crash leaves one of them.
// rename(2): the replacement is atomic within one file system.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Moves a finished file over another of the same folder; both its bytes and its name are on disk afterwards. */
export function replaceFile(finished: string, file: string): void {
  sync(finished);
  renameSync(finished, file);
  sync(path.dirname(file));
}

export function writeFileAtomic(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  try {
    writeFileSync(draft, content);
    replaceFile(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function sync(name: string): void {
  const handle = openSync(name, 'r');
  try {
    fsyncSync(handle);
  } catch {
    // Some file systems cannot sync a folder; the rename itself is still atomic there.
  } finally {
    closeSync(handle);
  }
}

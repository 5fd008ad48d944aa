// Everything that a reader of tars gives, in a form that tests compare: from a file and from a stream.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Entry, Keep, Wanted } from '../src/model/entry.ts';
import { InputError } from '../src/model/errors.ts';
import type { Unknown } from '../src/model/unknown.ts';
import { LocalFile } from '../src/io/file-range.ts';
import { seekTar } from '../src/io/tar-seek.ts';
import { streamTar } from '../src/io/tar-stream.ts';

export const signal: AbortSignal = new AbortController().signal;

let folder: string | undefined;
/** A folder of this test run; gone when it ends. */
export function tempFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(path.join(tmpdir(), 'plimsoll-archives-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return mkdtempSync(path.join(folder, 'f-'));
}
/** The bytes as a file. */
export function tempFile(bytes: Uint8Array, name = 'archive.tar'): string {
  const file = path.join(tempFolder(), name);
  writeFileSync(file, bytes);
  return file;
}
/** The bytes in pieces of one size. */
export async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function wantAll(keep: Keep = 'whole', maxBytes = 1024 * 1024): Wanted {
  return { matches: () => true, keep: () => ({ keep, maxBytes }) };
}
export function want(pattern: RegExp, keep: Keep = 'whole', maxBytes = 1024 * 1024): Wanted {
  return { matches: (name) => pattern.test(name), keep: () => ({ keep, maxBytes }) };
}

export interface Seen {
  readonly path: string;
  readonly type: string;
  /** Content as latin1, or the code of its refusal. */
  readonly content?: string;
  readonly entry: Entry;
}
export interface Reading {
  readonly seen: readonly Seen[];
  readonly unknowns: readonly Unknown[];
  readonly failure?: InputError;
}
async function see(entry: Entry): Promise<Seen> {
  const { path: name, type } = entry;
  if (type !== 'file') return { path: name, type, entry };
  try {
    return { path: name, type, entry, content: Buffer.from(await entry.read(8 * 1024 * 1024)).toString('latin1') };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { path: name, type, entry, content: `!${error.code}` };
  }
}
export async function seeAll(batches: AsyncIterable<readonly Entry[]>, unknowns: readonly Unknown[]): Promise<Reading> {
  const seen: Seen[] = [];
  try {
    for await (const batch of batches) for (const entry of batch) seen.push(await see(entry));
    return { seen, unknowns };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { seen, unknowns, failure: error };
  }
}

export async function readSought(tar: Uint8Array, wanted: Wanted = wantAll()): Promise<Reading> {
  const file = new LocalFile(tempFile(tar));
  try {
    const unknowns: Unknown[] = [];
    const range = { file, offset: 0, length: file.size };
    return await seeAll(seekTar(range, { wanted, signal, report: (one) => unknowns.push(one) }), unknowns);
  } finally {
    file.close();
  }
}
export async function readPassing(tar: Uint8Array, wanted: Wanted = wantAll(), pieceBytes = 65_536): Promise<Reading> {
  const unknowns: Unknown[] = [];
  const scan = { wanted, signal, report: (one: Unknown) => unknowns.push(one) };
  return seeAll(streamTar(inPieces(tar, pieceBytes), scan), unknowns);
}

// Test support: rpm headers written by hand, and databases of them made by SQLite itself.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Text is a string (type 6), a number an int32 (type 4), bytes are binary (type 7). */
export type TagValue = string | number | Uint8Array;
export type Tags = readonly (readonly [tag: number, value: TagValue])[];

export function rpmHeader(tags: Tags): Buffer {
  const index = Buffer.alloc(tags.length * 16);
  const data: Buffer[] = [];
  let offset = 0;
  for (const [place, [tag, value]] of tags.entries()) {
    const bytes = bytesOf(value);
    const type = typeof value === 'string' ? 6 : typeof value === 'number' ? 4 : 7;
    for (const [word, number] of [tag, type, offset, 1].entries()) index.writeUInt32BE(number, place * 16 + word * 4);
    data.push(bytes);
    offset += bytes.length;
  }
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(tags.length, 0);
  lengths.writeUInt32BE(offset, 4);
  return Buffer.concat([lengths, index, ...data]);
}
function bytesOf(value: TagValue): Buffer {
  if (typeof value === 'string') return Buffer.from(`${value}\0`);
  if (typeof value !== 'number') return Buffer.from(value);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export interface RpmDatabase {
  readonly file: Buffer;
  /** Empty unless the database was still open when it was copied. */
  readonly log: Buffer;
}
interface DatabaseOptions {
  readonly pageSize?: number;
  /** Written to the log after the others have gone into the file; a change that was rolled back follows it. */
  readonly later?: readonly Uint8Array[];
}
export function rpmDatabase(
  blobs: readonly Uint8Array[],
  { pageSize = 4096, later }: DatabaseOptions = {},
): RpmDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), 'rpmdb-'));
  const name = path.join(folder, 'rpmdb.sqlite');
  try {
    const database = new DatabaseSync(name);
    database.exec(`PRAGMA page_size=${pageSize}; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0`);
    database.exec('CREATE TABLE Other (x TEXT, y REAL, z INTEGER)');
    database.exec('CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)');
    database.exec('CREATE INDEX OtherIndex ON Other (x)');
    const insert = database.prepare('INSERT INTO Packages (blob) VALUES (?)');
    database.exec('BEGIN');
    for (const blob of blobs) insert.run(blob);
    database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
    for (const blob of later ?? []) insert.run(blob);
    const copy = { file: readFileSync(name), log: readFileSync(`${name}-wal`) };
    database.close();
    return copy;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

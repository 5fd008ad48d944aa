// The tables of the local advisory database, and how to tell our file from any other.
// Spec: https://www.sqlite.org/fileformat2.html (application_id, user_version)
import { closeSync, openSync, readSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { AppError } from '../model/errors.ts';

/** `Plim` in ASCII. */
const applicationId = 0x506c_696d;
/** Goes up when a table or the form of a row changes; an older database is fetched anew. */
const schemaVersion = 1;

const tables = `
CREATE TABLE feed (id TEXT PRIMARY KEY, date TEXT NOT NULL, records INTEGER NOT NULL, fetched TEXT NOT NULL,
  digest TEXT NOT NULL, address TEXT NOT NULL, etag TEXT, modified TEXT) WITHOUT ROWID;
CREATE TABLE release (feed TEXT NOT NULL, release TEXT NOT NULL, packages INTEGER NOT NULL,
  PRIMARY KEY (feed, release)) WITHOUT ROWID;
CREATE TABLE package (feed TEXT NOT NULL, name TEXT NOT NULL, release TEXT NOT NULL, rows BLOB NOT NULL,
  PRIMARY KEY (feed, name, release)) WITHOUT ROWID;
CREATE TABLE issue (id TEXT NOT NULL, feed TEXT NOT NULL, names TEXT NOT NULL,
  PRIMARY KEY (id, feed)) WITHOUT ROWID;
CREATE TABLE kev (cve INTEGER PRIMARY KEY, added TEXT NOT NULL, ransomware INTEGER NOT NULL);
CREATE TABLE epss (cve INTEGER PRIMARY KEY, score REAL NOT NULL);
`;

/** Whether `file` is ours and of this version; `absent` and `older` ones can be written anew without loss to others. */
export type DatabaseState = 'absent' | 'current' | 'older' | 'foreign';

export async function createDatabase(file: string): Promise<DatabaseSync> {
  const { DatabaseSync: Database } = await import('node:sqlite');
  const database = new Database(file);
  // Safe because the file gets its name only when it is complete.
  database.exec(
    'PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000',
  );
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion};${tables}`);
  return database;
}

/** Opens read-only; undefined when there is none. */
export async function openDatabase(file: string): Promise<DatabaseSync | undefined> {
  const state = stateOf(file);
  if (state === 'absent') return undefined;
  if (state === 'foreign')
    throw new AppError(
      'database-unusable',
      `${file} is damaged or no advisory database; remove it and run \`plimsoll db update\``,
    );
  if (state === 'older')
    throw new AppError('database-unusable', `${file} was written by another version; run \`plimsoll db update\``);
  const { DatabaseSync: Database } = await import('node:sqlite');
  try {
    const database = new Database(file, { readOnly: true });
    database.exec('PRAGMA cache_size = -16000');
    database.prepare('SELECT count(*) AS n FROM feed').get();
    return database;
  } catch (error) {
    throw damaged(file, error);
  }
}

export function damaged(file: string, cause: unknown): AppError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'database-unusable',
    `${file} cannot be read (${said}); remove it and run \`plimsoll db update\``,
    { cause },
  );
}

/** Looks at the header alone. */
export function stateOf(file: string): DatabaseState {
  const header = Buffer.alloc(100);
  let length: number;
  try {
    const handle = openSync(file, 'r');
    try {
      length = readSync(handle, header, 0, header.length, 0);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'absent';
    throw damaged(file, error);
  }
  if (length === 0) return 'absent';
  if (length < header.length || header.toString('latin1', 0, 15) !== 'SQLite format 3') return 'foreign';
  if (header.readInt32BE(68) !== applicationId) return 'foreign';
  return header.readInt32BE(60) === schemaVersion ? 'current' : 'older';
}

/** One prepared statement, with its rows still to be looked at. */
export function selectAll(
  database: DatabaseSync,
  sql: string,
  values: readonly SQLInputValue[] = [],
): readonly Readonly<Record<string, unknown>>[] {
  return database.prepare(sql).all(...values);
}

// Puts whole feeds into a database that is being built: newly read ones, or those of the database before it.
import type { DatabaseSync } from 'node:sqlite';
import type { FeedState } from '../model/advisory.ts';
import { selectAll } from './database.ts';
import { toCveNumber, type EpssScores, type KevCatalogue } from './exploitation.ts';
import type { CollectedFeed } from './feed-zip.ts';
import { packRows } from './rows.ts';

/** A feed and how its next fetch can be spared. */
export interface StoredFeed extends FeedState {
  /** Of the bytes that were fetched, 64 hex digits. */
  readonly digest: string;
  readonly address: string;
  readonly etag?: string;
  readonly modified?: string;
}

export function storeFeed(database: DatabaseSync, id: string, { packages, issues }: CollectedFeed): void {
  const releases = new Map<string, number>();
  const insert = database.prepare('INSERT INTO package VALUES (?, ?, ?, ?)');
  inTransaction(database, () => {
    for (const [name, byRelease] of sorted(packages)) {
      for (const [release, rows] of sorted(byRelease)) {
        insert.run(id, name, release, packRows(rows));
        releases.set(release, (releases.get(release) ?? 0) + 1);
      }
    }
    const insertRelease = database.prepare('INSERT INTO release VALUES (?, ?, ?)');
    for (const [release, count] of sorted(releases)) insertRelease.run(id, release, count);
    const insertIssue = database.prepare('INSERT INTO issue VALUES (?, ?, ?)');
    for (const [issue, names] of sorted(issues)) insertIssue.run(issue, id, JSON.stringify(names.toSorted()));
  });
}
export function storeKev(database: DatabaseSync, { entries }: KevCatalogue): void {
  const insert = database.prepare('INSERT OR REPLACE INTO kev VALUES (?, ?, ?)');
  inTransaction(database, () => {
    for (const { cve, added, ransomware } of entries) insert.run(toCveNumber(cve) ?? 0, added, ransomware ? 1 : 0);
  });
}
export function storeEpss(database: DatabaseSync, { scores }: EpssScores): void {
  const insert = database.prepare('INSERT INTO epss VALUES (?, ?)');
  inTransaction(database, () => {
    for (const [cve, score] of scores) insert.run(cve, score);
  });
}
export function storeState(database: DatabaseSync, feed: StoredFeed): void {
  const { id, date, records, fetched, digest, address, etag, modified } = feed;
  database
    .prepare('INSERT INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(id, date, records, fetched, digest, address, etag ?? null, modified ?? null);
}

/** `before` is the attached database, under the name `old`. */
export function attach(database: DatabaseSync, before: string): void {
  database.prepare('ATTACH ? AS old').run(before);
}
export function copyFeed(database: DatabaseSync, id: string): void {
  const byFeed = ['package', 'release', 'issue'];
  inTransaction(database, () => {
    if (id === 'KEV') database.exec('INSERT INTO kev SELECT * FROM old.kev');
    else if (id === 'EPSS') database.exec('INSERT INTO epss SELECT * FROM old.epss');
    else
      for (const table of byFeed)
        database.prepare(`INSERT INTO ${table} SELECT * FROM old.${table} WHERE feed = ?`).run(id);
  });
}

export function readStates(database: DatabaseSync): readonly StoredFeed[] {
  return selectAll(database, 'SELECT * FROM feed ORDER BY id').map((row) => ({
    id: String(row['id']),
    date: String(row['date']),
    records: Number(row['records']),
    fetched: String(row['fetched']),
    digest: String(row['digest']),
    address: String(row['address']),
    ...(typeof row['etag'] === 'string' && { etag: row['etag'] }),
    ...(typeof row['modified'] === 'string' && { modified: row['modified'] }),
  }));
}

function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN');
  work();
  database.exec('COMMIT');
}

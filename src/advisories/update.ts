// The order in which advisory data is fetched and a new database takes the place of the old one.
// Whatever stops an update, the old file stays as it was: the new one gets its name only when it is complete.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { replaceFile } from '../io/atomic-file.ts';
import { HttpError } from '../io/http-get.ts';
import type { FeedState } from '../model/advisory.ts';
import { AppError, InputError } from '../model/errors.ts';
import { createDatabase, openDatabase, stateOf } from './database.ts';
import { addressesAt, downloadTo, type Addresses, type Download } from './download.ts';
import { ecosystemsWithoutPackages, knownEcosystems, splitEcosystem } from './ecosystems.ts';
import { parseEpss, parseKev } from './exploitation.ts';
import { readFeed } from './feed-zip.ts';
import { lockDatabase } from './lock.ts';
import { openScorer, type Scorer } from './severity.ts';
import { attach, copyFeed, readStates, storeEpss, storeFeed, storeKev, storeState, type StoredFeed } from './store.ts';

export interface UpdateOptions {
  readonly file: string;
  /** OSV ecosystems; a release (`Debian:12`) stands for all of its ecosystem. */
  readonly ecosystems: readonly string[] | 'all';
  /** Fetch from MIRROR/<host>/<path> instead of https://<host>/<path>. */
  readonly mirror?: string;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly onProgress?: (what: string) => void;
  /** Attempts after the first, for each feed; 2 unless told. */
  readonly retries?: number;
}
export interface UpdateSummary {
  /** All that the database now has. */
  readonly feeds: readonly FeedState[];
  /** One line for each feed that was asked for and could not be had; its old data was kept. */
  readonly failures: readonly string[];
  /** Feeds that had not changed since they were last fetched. */
  readonly unchanged: readonly string[];
  /** Records that were not understood. */
  readonly skippedRecords: number;
}

interface Running {
  readonly options: UpdateOptions;
  readonly addresses: Addresses;
  readonly database: DatabaseSync;
  readonly before: ReadonlyMap<string, StoredFeed>;
  readonly scorer: Scorer;
  readonly download: string;
}
type Outcome = { readonly state: StoredFeed; readonly unchanged: boolean; readonly invalid: number };

const maxZipBytes = 4 * 1024 ** 3;
const maxListBytes = 128 * 1024 ** 2;

/** Throws AppError `database-locked`, `database-unusable` or, when nothing at all could be fetched, `download-failed`. */
export async function updateDatabase(options: UpdateOptions): Promise<UpdateSummary> {
  const addresses = addressesAt(options.mirror);
  const file = path.resolve(options.file);
  makeFolder(path.dirname(file));
  using _lock = await lockDatabase(file);
  if (stateOf(file) === 'foreign') await openDatabase(file);
  const draft = `${file}.new`;
  const download = `${file}.download`;
  rmSync(draft, { force: true });
  try {
    const before = stateOf(file) === 'current' ? await readBefore(file) : [];
    const database = await createDatabase(draft);
    try {
      if (before.length > 0) attach(database, file);
      const states = new Map(before.map((state) => [state.id, state]));
      const running = { options, addresses, database, before: states, scorer: await openScorer(), download };
      const summary = await fill(running, await idsOf(running));
      database.close();
      replaceFile(draft, file);
      return summary;
    } finally {
      if (database.isOpen) database.close();
    }
  } finally {
    rmSync(draft, { force: true });
    rmSync(download, { force: true });
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new AppError(
      'database-unusable',
      `${folder} cannot be made (${said(error)}); choose another place with --db`,
      { cause: error },
    );
  }
}
async function readBefore(file: string): Promise<readonly StoredFeed[]> {
  const database = await openDatabase(file);
  try {
    return database === undefined ? [] : readStates(database);
  } finally {
    database?.close();
  }
}

async function idsOf({ options, addresses, download }: Running): Promise<readonly string[]> {
  if (options.ecosystems !== 'all') return [...new Set(options.ecosystems.map(toBase))].sort();
  try {
    await downloadTo(download, addresses.ecosystems, {
      signal: options.signal,
      maxBytes: 1024 ** 2,
      ...(options.retries !== undefined && { retries: options.retries }),
    });
    const offered = readFileSync(download, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(toBase);
    return [...new Set(offered)].filter((id) => !ecosystemsWithoutPackages.has(id)).sort();
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof HttpError) || error.statusCode !== 404) throw unreachable(error);
    return knownEcosystems;
  }
}
function unreachable(error: unknown): Error {
  return error instanceof HttpError || error instanceof InputError
    ? new AppError('download-failed', `${error.message}; the old data is as it was`, { cause: error })
    : error instanceof Error
      ? error
      : new Error(String(error));
}
/** As OSV writes it, however the user did. */
function toBase(ecosystem: string): string {
  const { base } = splitEcosystem(ecosystem.trim());
  if (!/^[A-Za-z][\w .-]{0,60}$/u.test(base))
    throw new AppError(
      'bad-option',
      `--ecosystem ${ecosystem.slice(0, 80)}: give an OSV ecosystem, such as Debian or npm`,
    );
  return knownEcosystems.find((known) => known.toLowerCase() === base.toLowerCase()) ?? base;
}

async function fill(running: Running, ids: readonly string[]): Promise<UpdateSummary> {
  const { database, before, options } = running;
  const asked = [...ids, 'KEV', 'EPSS'];
  const failures: string[] = [];
  const unchanged: string[] = [];
  let skippedRecords = 0;
  const feeds: StoredFeed[] = [];
  for (const id of asked) {
    try {
      const outcome = await fetchFeed(running, id);
      feeds.push(outcome.state);
      skippedRecords += outcome.invalid;
      if (outcome.unchanged) unchanged.push(id);
    } catch (error) {
      options.signal.throwIfAborted();
      if (!(error instanceof HttpError) && !(error instanceof InputError)) throw error;
      failures.push(failureOf(id, error, before.get(id)));
    }
  }
  if (feeds.length === 0) throw new AppError('download-failed', failures.join('; '));
  const kept = [...before.values()].filter(({ id }) => !feeds.some((feed) => feed.id === id));
  for (const state of kept) copyFeed(database, state.id);
  const all = [...feeds, ...kept].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const state of all) storeState(database, state);
  return { feeds: all, failures, unchanged, skippedRecords };
}
function failureOf(id: string, error: Error, old: StoredFeed | undefined): string {
  const consequence =
    old === undefined ? 'there is no data for it' : `its data of ${old.fetched.slice(0, 10)} was kept`;
  return `${id} could not be fetched: ${error.message}; ${consequence}`;
}

async function fetchFeed(running: Running, id: string): Promise<Outcome> {
  const { options, before, database, download } = running;
  const address = addressOf(running.addresses, id);
  const old = before.get(id);
  options.onProgress?.(id);
  const got = await downloadTo(download, address, {
    signal: options.signal,
    maxBytes: isList(id) ? maxListBytes : maxZipBytes,
    ...(options.retries !== undefined && { retries: options.retries }),
    onBytes: (bytes) => options.onProgress?.(`${id} ${(bytes / 1_000_000).toFixed(0)} MB`),
    ...(old?.address === address.href && { seen: old }),
  });
  const fetched = options.now().toISOString();
  if (old !== undefined && (got.status === 'unchanged' || got.digest === old.digest)) {
    copyFeed(database, id);
    return { state: { ...old, fetched, address: address.href, ...tagsOf(got) }, unchanged: true, invalid: 0 };
  }
  if (got.status === 'unchanged')
    throw new HttpError(`${address.host} says unchanged to a first request`, { final: true });
  const { date, records, invalid } = await ingest(running, id);
  const state = { id, date, records, fetched, digest: got.digest, address: address.href, ...tagsOf(got) };
  return { state, unchanged: false, invalid };
}
function tagsOf(got: Download): { etag?: string; modified?: string } {
  if (got.status === 'unchanged') return {};
  return {
    ...(got.etag !== undefined && { etag: got.etag }),
    ...(got.modified !== undefined && { modified: got.modified }),
  };
}
function isList(id: string): id is 'KEV' | 'EPSS' {
  return id === 'KEV' || id === 'EPSS';
}
function addressOf(addresses: Addresses, id: string): URL {
  return id === 'KEV' ? addresses.kev : id === 'EPSS' ? addresses.epss : addresses.osv(id);
}

interface Ingested {
  readonly date: string;
  readonly records: number;
  readonly invalid: number;
}
/** Reads all before it writes: the draft has no rollback. */
async function ingest({ options, database, download, scorer }: Running, id: string): Promise<Ingested> {
  options.onProgress?.(`${id}: reading`);
  if (id === 'KEV') {
    const catalogue = parseKev(readFileSync(download, 'utf8'));
    storeKev(database, catalogue);
    return { date: catalogue.date, records: catalogue.entries.length, invalid: 0 };
  }
  if (id === 'EPSS') {
    const scores = parseEpss(readFileSync(download));
    storeEpss(database, scores);
    return { date: scores.date, records: scores.scores.size, invalid: 0 };
  }
  const feed = await readFeed(download, {
    base: id,
    scorer,
    signal: options.signal,
    today: options.now().toISOString().slice(0, 10),
  });
  options.onProgress?.(`${id}: storing ${feed.records} advisories`);
  storeFeed(database, id, feed);
  return { date: feed.newest, records: feed.records, invalid: feed.invalid };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

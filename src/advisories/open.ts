// Asks the local database, and where it has nothing, the set that comes with the program.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Advisory, AdvisoryData, Exploitation } from '../model/advisory.ts';
import { AppError } from '../model/errors.ts';
import { toBuiltInSet, type BuiltInSet } from './built-in.ts';
import { damaged, openDatabase, selectAll } from './database.ts';
import { splitEcosystem } from './ecosystems.ts';
import { toCveNumber } from './exploitation.ts';
import { toAdvisory, unpackRows } from './rows.ts';
import { digestOf, toFeedState } from './status.ts';
import { readStates, type StoredFeed } from './store.ts';

export interface OpenAdvisoriesOptions {
  readonly file: string;
  /** The content of `data/known-exploited.json`. */
  readonly builtIn: () => string;
}

/** Throws AppError `database-unusable`; a database that is not there is none. */
export async function openAdvisories({ file, builtIn }: OpenAdvisoriesOptions): Promise<AdvisoryData> {
  const database = await openDatabase(file);
  const set = toBuiltInSet(builtIn());
  if (database === undefined) return withoutDatabase(set);
  try {
    return merge(toTables(database, file), set);
  } catch (error) {
    database.close();
    throw error instanceof AppError ? error : damaged(file, error);
  }
}

function withoutDatabase(set: BuiltInSet): AdvisoryData {
  return {
    digest: digestOf([{ id: 'built-in', digest: set.digest }]),
    get feeds() {
      return [set.state];
    },
    coverage: (ecosystem) => (set.covers(ecosystem) ? 'built-in' : 'none'),
    find: (ecosystem, name) => set.find(ecosystem, name),
    byId: (id) => set.byId(id),
    exploitation: (ids) => worst(ids.map((id) => set.exploitation(id) ?? { kev: false })),
    close: () => undefined,
  };
}

/** The database's own answers. */
interface Tables {
  readonly states: readonly StoredFeed[];
  covers(ecosystem: string): boolean;
  find(ecosystem: string, name: string): readonly Advisory[];
  byId(id: string): readonly Advisory[];
  exploitation(id: string): Exploitation;
  close(): void;
}

function merge(tables: Tables, set: BuiltInSet): AdvisoryData {
  const remembered = new Map<string, boolean>();
  const isFull = (ecosystem: string): boolean => {
    const known = remembered.get(ecosystem) ?? tables.covers(ecosystem);
    remembered.set(ecosystem, known);
    return known;
  };
  const hasKev = tables.states.some(({ id }) => id === 'KEV');
  const exploitationOf = (id: string): Exploitation => ({
    ...tables.exploitation(id),
    ...(hasKev ? {} : set.exploitation(id)),
  });
  return {
    digest: digestOf([...tables.states, { id: 'built-in', digest: set.digest }]),
    feeds: tables.states.map(toFeedState),
    coverage: (ecosystem) => (isFull(ecosystem) ? 'full' : set.covers(ecosystem) ? 'built-in' : 'none'),
    find: (ecosystem, name) => (isFull(ecosystem) ? tables.find(ecosystem, name) : set.find(ecosystem, name)),
    byId(id) {
      const found = tables.byId(id);
      return [...found, ...set.byId(id).filter(({ ecosystem }) => !isFull(ecosystem))];
    },
    exploitation: (ids) => worst(ids.map(exploitationOf)),
    close: () => tables.close(),
  };
}

function toTables(database: DatabaseSync, file: string): Tables {
  const states = readStates(database);
  const rows = database.prepare('SELECT rows FROM package WHERE feed = ? AND name = ? AND release = ?');
  const releases = database.prepare('SELECT release, rows FROM package WHERE feed = ? AND name = ?');
  const release = database.prepare('SELECT 1 FROM release WHERE feed = ? AND release = ?');
  const issue = database.prepare('SELECT feed, names FROM issue WHERE id = ? ORDER BY feed');
  const epss = database.prepare('SELECT score FROM epss WHERE cve = ?');
  let kev: Kev | undefined;
  const guarded = <T>(ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      throw damaged(file, error);
    }
  };
  return {
    states,
    covers: (ecosystem) =>
      guarded(() => {
        const home = splitEcosystem(ecosystem);
        return release.get(home.base, home.release) !== undefined;
      }),
    find: (ecosystem, name) =>
      guarded(() => {
        const home = splitEcosystem(ecosystem);
        return toAdvisories(rows.get(home.base, name, home.release)?.['rows'], { ecosystem, name });
      }),
    byId: (id) => guarded(() => findById({ issue, releases }, id)),
    exploitation: (id) =>
      guarded(() => {
        // Short enough to be had whole, and asked for every finding.
        kev ??= readKev(database);
        return exploitationOf({ kev, epss }, id);
      }),
    close: () => database.close(),
  };
}

function toAdvisories(packed: unknown, home: { ecosystem: string; name: string }): readonly Advisory[] {
  return packed instanceof Uint8Array ? unpackRows(packed).map((row) => toAdvisory(row, home)) : [];
}
function findById(
  { issue, releases }: { issue: StatementSync; releases: StatementSync },
  id: string,
): readonly Advisory[] {
  const found: Advisory[] = [];
  for (const { feed, names } of issue.all(id)) {
    const listed: unknown = JSON.parse(String(names));
    for (const name of Array.isArray(listed) ? listed.map(String) : []) {
      for (const row of releases.all(String(feed), name)) {
        const release = String(row['release']);
        const ecosystem = release === '' ? String(feed) : `${String(feed)}:${release}`;
        found.push(...toAdvisories(row['rows'], { ecosystem, name }).filter((one) => isCalled(one, id)));
      }
    }
  }
  return found;
}
function isCalled(advisory: Advisory, id: string): boolean {
  return advisory.id === id || advisory.aliases.includes(id) || advisory.upstream.includes(id);
}
type Kev = ReadonlyMap<number, Exploitation>;
function readKev(database: DatabaseSync): Kev {
  return new Map(
    selectAll(database, 'SELECT cve, added, ransomware FROM kev').map((row) => [
      Number(row['cve']),
      { kev: true, kevAdded: String(row['added']), ...(row['ransomware'] === 1 && { ransomware: true }) },
    ]),
  );
}
function exploitationOf({ kev, epss }: { kev: Kev; epss: StatementSync }, id: string): Exploitation {
  const cve = toCveNumber(id);
  if (cve === undefined) return { kev: false };
  const score = epss.get(cve)?.['score'];
  const listed = kev.get(cve) ?? { kev: false };
  return typeof score === 'number' ? { ...listed, epss: score } : listed;
}

/** Of the names of one issue: listed if one is, since the first day, at the highest probability. */
function worst(all: readonly Exploitation[]): Exploitation {
  const days = all
    .map(({ kevAdded }) => kevAdded)
    .filter((day) => day !== undefined)
    .sort();
  const scores = all.map(({ epss }) => epss).filter((score) => score !== undefined);
  return {
    kev: all.some(({ kev }) => kev),
    ...(days[0] !== undefined && { kevAdded: days[0] }),
    ...(all.some(({ ransomware }) => ransomware) && { ransomware: true }),
    ...(scores.length > 0 && { epss: Math.max(...scores) }),
  };
}

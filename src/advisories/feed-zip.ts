// One ecosystem's archive of OSV records, as rows by package and release.
// Spec: https://google.github.io/osv.dev/data/
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openZip } from '../io/zip.ts';
import { InputError } from '../model/errors.ts';
import { parseRecord, type Body, type Head } from './record.ts';
import { toHeadRow, toTail } from './rows.ts';
import type { Scorer } from './severity.ts';

export interface CollectedFeed {
  /** Package name to release to rows, head and tail of each by turns, as JSON. */
  readonly packages: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Id or alias to some of the packages it is about. */
  readonly issues: ReadonlyMap<string, readonly string[]>;
  readonly records: number;
  /** Records that were no OSV records, and so were skipped. */
  readonly invalid: number;
  /** Day of the newest change. */
  readonly newest: string;
}
export interface ReadFeedOptions {
  readonly base: string;
  readonly scorer: Scorer;
  readonly signal: AbortSignal;
  /** `YYYY-MM-DD`; a record that says it is newer does not make the feed new. */
  readonly today: string;
}

const limits = { maxMembers: 5_000_000, maxDirectoryBytes: 1024 ** 3, maxMemberBytes: 32 * 1024 ** 2 };
const maxRows = 8_000_000;
/** Enough to explain an issue; a kernel's has hundreds. */
const maxNamesPerIssue = 20;

/** Records of the archive, parsed as JSON; undefined where one cannot be. */
export async function* readRecords(file: string, signal: AbortSignal): AsyncGenerator {
  const zip = openZip(file, limits);
  try {
    let seen = 0;
    for (const member of zip.members()) {
      seen += 1;
      if (seen % 500 === 0) await nextTurn();
      signal.throwIfAborted();
      if (member.name.endsWith('.json')) yield parseMember(member);
    }
  } finally {
    zip.close();
  }
}
function parseMember(member: { read(): Buffer }): unknown {
  try {
    return JSON.parse(member.read().toString());
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof InputError) return undefined;
    throw error;
  }
}

export async function readFeed(file: string, { base, scorer, signal, today }: ReadFeedOptions): Promise<CollectedFeed> {
  const collecting: Collecting = { packages: new Map(), issues: new Map(), texts: new Map() };
  let records = 0;
  let invalid = 0;
  let rows = 0;
  let newest = '';
  for await (const value of readRecords(file, signal)) {
    const parsed = parseRecord(value, base, scorer);
    if (parsed === 'invalid') invalid += 1;
    if (parsed === 'invalid' || parsed === 'left-out') continue;
    const { head, bodies } = parsed;
    records += 1;
    rows += bodies.length;
    if (rows > maxRows) throw new InputError('limit-reached', `${base} has more than ${maxRows} entries`);
    if (head.modified > newest && head.modified <= today) newest = head.modified;
    add(collecting, head, bodies);
  }
  if (records === 0) throw new InputError('bad-syntax', `the archive holds no advisories of ${base}`);
  const { packages, issues } = collecting;
  return { packages, issues, records, invalid, newest };
}

interface Collecting {
  readonly packages: Map<string, Map<string, string[]>>;
  readonly issues: Map<string, string[]>;
  /** Names and tails of rows repeat by the thousand; each is kept once. */
  readonly texts: Map<string, string>;
}
function add({ packages, issues, texts }: Collecting, head: Head, bodies: readonly Body[]): void {
  const once = (text: string): string => getOrAdd(texts, text, () => text);
  const headText = JSON.stringify(toHeadRow(head));
  const names = new Set<string>();
  for (const body of bodies) {
    const name = once(body.name);
    const releases = getOrAdd(packages, name, () => new Map<string, string[]>());
    getOrAdd(releases, once(body.release), () => []).push(headText, once(JSON.stringify(toTail(body))));
    names.add(name);
  }
  for (const id of [head.id, ...head.aliases, ...head.upstream])
    addNames(
      getOrAdd(issues, id, () => []),
      names,
    );
}
function addNames(list: string[], names: ReadonlySet<string>): void {
  for (const name of names) {
    if (list.length >= maxNamesPerIssue) return;
    if (!list.includes(name)) list.push(name);
  }
}
function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

// The set that comes with the program: known-exploited vulnerabilities and the packages that have them.
// Facts only: ids, packages, version ranges, the day CISA listed them. Made by scripts/built-in.ts.
import { createHash } from 'node:crypto';
import type { Advisory, Exploitation, FeedState } from '../model/advisory.ts';
import { splitEcosystem } from './ecosystems.ts';
import { toAdvisory, type HeadRow, type RangeRow } from './rows.ts';
import { recordOf } from './untrusted.ts';
import { severities } from '../model/severity.ts';

/** Ids are written `!2021-44228` for `CVE-2021-44228`. */
export interface BuiltInFile {
  readonly about: string;
  /** Of the catalogue, `YYYY-MM-DD`. */
  readonly date: string;
  /** CVE without its prefix to the day it was listed; `+` behind it: ransomware uses it. */
  readonly kev: Readonly<Record<string, string>>;
  readonly heads: readonly BuiltInHead[];
  readonly ecosystems: Readonly<Record<string, readonly BuiltInPackages[]>>;
}
/** Id, aliases, upstream, and of a modular bulletin its streams (`nodejs:18`), which stand for its summary. */
export type BuiltInHead = readonly [string, (readonly string[])?, (readonly string[])?, string?];
/** Packages of which the very same is said, parted by spaces (no name has one); what is said. */
export type BuiltInPackages = readonly [string, readonly BuiltInEntry[]];
/** Index of the head, severity (-1 unknown), and pairs: releases, the ranges that hold in each of them. */
export type BuiltInEntry = readonly [number, number, readonly (readonly [readonly string[], readonly RangeRow[]])[]];

export interface BuiltInSet {
  readonly digest: string;
  readonly state: FeedState;
  covers(ecosystem: string): boolean;
  find(ecosystem: string, name: string): readonly Advisory[];
  byId(id: string): readonly Advisory[];
  exploitation(id: string): Exploitation | undefined;
}

/** Parses at the first question; `text` is the file's content. */
export function toBuiltInSet(text: string): BuiltInSet {
  let parsed: Index | undefined;
  const index = (): Index => (parsed ??= toIndex(parseFile(text)));
  return {
    digest: createHash('sha256').update(text).digest('hex'),
    get state() {
      const { date, kev } = index().file;
      return { id: 'built-in', date, records: Object.keys(kev).length, fetched: date };
    },
    covers(ecosystem) {
      const { base, release } = splitEcosystem(ecosystem);
      return index().ecosystems.get(base)?.releases.has(release) === true;
    },
    find: (ecosystem, name) => findIn(index(), ecosystem, name),
    byId: (id) => findById(index(), id),
    exploitation: (id) => exploitationOf(index().file, id),
  };
}

interface Index {
  readonly file: BuiltInFile;
  readonly ecosystems: ReadonlyMap<string, EcosystemIndex>;
}
interface EcosystemIndex {
  readonly releases: ReadonlySet<string>;
  readonly packages: ReadonlyMap<string, readonly BuiltInEntry[]>;
}
/** Ours, so only its outline is checked. */
function parseFile(text: string): BuiltInFile {
  const file = recordOf(JSON.parse(text));
  if (file === undefined || recordOf(file['kev']) === undefined || recordOf(file['ecosystems']) === undefined)
    throw new Error('the built-in advisory set is damaged');
  return file as unknown as BuiltInFile;
}
function toIndex(file: BuiltInFile): Index {
  const ecosystems = new Map<string, EcosystemIndex>();
  for (const [base, groups] of Object.entries(file.ecosystems)) {
    const packages = new Map(
      groups.flatMap(([names, entries]) => names.split(' ').map((name) => [name, entries] as const)),
    );
    const pairs = groups.flatMap(([, entries]) => entries.flatMap(([, , releases]) => releases));
    ecosystems.set(base, { packages, releases: new Set(pairs.flatMap(([releases]) => releases)) });
  }
  return { file, ecosystems };
}

function findIn({ file, ecosystems }: Index, ecosystem: string, name: string): readonly Advisory[] {
  const { base, release } = splitEcosystem(ecosystem);
  const entries = ecosystems.get(base)?.packages.get(name) ?? [];
  return entries.flatMap((entry) =>
    entry[2]
      .filter(([releases]) => releases.includes(release))
      .map(([, ranges]) => advisoryOf(file, entry, { ecosystem, name, ranges })),
  );
}
function findById({ file, ecosystems }: Index, id: string): readonly Advisory[] {
  const found: Advisory[] = [];
  for (const [base, { packages }] of ecosystems) {
    for (const [name, entries] of packages) {
      for (const entry of entries.filter((one) => namesOf(file, one).includes(id))) {
        for (const [releases, ranges] of entry[2]) {
          for (const release of releases)
            found.push(
              advisoryOf(file, entry, { ecosystem: release === '' ? base : `${base}:${release}`, name, ranges }),
            );
        }
      }
    }
  }
  return found;
}
function exploitationOf({ kev }: BuiltInFile, id: string): Exploitation | undefined {
  const key = id.slice('CVE-'.length);
  const listed = id.startsWith('CVE-') && Object.hasOwn(kev, key) ? kev[key] : undefined;
  if (listed === undefined) return undefined;
  return { kev: true, kevAdded: listed.slice(0, 10), ...(listed.endsWith('+') && { ransomware: true }) };
}
function namesOf(file: BuiltInFile, [index]: BuiltInEntry): readonly string[] {
  const [id = '', aliases = [], upstream = []] = file.heads[index] ?? [];
  return [id, ...aliases, ...upstream].map(toLongId);
}
interface Place {
  readonly ecosystem: string;
  readonly name: string;
  readonly ranges: readonly RangeRow[];
}
function advisoryOf(file: BuiltInFile, [index, rank]: BuiltInEntry, { ecosystem, name, ranges }: Place): Advisory {
  const [id = '', aliases = [], upstream = [], streams = ''] = file.heads[index] ?? [];
  const head: HeadRow = [toLongId(id), aliases.map(toLongId), upstream.map(toLongId), 0, file.date, '', streams];
  return toAdvisory([head, ranges, rank in severities ? rank : -1], { ecosystem, name });
}
export function toShortId(id: string): string {
  return id.startsWith('CVE-') ? `!${id.slice(4)}` : id;
}
function toLongId(id: string): string {
  return id.startsWith('!') ? `CVE-${id.slice(1)}` : id;
}

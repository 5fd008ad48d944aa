// Which advisories are about the same issue: one issue is reported once, under the name most people know.
// Aliases and upstream join, related does not; a bulletin is about each of the CVEs it lists, not one issue itself.
import type { Advisory } from '../model/advisory.ts';

export interface Issue {
  /** The CVE where there is one. */
  readonly id: string;
  /** All other names, sorted. */
  readonly aliases: readonly string[];
  /** Records of this very issue; of an issue that only bulletins name there are none. */
  readonly records: readonly Advisory[];
  readonly bulletins: readonly Advisory[];
}

interface Draft {
  readonly records: Advisory[];
  readonly bulletins: Advisory[];
  /** Whether a record of the issue was there, affecting or not. */
  known: boolean;
}
const cvePattern = /^(?:[A-Za-z]+-)?(CVE-\d{4}-\d{4,12})$/u;

/**
 * `affects` says whether one advisory holds. A record of an issue outranks bulletins that list it:
 * where it says that the version is not affected, they are not asked.
 */
export function groupIssues(
  advisories: readonly Advisory[],
  affects: (advisory: Advisory) => boolean,
): readonly Issue[] {
  const sets = new DisjointNames();
  const records = advisories.filter((advisory) => !isBulletin(advisory));
  for (const record of records) {
    const names = namesOf(record);
    for (const name of names) sets.join(record.id, name);
  }
  const drafts = new Map<string, Draft>();
  const draftOf = (name: string): Draft => {
    const root = sets.rootOf(name);
    const draft = drafts.get(root) ?? { records: [], bulletins: [], known: false };
    drafts.set(root, draft);
    return draft;
  };
  for (const record of records) {
    const draft = draftOf(record.id);
    draft.known = true;
    if (affects(record)) draft.records.push(record);
  }
  for (const bulletin of advisories) {
    if (!isBulletin(bulletin) || !affects(bulletin)) continue;
    for (const cve of cvesOf(bulletin)) {
      const draft = draftOf(cve);
      if (!draft.known || draft.records.length > 0) draft.bulletins.push(bulletin);
    }
  }
  const members = sets.toGroups();
  return [...drafts]
    .filter(([, draft]) => draft.records.length + draft.bulletins.length > 0)
    .map(([root, draft]) => toIssue(members.get(root) ?? [root], draft))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isBulletin(advisory: Advisory): boolean {
  return !cvePattern.test(advisory.id) && advisory.upstream.some((name) => cvePattern.test(name));
}
/** `UBUNTU-CVE-2022-3050` and `CVE-2022-3050` are one. */
function cveOf(name: string): string | undefined {
  return cvePattern.exec(name)?.[1];
}
function cvesOf({ aliases, upstream }: Advisory): ReadonlySet<string> {
  return new Set([...aliases, ...upstream].map(cveOf).filter((cve) => cve !== undefined));
}
function namesOf({ id, aliases, upstream }: Advisory): readonly string[] {
  return [id, ...aliases, ...upstream].flatMap((name) => [name, cveOf(name) ?? name]);
}

function toIssue(members: readonly string[], { records, bulletins }: Pick<Issue, 'records' | 'bulletins'>): Issue {
  const names = new Set([...members, ...bulletins.map((bulletin) => bulletin.id)]);
  const byId = (a: Advisory, b: Advisory): number => (a.id < b.id ? -1 : 1);
  const own = records.map((record) => cveOf(record.id)).filter((cve) => cve !== undefined);
  const any = members.map(cveOf).filter((cve) => cve !== undefined);
  const id = own.sort()[0] ?? any.sort()[0] ?? members.toSorted()[0] ?? '';
  names.delete(id);
  return { id, aliases: [...names].sort(), records: records.toSorted(byId), bulletins: bulletins.toSorted(byId) };
}

/** Union-find with path halving. */
class DisjointNames {
  readonly #parents = new Map<string, string>();

  rootOf(name: string): string {
    let at = name;
    for (;;) {
      const parent = this.#parents.get(at) ?? at;
      if (parent === at) break;
      const above = this.#parents.get(parent) ?? parent;
      this.#parents.set(at, above);
      at = above;
    }
    if (!this.#parents.has(at)) this.#parents.set(at, at);
    return at;
  }
  join(one: string, other: string): void {
    const a = this.rootOf(one);
    const b = this.rootOf(other);
    if (a !== b) this.#parents.set(a, b);
  }
  /** All names by root. */
  toGroups(): ReadonlyMap<string, readonly string[]> {
    return Map.groupBy([...this.#parents.keys()], (name) => this.rootOf(name));
  }
}

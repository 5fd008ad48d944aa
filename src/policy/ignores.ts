// Whose findings someone chose to live with, and until when: `.plimsoll-ignore.yaml`. It marks findings, and drops none.
import type { FactId } from '../model/brand.ts';
import { AppError } from '../model/errors.ts';
import type { Finding, Suppression } from '../model/finding.ts';
import { parseGlob } from './glob.ts';

/** One entry of the file; `line` counts from 1. */
export interface IgnoreEntry {
  readonly line: number;
  readonly rule?: string;
  readonly advisory?: string;
  readonly path?: string;
  readonly workload?: string;
  readonly reason: string;
  /** ISO 8601 date; the entry holds up to and with this day. */
  readonly until?: string;
}
export interface IgnoreList {
  readonly path: string;
  readonly entries: readonly IgnoreEntry[];
}
export interface IgnoreText {
  readonly path: string;
  readonly content: unknown;
  /** Line of the value that keys and indexes lead to. */
  readonly lineOf: (pointer: readonly (string | number)[]) => number | undefined;
}

const textKeys = ['rule', 'advisory', 'path', 'workload', 'reason', 'until'] as const;
const mostEntries = 10_000;
const longestText = 2_000;
/** The list itself, or the one under `ignore:`. An empty file ignores nothing. */
export function parseIgnores({ path, content, lineOf }: IgnoreText): IgnoreList {
  const fail = (pointer: readonly (string | number)[], what: string): AppError => {
    const line = lineOf(pointer) ?? lineOf(pointer.slice(0, -1)) ?? 1;
    return new AppError('ignore-file-invalid', `${path}:${line}: ${what}`);
  };
  if (content === undefined || content === null) return { path, entries: [] };
  const nested = isRecord(content) && Object.hasOwn(content, 'ignore');
  const base = nested ? ['ignore'] : [];
  const list = nested ? content['ignore'] : content;
  if (list === null) return { path, entries: [] };
  if (!Array.isArray(list)) throw fail(base, 'expected a list of entries, each with rule or advisory, and reason');
  if (list.length > mostEntries) throw fail(base, `more than ${mostEntries} entries; split the file or use globs`);
  const entries = list.map((entry: unknown, index) => {
    const pointer = [...base, index];
    return toEntry(entry, { line: lineOf(pointer) ?? 1, fail: (what, ...more) => fail([...pointer, ...more], what) });
  });
  return { path, entries };
}
interface EntryDoor {
  readonly line: number;
  readonly fail: (what: string, ...more: readonly string[]) => AppError;
}
function toEntry(entry: unknown, { line, fail }: EntryDoor): IgnoreEntry {
  if (!isRecord(entry)) throw fail('expected an entry with rule or advisory, and reason');
  const strange = Object.keys(entry).find((key) => !textKeys.some((name) => name === key));
  if (strange !== undefined)
    throw fail(`"${strange.slice(0, 80)}" is not a key; there is ${textKeys.join(', ')}`, strange);
  const texts = new Map<string, string>();
  for (const key of textKeys) {
    if (!Object.hasOwn(entry, key)) continue;
    const value = entry[key];
    // YAML 1.1 readers make a date of an unquoted day.
    const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : value;
    if (typeof text !== 'string' || text.trim() === '') throw fail(`"${key}" has to be a text`, key);
    if (text.length > longestText) throw fail(`"${key}" is longer than ${longestText} characters`, key);
    texts.set(key, text.trim());
  }
  const [rule, advisory, path, workload, reason, until] = textKeys.map((key) => texts.get(key));
  if (rule === undefined && advisory === undefined) throw fail('an entry needs "rule" or "advisory"');
  if (reason === undefined) throw fail('an entry needs a "reason"');
  if (until !== undefined && !isDay(until))
    throw fail(`"until: ${until.slice(0, 40)}" is not a day such as 2027-01-31`, 'until');
  return {
    line,
    reason,
    ...(rule !== undefined && { rule }),
    ...(advisory !== undefined && { advisory }),
    ...(path !== undefined && { path }),
    ...(workload !== undefined && { workload }),
    ...(until !== undefined && { until }),
  };
}
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface IgnoreOptions {
  /** ISO 8601 date. */
  readonly today: string;
  readonly nameOf: ReadonlyMap<FactId, string>;
  /** Other names of a rule, such as a peer's; and of an advisory, beyond those on the finding. */
  readonly aliasesOf?: (rule: string) => readonly string[];
}
export interface Ignored {
  readonly findings: readonly Finding[];
  readonly idle: readonly { readonly entry: string; readonly why: string }[];
}
/** The first entry that fits and has not expired marks a finding. */
export function applyIgnores(findings: readonly Finding[], list: IgnoreList, options: IgnoreOptions): Ignored {
  if (list.entries.length === 0) return { findings, idle: [] };
  const namesOf = toNamesOf(options);
  const used = new Set<IgnoreEntry>();
  const rules = list.entries.map((entry, order) => ({
    entry,
    order,
    fits: toFit(entry, options, namesOf),
    expired: isExpired(entry, options.today),
  }));
  const byName = Map.groupBy(rules, ({ entry }) => nameOfRule(entry));
  const marked = findings.map((finding) => {
    const fitting = [...namesOf(finding)].flatMap((name) =>
      (byName.get(name) ?? []).filter(({ fits }) => fits(finding)),
    );
    for (const { entry } of fitting) used.add(entry);
    const by = fitting.filter(({ expired }) => !expired).sort((a, b) => a.order - b.order)[0];
    return by === undefined ? finding : { ...finding, suppressed: toSuppression(by.entry, list.path) };
  });
  const idle = rules.flatMap(({ entry, expired }) => {
    const name = `${list.path}:${entry.line}: ${entry.advisory ?? entry.rule ?? ''}`;
    if (expired)
      return [
        {
          entry: name,
          why: `expired on ${entry.until ?? ''}${used.has(entry) ? '; what it was for is still there' : ''}`,
        },
      ];
    return used.has(entry) ? [] : [{ entry: name, why: 'nothing here fits it' }];
  });
  return { findings: marked, idle };
}
function isExpired({ until }: IgnoreEntry, today: string): boolean {
  return until !== undefined && until < today;
}
/** An entry with both names a rule and an advisory is looked up by the narrower one. */
function nameOfRule({ rule, advisory }: IgnoreEntry): string {
  return (advisory ?? rule ?? '').toLowerCase();
}
type NamesOf = (finding: Finding) => ReadonlySet<string>;
/** Thousands of findings are of a few rules, whose names are made once. */
function toNamesOf({ aliasesOf }: IgnoreOptions): NamesOf {
  const byRule = new Map<string, ReadonlySet<string>>();
  return ({ rule, advisory }) => {
    const known = byRule.get(rule) ?? lowered([rule, ...(aliasesOf?.(rule) ?? [])]);
    byRule.set(rule, known);
    return advisory === undefined ? known : new Set([...known, ...lowered([advisory.id, ...advisory.aliases])]);
  };
}
function lowered(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
function toFit(entry: IgnoreEntry, options: IgnoreOptions, namesOf: NamesOf): (finding: Finding) => boolean {
  const path = entry.path === undefined ? undefined : parseGlob(entry.path);
  const workload = entry.workload === undefined ? undefined : parseGlob(entry.workload);
  return (finding) => {
    if (entry.rule !== undefined && !namesOf(finding).has(entry.rule.toLowerCase())) return false;
    if (path !== undefined && !finding.at.some((at) => path(at.path))) return false;
    return workload === undefined || finding.workloads.some((id) => workload(options.nameOf.get(id) ?? ''));
  };
}
function toSuppression({ line, reason, until }: IgnoreEntry, path: string): Suppression {
  return { by: `${path}:${line}`, reason, ...(until !== undefined && { until }) };
}

// Findings that somebody waived where the thing is declared, in a comment or an annotation. Marks them, and drops none.
import type { JudgedOf } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';

export interface WaiverOptions {
  /** ISO 8601 date. */
  readonly today: string;
  /** Other tools' names of a rule. */
  readonly aliasesOf: (rule: string) => readonly string[];
  /** Whether any rule that ran goes by that name: a waiver of what we do not judge is nobody's mistake. */
  readonly isJudged: (name: string) => boolean;
}
export interface Waived {
  readonly findings: readonly Finding[];
  readonly idle: readonly { readonly entry: string; readonly why: string }[];
}

type WaiverFact = JudgedOf<'waiver'>;

/** What is waived already, by an ignore file, stays as it is. Ours need a reason; other tools' ways have none. */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly WaiverFact[],
  options: WaiverOptions,
): Waived {
  if (waivers.length === 0) return { findings, idle: [] };
  const byPath = Map.groupBy(waivers, ({ at: [at] }) => at?.path ?? '');
  const used = new Set<WaiverFact>();
  const namesOf = namesByRule(options);
  const marked = findings.map((finding) => {
    const fitting = finding.at.flatMap((at) =>
      (byPath.get(at.path) ?? []).filter((waiver) => covers(waiver, at.line) && names(waiver, namesOf(finding.rule))),
    );
    for (const waiver of fitting) used.add(waiver);
    const by = fitting.find((waiver) => holds(waiver, options.today));
    if (by === undefined || finding.suppressed !== undefined) return finding;
    const { tool, reason = `waived for ${tool}`, until } = by;
    return { ...finding, suppressed: { by: placeOf(by), reason, ...(until !== undefined && { until }) } };
  });
  const idle = waivers.flatMap((waiver) => {
    const why = whyIdle(waiver, { isUsed: used.has(waiver), options });
    return why === undefined ? [] : [{ entry: `${placeOf(waiver)}: ${waiver.rules.join(', ')}`, why }];
  });
  return { findings: marked, idle };
}
function covers({ lines }: WaiverFact, line: number | undefined): boolean {
  return line === undefined ? lines.first === 1 : line >= lines.first && line <= lines.last;
}
function names({ rules }: WaiverFact, own: ReadonlySet<string>): boolean {
  return rules.some((rule) => rule === '*' || own.has(rule.toLowerCase()));
}
function holds({ tool, reason, until }: WaiverFact, today: string): boolean {
  return (tool !== 'plimsoll' || reason !== undefined) && (until === undefined || until >= today);
}
function placeOf({ at: [at] }: WaiverFact): string {
  return `${at?.path ?? ''}:${String(at?.line ?? 0)}`;
}
function namesByRule({ aliasesOf }: WaiverOptions): (rule: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (rule) => {
    const before = known.get(rule);
    if (before !== undefined) return before;
    const all = new Set([rule, ...aliasesOf(rule)].map((name) => name.toLowerCase()));
    known.set(rule, all);
    return all;
  };
}

function whyIdle(
  { tool, rules, reason, until }: WaiverFact,
  { isUsed, options }: { readonly isUsed: boolean; readonly options: WaiverOptions },
): string | undefined {
  if (until !== undefined && until < options.today) return `expired on ${until}`;
  if (tool === 'plimsoll' && reason === undefined) return 'gives no reason, and so waives nothing';
  if (isUsed) return undefined;
  const judged = rules.some((rule) => rule !== '*' && options.isJudged(rule));
  if (judged) return 'nothing here fits it';
  return tool === 'plimsoll' ? 'no rule that ran has this name' : undefined;
}

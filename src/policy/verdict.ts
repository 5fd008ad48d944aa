// Whether a scan passes, whether it saw enough to say so, and the exit code that follows.
import type { FactId } from '../model/brand.ts';
import type { Finding } from '../model/finding.ts';
import { compareReach, type Reach, type ReachLevel } from '../model/graph.ts';
import type { Verdict, VerdictReason } from '../model/report.ts';
import { compareSeverity, type Severity } from '../model/severity.ts';
import type { Unknown, UnknownCode } from '../model/unknown.ts';

export interface VerdictInput {
  readonly reach: readonly Reach[];
  readonly loadLine: ReachLevel;
  readonly findings: readonly Finding[];
  readonly unknowns: readonly Unknown[];
  /** For the names in the reasons. */
  readonly workloads?: readonly { readonly id: FactId; readonly name: string }[];
  readonly failOn?: Severity;
  readonly ignoreUnfixed: boolean;
}
export function toVerdict(input: VerdictInput): Verdict {
  const failures = [...overTheLine(input), ...knownExploited(input.findings), ...failOn(input)];
  const incomplete = notSeen(input.unknowns);
  return { pass: failures.length === 0, complete: incomplete.length === 0, reasons: [...failures, ...incomplete] };
}
/** 0 pass, 1 fail, 3 incomplete; what fails fails, however little was seen. */
export function exitCodeOf({ pass, complete }: Verdict): 0 | 1 | 3 {
  if (!pass) return 1;
  return complete ? 0 : 3;
}

function overTheLine({ reach, loadLine, workloads }: VerdictInput): readonly VerdictReason[] {
  const names = new Map(workloads?.map(({ id, name }) => [id, name]));
  return reach
    .filter(({ level }) => compareReach(level, loadLine) > 0)
    .map(({ workload, level }) => ({
      code: 'over-the-line',
      why: `${names.get(workload) ?? workload} reaches ${inWords[level]}; the load line is ${inWords[loadLine]}`,
    }));
}
const inWords: Readonly<Record<ReachLevel, string>> = {
  contained: 'nothing beyond itself',
  neighbours: 'its neighbours',
  node: 'the node',
  cluster: 'the cluster',
  cloud: 'the cloud account',
};

function knownExploited(findings: readonly Finding[]): readonly VerdictReason[] {
  const found = new Map<string, string>();
  for (const { suppressed, advisory, package: on } of findings) {
    if (suppressed !== undefined || advisory?.fixed === undefined || !advisory.kev) continue;
    const where = on === undefined ? '' : ` in ${on.name} ${on.version}`;
    found.set(
      `${advisory.id}${where}`,
      `${advisory.id}${where} is known to be exploited and fixed in ${advisory.fixed}`,
    );
  }
  return [...found.values()].map((why) => ({ code: 'known-exploited', why }));
}

function failOn({ findings, failOn: least, ignoreUnfixed }: VerdictInput): readonly VerdictReason[] {
  if (least === undefined) return [];
  const counted = findings.filter(
    ({ suppressed, severity, advisory }) =>
      suppressed === undefined &&
      compareSeverity(severity, least) <= 0 &&
      !(ignoreUnfixed && advisory !== undefined && advisory.fixed === undefined),
  );
  if (counted.length === 0) return [];
  const findingsAre = counted.length === 1 ? 'finding is' : 'findings are';
  return [
    { code: 'fail-on', why: `${counted.length} ${findingsAre} ${least}${least === 'critical' ? '' : ' or worse'}` },
  ];
}

/** Without these a silent pass would be possible, whatever the one who noticed said of it. */
const feedCodes: ReadonlySet<UnknownCode> = new Set(['feed-missing', 'feed-built-in', 'feed-stale']);
function notSeen(unknowns: readonly Unknown[]): readonly VerdictReason[] {
  const counted = unknowns.filter(({ incomplete, code }) => incomplete || feedCodes.has(code));
  const byCode = Map.groupBy(counted, ({ code, why }) => (feedCodes.has(code) ? `${code}\n${why}` : code));
  return [...byCode.values()].map((same) => {
    const [first] = same;
    const more = same.length === 1 ? '' : `, and ${same.length - 1} more like it`;
    return { code: 'incomplete', why: `${first?.why ?? ''}${more}` };
  });
}

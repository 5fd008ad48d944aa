// The order of it all: places, readers, facts, checks, matches, graph, policy, report.
import type { AdvisoryData } from '../model/advisory.ts';
import type { AnyCheck, Pack } from '../model/check.ts';
import type { Compliance } from '../model/compliance.ts';
import { AppError } from '../model/errors.ts';
import type { FactId } from '../model/brand.ts';
import type { Fact, FactKind } from '../model/facts.ts';
import type { OsDraft } from '../model/image-facts.ts';
import type { Finding } from '../model/finding.ts';
import type { ReachLevel } from '../model/graph.ts';
import type { Report, ReportImage, Target } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';
import type { Described, OpenOptions } from '../model/source.ts';
import type { Reader } from '../model/reader.ts';
import type { Unknown } from '../model/unknown.ts';
import type { Workload } from '../model/workload.ts';
import { toVerdict } from '../policy/verdict.ts';
import { applyIgnores } from '../policy/ignores.ts';
import { applyWaivers } from '../policy/waivers.ts';
import { configReaders, imageReaders, packageReaders } from '../readers/index.ts';
import { sourceKinds } from '../sources/index.ts';
import { exploitableNodes } from './exploitable.ts';
import { foreignImages } from './foreign-image.ts';
import { joinFacts, type Facts } from './facts-store.ts';
import type { IgnoreFile } from './ignore-file.ts';
import { compareText, judge } from './judge.ts';
import { rankFindings } from './rank-findings.ts';
import type { LayerMemory } from './read-place.ts';
import type { ReadTarget } from './read-target.ts';
import { readTargets } from './read-targets.ts';
import type { Reread } from './reread.ts';
import { toWorkloadsOf } from './workloads-of.ts';

export const parts = ['packages', 'vulns', 'config', 'reach'] as const;
export type Part = (typeof parts)[number];

export interface ScanOptions {
  readonly targets: readonly string[];
  /** What runs. */
  readonly only: ReadonlySet<Part>;
  readonly open: OpenOptions;
  /** Opened when there are packages to judge. */
  readonly advisories: () => Promise<AdvisoryData>;
  /** Distribution of packages whose own is not recorded. */
  readonly distro?: OsDraft;
  readonly loadLine: ReachLevel;
  readonly failOn?: Severity;
  readonly ignoreUnfixed: boolean;
  readonly ignores?: IgnoreFile;
  /** The files given are all there is: what is absent in them does not exist. */
  readonly complete?: boolean;
  /** The only registries that images may come from, where any are named. */
  readonly trustedRegistries?: readonly string[];
  /** Opt-in rules that run too. */
  readonly packs?: ReadonlySet<Pack>;
  /** Name of a standard to hold the findings against. */
  readonly compliance?: string;
  /** ISO 8601 date. */
  readonly today: string;
  readonly maxAgeDays: number;
  readonly version: string;
  readonly memoryFor?: (describe: () => Described, readers: readonly Reader[]) => LayerMemory;
  readonly onProgress?: (what: string) => void;
  /** Given where the same scan is done again with other texts. */
  readonly reread?: Reread;
}
export interface ScanResult {
  readonly report: Report;
  readonly facts: readonly Fact[];
  /** Ecosystems of the packages that were met. */
  readonly ecosystems: readonly string[];
}

export async function scan(options: ScanOptions): Promise<ScanResult> {
  const { only } = options;
  const { targets, facts } = await readFacts(options);
  const workloads = facts.world.facts('workload') as readonly Workload[];
  const context = {
    world: facts.world,
    workloadsOf: toWorkloadsOf({
      workloads,
      imageScopes: facts.imageScopes,
      dockerfileOf: (build) => facts.world.buildOf(build)?.path,
    }),
    relative: toRelative(targets),
  };
  const unknowns: Unknown[] = targets.flatMap((target) => target.unknowns);
  // Rooms that this run does not need are not even loaded.
  const checks = only.has('config') ? (await import('../checks/index.ts')).checks : [];
  const asked = checks.filter(({ pack }) => pack === undefined || options.packs?.has(pack) === true);
  const findings: Finding[] = judge(asked, context);
  const packages = facts.all.filter((fact) => fact.kind === 'package');
  let advisories: Report['advisories'] = { digest: '', feeds: [] };
  let ecosystems: readonly string[] = [];
  if (only.has('vulns') && packages.length > 0) {
    options.onProgress?.('advisories');
    const [{ findVulnerabilities }, { staleFeeds }] = await Promise.all([
      import('./vulnerabilities.ts'),
      import('../advisories/age.ts'),
    ]);
    const data = await options.advisories();
    try {
      const found = findVulnerabilities(packages, { ...context, data });
      findings.push(...found.findings);
      unknowns.push(
        ...found.unknowns,
        ...agedFeeds(
          staleFeeds(data.feeds, {
            now: new Date(options.today),
            maxAgeDays: options.maxAgeDays,
            ecosystems: found.ecosystems,
          }),
          options,
        ),
      );
      ecosystems = found.ecosystems;
      advisories = { digest: data.digest, feeds: data.feeds };
    } finally {
      data.close();
    }
  }
  unknowns.push(...notLookedAt(workloads), ...foreignImages(targets));
  const ignores = options.ignores && (await import('./ignore-file.ts')).readIgnoreFile(options.ignores);
  const aliasesOf = (rule: string): readonly string[] => checks.find(({ id }) => id === rule)?.refs ?? [];
  const ignored = applyIgnores(findings, ignores ?? { path: '', entries: [] }, {
    today: options.today,
    nameOf: workloadNames(workloads),
    aliasesOf,
  });
  const waived = applyWaivers(ignored.findings, facts.world.facts('waiver'), {
    today: options.today,
    aliasesOf,
    isJudged: (name) => asked.some(({ id, refs }) => id === name || refs.includes(name)),
  });
  const judged = { findings: waived.findings, idle: [...ignored.idle, ...waived.idle] };
  const { unknowns: unseen, ...reach } = only.has('reach')
    ? (await import('./reach-answer.ts')).reachAnswer(facts.world, workloads, {
        loadLine: options.loadLine,
        exploitable: exploitableNodes(judged.findings, workloads),
      })
    : { graph: { nodes: [], edges: [] }, reach: [], cut: { edits: [], bound: 0, left: [] }, unknowns: [] };
  const ranked = rankFindings(judged.findings, reach.reach);
  unknowns.push(...unseen);
  const sortedUnknowns = unknowns.sort(compareUnknowns);
  const report: Report = {
    tool: { name: 'plimsoll', version: options.version },
    targets: targets.map(toTarget),
    images: targets.flatMap((target) => toImage(target, facts)),
    workloads,
    packages: packages.sort((a, b) => compareText(a.purl, b.purl) || compareText(a.id, b.id)),
    findings: ranked,
    ...reach,
    loadLine: options.loadLine,
    unknowns: sortedUnknowns,
    idleIgnores: judged.idle,
    advisories,
    ran: parts.filter((part) => only.has(part)),
    ...(options.compliance !== undefined && {
      compliance: await complianceOf(options.compliance, {
        checks: asked,
        facts,
        workloads,
        findings: ranked,
      }),
    }),
    verdict: toVerdict({
      reach: reach.reach,
      workloads,
      loadLine: options.loadLine,
      findings: ranked,
      unknowns: sortedUnknowns,
      ignoreUnfixed: options.ignoreUnfixed,
      ...(options.failOn && { failOn: options.failOn }),
    }),
  };
  return { report, facts: facts.all, ecosystems };
}

type SeenTarget = Omit<ReadTarget, 'drafts'>;
/** What readers drafted is let go of once the facts are there. */
async function readFacts(options: ScanOptions): Promise<{ targets: readonly SeenTarget[]; facts: Facts }> {
  const read = await readTargets(options.targets, {
    kinds: sourceKinds,
    readers: await neededReaders(options.only),
    open: options.open,
    ...(options.memoryFor && { memoryFor: options.memoryFor }),
    ...(options.onProgress && { onTarget: options.onProgress }),
    ...(options.reread && { reread: options.reread }),
  });
  const facts = joinFacts(read, {
    complete: options.complete === true,
    today: options.today,
    ...(options.distro && { distro: options.distro }),
    ...(options.trustedRegistries && { trustedRegistries: options.trustedRegistries }),
  });
  return { targets: read.map(({ drafts: _drafts, ...seen }) => seen), facts };
}

interface ComplianceFacts {
  readonly checks: readonly AnyCheck[];
  readonly facts: Facts;
  readonly workloads: readonly Workload[];
  readonly findings: readonly Finding[];
}
async function complianceOf(
  name: string,
  { checks, facts, workloads, findings }: ComplianceFacts,
): Promise<Compliance> {
  const { complianceNames, toCompliance } = await import('../policy/compliance.ts');
  const rules = new Map<string, FactKind>(checks.map(({ id, on }) => [id, on]));
  rules.set(vulnerablePackage, 'package');
  const seen = new Set(facts.all.map(({ kind }) => kind));
  const compliance = toCompliance(name, { findings, workloads, rules, seen });
  if (compliance !== undefined) return compliance;
  throw new AppError('bad-option', `--compliance ${name}: there is ${complianceNames.join(', ')}`);
}
const vulnerablePackage = 'vulnerable-package';

async function neededReaders(only: ReadonlySet<Part>): Promise<readonly Reader[]> {
  const packages = only.has('packages') || only.has('vulns') ? packageReaders : [];
  const config = only.has('config') || only.has('reach') ? await configReaders() : [];
  return [...config, ...imageReaders, ...packages];
}

function toTarget({ described }: SeenTarget): Target {
  const { name, kind, prefix, digest, image } = described;
  return {
    name,
    kind,
    prefix,
    ...(digest && { digest }),
    ...(image?.picked !== undefined && { picked: image.picked }),
  };
}
function toImage({ described, scope }: SeenTarget, facts: Facts): readonly ReportImage[] {
  if (described.image === undefined) return [];
  const fact = facts.all.find((one) => one.kind === 'image' && one.scope === scope);
  const os = facts.osOf.get(scope);
  return [
    {
      description: described.image,
      scope,
      ...(fact?.kind === 'image' && { fact }),
      ...(os && { os }),
    },
  ];
}

/** Paths relative to the target that they lie in: the longest prefix that fits. */
function toRelative(targets: readonly SeenTarget[]): (path: string) => string {
  const prefixes = targets.map(({ described }) => described.prefix).sort((a, b) => b.length - a.length);
  return (path) => path.slice(prefixes.find((prefix) => path.startsWith(prefix))?.length ?? 0);
}

function workloadNames(workloads: readonly Workload[]): ReadonlyMap<FactId, string> {
  return new Map(workloads.map((workload) => [workload.id, workload.name]));
}

/** Data older than the limit answers yesterday's question. */
function agedFeeds(
  feeds: readonly { readonly id: string; readonly ageDays: number }[],
  { maxAgeDays }: ScanOptions,
): readonly Unknown[] {
  return feeds.map(({ id, ageDays }) => ({
    code: 'feed-stale',
    why: `advisory data of ${id} is ${ageDays} days old, more than the ${maxAgeDays} allowed: run \`plimsoll db update\``,
    affects: [id],
    incomplete: true,
  }));
}

/** An image that nobody opened is said, never passed over. */
function notLookedAt(workloads: readonly Workload[]): readonly Unknown[] {
  return workloads.flatMap((workload) =>
    workload.containers
      .filter(({ joint }) => joint.via === 'not looked at' || joint.via === 'build context')
      .map((container): Unknown => {
        const { ref, via } = container.joint;
        const what = via === 'build context' ? 'only its Dockerfile was read' : 'was not looked at';
        const image = ref === undefined ? 'its image' : `image ${ref}`;
        return {
          code: 'image-not-looked-at',
          why:
            via === 'build context'
              ? `${workload.name}: image not built here, ${what}`
              : `${workload.name}: ${image} ${what}`,
          at: container.at,
          affects: [workload.id],
          incomplete: false,
        };
      }),
  );
}

function compareUnknowns(a: Unknown, b: Unknown): number {
  return (
    Number(b.incomplete) - Number(a.incomplete) ||
    compareText(a.code, b.code) ||
    compareText(a.at?.path ?? '', b.at?.path ?? '') ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    compareText(a.why, b.why)
  );
}

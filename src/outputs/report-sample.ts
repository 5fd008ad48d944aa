// Hand-made reports for the tests of outputs.
import { parseDigest, toFactId, toFindingId, toRuleId, type Digest, type FactId } from '../model/brand.ts';
import type { PackageFact } from '../model/facts.ts';
import type { OsDraft } from '../model/image-facts.ts';
import { defaultEffective } from '../model/engine-defaults.ts';
import type { AdvisoryRef, Finding } from '../model/finding.ts';
import type { Chain, Reach, ReachLevel } from '../model/graph.ts';
import type { Location } from '../model/location.ts';
import type { OutputOptions, Report, ReportImage } from '../model/report.ts';
import type { ImageJoint, Workload } from '../model/workload.ts';

export const plain: OutputOptions = { width: 80, colour: false, unicode: true, show: 'high', exitCode: 0, rules: [] };

export function digest(letter: string): Digest {
  const found = parseDigest(`sha256:${letter.repeat(64)}`);
  if (found === undefined) throw new Error(`no digest of ${letter}`);
  return found;
}
export function workloadId(name: string): FactId {
  return toFactId('workload', 'sources', `harbour/service/${name}`);
}

const effective = defaultEffective('docker');

export function workload(
  name: string,
  at: Location,
  { joint = { via: 'archive' }, ...more }: Partial<Workload> & { readonly joint?: ImageJoint } = {},
): Workload {
  const raw = { format: 'compose', path: at.path, document: 0, pointer: ['services', name] } as const;
  return {
    kind: 'workload',
    id: workloadId(name),
    scope: 'sources',
    type: 'service',
    format: 'compose',
    engine: 'docker',
    name,
    namespace: 'harbour',
    labels: {},
    at: [at],
    containers: [{ name, role: 'main', at, declared: {}, raw, effective, joint }],
    ...more,
  };
}
export function reach(name: string, level: ReachLevel, more: Partial<Reach> = {}): Reach {
  return { workload: workloadId(name), level, possible: level, chains: [], ...more };
}
export function chain(
  to: ReachLevel,
  steps: readonly (readonly [why: string, at?: Location])[],
  assumes: Chain['assumes'] = [],
): Chain {
  return {
    to,
    assumes,
    steps: steps.map(([why, at]) => ({
      rule: 'engine-socket',
      why,
      from: 'container:a',
      to: 'host:docker',
      ...(at && { at }),
    })),
  };
}

let count = 0;
export function finding(
  more: Partial<Omit<Finding, 'rule' | 'id'>> & { readonly rule?: string; readonly id?: string },
): Finding {
  count += 1;
  const { rule = 'wl-docker-sock', id = count.toString(16).padStart(16, '0'), ...rest } = more;
  return {
    layer: 'container',
    severity: 'high',
    subject: { kind: 'workload', id: workloadId('edge'), name: 'service harbour/edge' },
    workloads: [],
    what: 'mounts the engine socket (/var/run/docker.sock)',
    why: 'Whoever talks to the engine is root on the host.',
    todo: 'Leave the socket out.',
    at: [{ path: 'examples/harbour/compose.yaml', line: 14 }],
    evidence: [{ field: 'volumes', value: '/var/run/docker.sock' }],
    ...rest,
    rule: toRuleId(rule),
    id: toFindingId(id),
  };
}
export function packageFact(name: string, version: string, scope: string, at: Location): PackageFact {
  const purl = `pkg:npm/${name}@${version}`;
  return {
    kind: 'package',
    type: 'npm',
    name,
    version,
    state: 'installed',
    at: [at],
    id: toFactId('package', scope, purl),
    scope,
    purl,
  };
}
export function vulnerability(
  on: PackageFact,
  advisory: Partial<AdvisoryRef> & { readonly id: string },
  more: Partial<Finding> = {},
): Finding {
  const { rule: _rule, id: _id, ...rest } = more;
  return finding({
    rule: 'vulnerable-package',
    layer: 'code',
    subject: { kind: 'package', id: on.id, name: `${on.name} ${on.version}` },
    what: `${advisory.id} in ${on.name} ${on.version}`,
    at: on.at,
    package: { name: on.name, version: on.version, purl: on.purl },
    advisory: { aliases: [], kev: false, ...advisory },
    ...rest,
  });
}

export const debian: OsDraft = {
  kind: 'os',
  id: 'debian',
  versionId: '12',
  idLike: [],
  name: 'Debian GNU/Linux 12 (bookworm)',
  at: [],
};
export function image(letter: string, ref: string): ReportImage {
  return {
    scope: `image:${digest(letter)}`,
    os: debian,
    description: {
      id: digest(letter),
      ref,
      platform: 'linux/amd64',
      layers: [{ diffId: digest('d'), verified: true, size: 1234 }],
    },
  };
}

export function report(more: Partial<Report> = {}): Report {
  return {
    tool: { name: 'plimsoll', version: '0.1.0' },
    targets: [{ name: 'examples/harbour', kind: 'folder', prefix: 'examples/harbour/' }],
    images: [],
    workloads: [],
    packages: [],
    findings: [],
    graph: { nodes: [], edges: [] },
    reach: [],
    loadLine: 'neighbours',
    cut: { edits: [], bound: 0, left: [] },
    unknowns: [],
    idleIgnores: [],
    advisories: { digest: digest('e'), feeds: [{ id: 'npm', date: '2026-11-20', records: 7, fetched: '2026-11-21' }] },
    ran: ['packages', 'vulns', 'config', 'reach'],
    verdict: { pass: true, complete: true, reasons: [] },
    ...more,
  };
}

// One record of the JSON report each: what is in it and in which order, as schema/report-1.json says. What has no order
// of its own is sorted, so that the same input gives the same bytes. One record a line.
import type { Compliance } from '../model/compliance.ts';
import type { PackageFact } from '../model/facts.ts';
import type { FactId } from '../model/brand.ts';
import {
  compareReach,
  type Assumption,
  type Chain,
  type CutEdit,
  type Reach,
  type ReachLevel,
  type Step,
} from '../model/graph.ts';
import type { Location } from '../model/location.ts';
import type { Report } from '../model/report.ts';
import type { Unknown } from '../model/unknown.ts';
import type { Workload } from '../model/workload.ts';

export function member(name: string, content: object | string): string {
  return `,\n"${name}":${JSON.stringify(content)}`;
}
export function list<T>(name: string, items: readonly T[], toRecord: (item: T) => object): Iterable<string> {
  return written(name, items, (item) => JSON.stringify(toRecord(item)));
}
/** A record is made when its turn comes: of tens of thousands only one is there at a time. */
export function* written<T>(name: string, items: readonly T[], write: (item: T) => string): Iterable<string> {
  yield `,\n"${name}":[`;
  let before = '\n';
  for (const item of items) {
    yield before + write(item);
    before = ',\n';
  }
  yield items.length === 0 ? ']' : '\n]';
}

export function toImageRecord({ description, os }: Report['images'][number]): object {
  const { id, ref, platform, layers } = description;
  return {
    id,
    ref,
    platform,
    os: os && { id: os.id, version: os.versionId, name: os.name },
    layers: layers.map(({ digest, diffId, verified, size }) => ({ digest, diffId, verified, size })),
  };
}
export function toWorkloadRecord({ workload, reach }: { workload: Workload; reach: Reach | undefined }): object {
  const { id, name, namespace, type, profiles, at, containers } = workload;
  return {
    id,
    name,
    namespace,
    kind: type,
    profiles,
    at: at.map(toPlace),
    containers: containers.map((container) => ({
      name: container.name,
      role: container.role,
      image: { ref: container.joint.ref, content: container.joint.content, via: container.joint.via },
    })),
    reach: reach && toReachRecord(reach),
  };
}
export function toReachRecord({ level, possible, chains }: Omit<Reach, 'workload'>): object {
  return { level, possible, chains: chains.map(({ to, ...rest }) => ({ to, ...toStepsRecord(rest) })) };
}
export function toStepsRecord({ steps, assumes }: Pick<Chain, 'steps' | 'assumes'>): object {
  return {
    steps: steps.map(toStepRecord),
    assumes: assumes.map(toAssumptionRecord),
  };
}
export function toStepRecord({ rule, why, from, to, at }: Step): object {
  return { rule, why, from, to, at: at && toPlace(at) };
}
export function toAssumptionRecord({ name, why }: Assumption): object {
  return { name, why };
}

export function toPackageRecord({ type, name, version, purl, state, dev, at }: PackageFact): object {
  return { type, name, version, purl, state, dev, at: at.map(toPlace) };
}
/** Orders packages, whatever order they came in. */
export function packageKey({ purl, at }: PackageFact): string {
  return `${purl} ${JSON.stringify(at.map(toPlace))}`;
}
export function toUnknownRecord({ code, why, at, affects, incomplete }: Unknown): object {
  return { code, why, at: at && toPlace(at), affects: [...affects].sort(), incomplete };
}
export function toCutRecord({ edits, bound, left }: Report['cut']): object {
  return { edits: edits.map(toCutEditRecord), cost: edits.length, bound, left: [...left].sort() };
}
function toCutEditRecord({ at, fix, effect }: CutEdit): object {
  return {
    at: at && toPlace(at),
    edit: fix.say,
    effect: effect.map(({ workload, from, to }) => ({ workload, from, to })),
  };
}

/** How far the worst of some workloads gets; undefined where that is not known. */
export function toLeads(reach: readonly Reach[]): (workloads: readonly FactId[]) => ReachLevel | undefined {
  const levels = new Map(reach.map(({ workload, level }) => [workload, level]));
  return (workloads) => {
    const own = workloads.map((id) => levels.get(id)).filter((level) => level !== undefined);
    return own.length < 2 ? own[0] : own.reduce((a, b) => (compareReach(a, b) < 0 ? b : a));
  };
}
export function toComplianceRecord({ standard, title, requirements }: Compliance): object {
  return {
    standard,
    title,
    requirements: requirements.map(({ id, title: what, status, findings, violations, why }) => ({
      id,
      title: what,
      status,
      why,
      findings,
      violations: violations.map((violation) => ({ why: violation.why, at: toPlace(violation.at) })),
    })),
  };
}
export function toPlace({ path, line, column, layer }: Location): object {
  return { path, line, column, layer };
}

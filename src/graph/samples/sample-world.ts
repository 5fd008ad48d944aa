// Test support: workloads made by hand, hardened throughout, with what a row changes on top, and their reach.
import { toFactId } from '../../model/brand.ts';
import type { Coverage, Fact, HostFact, World } from '../../model/facts.ts';
import { defaultEffective } from '../../model/engine-defaults.ts';
import { byDefault, declared, type Engine, type Field } from '../../model/field.ts';
import type { Graph, Reach, ReachLevel } from '../../model/graph.ts';
import type { Location } from '../../model/location.ts';
import type {
  Container,
  Declared,
  Effective,
  ListName,
  Lists,
  Mount,
  Settings,
  Workload,
} from '../../model/workload.ts';
import { buildGraph, containerNode } from '../build.ts';
import { reachOf } from '../search/reach.ts';

/** Values as a file would declare them; a field that is given as such is taken as it is. */
export type Says = { readonly [K in keyof Settings]?: Settings[K] | Field<Settings[K]> } & {
  readonly [K in ListName]?: readonly (Lists[K] | Field<Lists[K]>)[];
};
export interface WorkloadSample {
  readonly name?: string;
  readonly engine?: Engine;
  readonly type?: string;
  readonly project?: string;
  readonly scope?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly nodes?: readonly string[];
  /** Of the first container. */
  readonly image?: string;
  /** One container for each. */
  readonly containers: readonly Says[];
}
let line = 0;
/** Every value of a sample stands on a line of its own. */
export function sampleAt(): Location {
  line += 1;
  return { path: 'compose.yaml', line, column: 5 };
}
export function sampleWorkload(sample: WorkloadSample): Workload {
  const { name = 'web', engine = 'docker', project = 'shop', scope = 'test' } = sample;
  const format = engine === 'docker' ? 'compose' : 'kubernetes';
  return {
    kind: 'workload',
    type: sample.type ?? (engine === 'docker' ? 'service' : 'Deployment'),
    format,
    engine,
    name,
    namespace: project,
    labels: sample.labels ?? {},
    ...(sample.nodes && { nodes: sample.nodes }),
    at: [sampleAt()],
    id: toFactId('workload', scope, `${project}/${name}`),
    scope,
    containers: sample.containers.map((says, index): Container => {
      const said = toDeclared(says);
      const raw = { format, path: 'compose.yaml', document: 0, pointer: [name, index] } as const;
      const effective = { ...hardened(engine), ...said };
      const joint = { via: 'not looked at' } as const;
      return {
        name: index === 0 ? name : `${name}-${index}`,
        role: 'main',
        at: sampleAt(),
        ...(index === 0 && sample.image !== undefined && { image: declared(sample.image, sampleAt()) }),
        declared: said,
        raw,
        effective,
        joint,
      };
    }),
  };
}
function toDeclared(says: Says): Declared {
  const field = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && ('from' in value || 'unknown' in value)
      ? value
      : declared(value, sampleAt());
  const entries = Object.entries(says).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map(field) : field(value),
  ]);
  return Object.fromEntries(entries) as Declared;
}
function hardened(engine: Engine): Effective {
  const own = <T>(value: T): Field<T> => byDefault(value, engine);
  return {
    ...defaultEffective(engine),
    noNewPrivileges: own(true),
    readOnlyRootfs: own(true),
    seccomp: own<Settings['seccomp']>({ type: 'runtime' }),
    memoryLimit: own(268_435_456),
    cpuLimit: own(0.5),
    pidsLimit: own(100),
    serviceAccount: own('default'),
    serviceAccountToken: own(false),
  };
}
export function bind(source: string, mode: 'rw' | 'ro' = 'rw'): Mount {
  return { kind: 'bind', source, target: '/mnt', readOnly: mode === 'ro' };
}
export function volume(source: string, mode: 'rw' | 'ro' = 'rw'): Mount {
  return { kind: 'volume', source, target: '/mnt', readOnly: mode === 'ro' };
}

/** What an engine, or the node `n1` of a cluster, tells of its machine. */
export interface HostSample {
  readonly engine?: Engine;
  readonly controlPlane?: boolean;
  readonly cgroup?: number;
  readonly kernel?: string;
  readonly programs?: Readonly<Record<string, string>>;
  readonly uses?: { readonly [K in 'userNamespace' | 'rootless' | 'seccomp' | 'apparmor' | 'selinux']?: boolean };
}
export function sampleHost(sample: HostSample): HostFact {
  const { engine = 'docker', controlPlane = false, cgroup, kernel, programs = {}, uses = {} } = sample;
  const at = { path: 'host.json' };
  const told = Object.entries(uses).map(([name, value]) => [name, declared(value, at)]);
  return {
    kind: 'host',
    id: toFactId('host', 'test', 'n1'),
    scope: 'test',
    engine,
    name: 'n1',
    labels: {},
    controlPlane,
    taints: [],
    programs: Object.entries(programs).map(([name, version]) => ({ name, version: declared(version, at) })),
    ...(cgroup !== undefined && { cgroup: declared(cgroup, at) }),
    ...(kernel !== undefined && { kernel: declared(kernel, at) }),
    ...(Object.fromEntries(told) as Pick<HostFact, 'userNamespace'>),
    at: [at],
    raw: { format: 'kubernetes', path: at.path, document: 0, pointer: [] },
  };
}

/** A world of these facts, which are some of those that there are, or all. */
export function sampleWorld(facts: readonly Fact[], known: Coverage = 'some'): World {
  const byKind = new Map<Fact['kind'], readonly Fact[]>(Map.groupBy(facts, ({ kind }) => kind));
  const none: readonly Fact[] = [];
  return {
    facts: (kind) => (byKind.get(kind) ?? none) as never,
    known: () => known,
    buildOf: () => undefined,
  };
}
export function sampleGraph(
  workloads: readonly Workload[],
  options: { readonly facts?: readonly Fact[]; readonly weak?: readonly string[]; readonly known?: Coverage } = {},
): Graph {
  const weak = workloads
    .filter(({ name }) => options.weak?.includes(name))
    .flatMap(({ id, containers }) => containers.map(({ name }) => containerNode(id, name)));
  return buildGraph(sampleWorld([...workloads, ...(options.facts ?? [])], options.known), new Set(weak));
}
/** Reach of the first workload. */
export function sampleReach(workloads: readonly Workload[], options: Parameters<typeof sampleGraph>[1] = {}): Reach {
  const [reach] = reachOf(
    sampleGraph(workloads, options),
    workloads.map(({ id }) => id),
  );
  if (reach === undefined) throw new Error('no workload was given');
  return reach;
}
export function levelsOf(reach: readonly Reach[]): readonly ReachLevel[] {
  return reach.map(({ level }) => level);
}

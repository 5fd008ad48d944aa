// Test support: a joined workload made by hand, hardened throughout, with what a row changes declared on top.
import { toFactId } from '../../model/brand.ts';
import type { Fact, World } from '../../model/facts.ts';
import { defaultEffective } from '../../model/engine-defaults.ts';
import { byDefault, declared } from '../../model/field.ts';
import type { Engine, Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { Container, Declared, Effective, Workload } from '../../model/workload.ts';

export const sampleAt: Location = { path: 'compose.yaml', line: 7, column: 5 };
export interface ContainerSample {
  readonly name?: string;
  readonly role?: Container['role'];
  readonly image?: Field<string>;
  readonly build?: Container['build'];
  readonly content?: Container['joint']['content'];
  /** Declared here; the same holds. */
  readonly says?: Declared;
  /** Holds without being declared: defaults of the engine, or of the image. */
  readonly holds?: Partial<Effective>;
}

export function sampleWorkload(engine: Engine, ...containers: readonly ContainerSample[]): Workload {
  const format = engine === 'docker' ? 'compose' : 'kubernetes';
  return {
    kind: 'workload',
    type: engine === 'docker' ? 'service' : 'Deployment',
    format,
    engine,
    name: 'web',
    namespace: 'shop',
    labels: {},
    at: [sampleAt],
    id: toFactId('workload', 'test', 'web'),
    scope: 'test',
    containers: (containers.length === 0 ? [{}] : containers).map((sample) => toContainer(sample, engine)),
  };
}
function toContainer(sample: ContainerSample, engine: Engine): Container {
  const name = sample.name ?? 'web';
  return {
    name,
    role: sample.role ?? 'main',
    at: sampleAt,
    image: sample.image ?? declared(`registry.example/web:1.4.2@sha256:${'1'.repeat(64)}`, sampleAt),
    ...(sample.build === undefined ? {} : { build: sample.build }),
    declared: sample.says ?? {},
    raw: { format: engine === 'docker' ? 'compose' : 'kubernetes', path: sampleAt.path, document: 0, pointer: [name] },
    effective: { ...hardened(engine), ...sample.holds, ...sample.says },
    joint: sample.content === undefined ? { via: 'not looked at' } : { via: 'archive', content: sample.content },
  };
}
function hardened(engine: Engine): Effective {
  const own = <T>(value: T): Field<T> => byDefault(value, engine);
  return {
    ...defaultEffective('docker'),
    user: declared('10001', sampleAt),
    runAsNonRoot: own(true),
    noNewPrivileges: own(true),
    readOnlyRootfs: own(true),
    memoryLimit: own(268_435_456),
    cpuLimit: own(0.5),
    pidsLimit: own(100),
    serviceAccount: own('default'),
    capDrop: [declared('ALL', sampleAt)],
  };
}

/** A world of these facts. */
export function sampleWorld(facts: readonly Fact[] = []): World {
  return {
    facts: (kind) => facts.filter((fact) => fact.kind === kind) as never,
    known: () => 'all',
    buildOf: () => undefined,
  };
}

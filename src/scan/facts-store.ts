// Drafts become facts: each gets an id and a scope, packages their purl and distribution, workloads their
// effective settings and the joint to their image.
import { toFactId, type FactId } from '../model/brand.ts';
import type {
  BuildFact,
  Draft,
  Fact,
  FactKind,
  FactOf,
  IdentityFact,
  ImageFact,
  JudgedOf,
  World,
} from '../model/facts.ts';
import type { OsDraft, ReferenceDraft } from '../model/image-facts.ts';
import { valueOf } from '../model/field.ts';
import { fullNameOf, parseImageName } from '../model/image-name.ts';
import {
  toImageId,
  type BuildRef,
  type Container,
  type DeclaredContainer,
  type DeclaredWorkload,
  type ImageId,
  type ImageJoint,
  type Workload,
} from '../model/workload.ts';
import { toEffective } from './effective.ts';
import { foldInstances } from './instances.ts';
import { toPurl } from './purl.ts';
import type { ReadTarget } from './read-target.ts';
import { normalReference } from './reference.ts';

export interface Facts {
  readonly all: readonly Fact[];
  readonly world: World;
  /** Distribution of each scope. */
  readonly osOf: ReadonlyMap<string, OsDraft>;
  readonly imageScopes: ReadonlyMap<ImageId, string>;
}

export interface JoinOptions {
  /** Distribution of packages whose own is not recorded. */
  readonly distro?: OsDraft;
  /** The sources are all there is. */
  readonly complete: boolean;
  readonly trustedRegistries?: readonly string[];
  /** ISO 8601 date. */
  readonly today?: string;
}
/** Everything that was read of all targets, joined. */
export function joinFacts(targets: readonly ReadTarget[], options: JoinOptions): Facts {
  const byKind = new Map<FactKind, Fact[]>();
  const ids = new Map<string, number>();
  const osOf = new Map<string, OsDraft>();
  for (const target of targets) {
    const os = target.drafts.filter((draft) => draft.kind === 'os').sort(compareOsPath)[0];
    const own = os?.kind === 'os' ? os : options.distro;
    if (own !== undefined) osOf.set(target.scope, own);
  }
  const add = (fact: Fact): void => {
    const list = byKind.get(fact.kind);
    if (list === undefined) byKind.set(fact.kind, [fact]);
    else list.push(fact);
  };
  const workloads: { draft: DeclaredWorkload; scope: string; id: FactId; image?: ImageFact }[] = [];
  const told = new Set<string>();
  for (const target of targets) {
    for (const draft of [...target.drafts, ...referencesOf(target)]) {
      if (draft.kind === 'unknown' || draft.kind === 'os' || isToldAgain(draft, told)) continue;
      const id = uniqueId(ids, draft, target);
      if (draft.kind === 'workload') workloads.push({ draft, scope: target.scope, id });
      else add(toFact(draft, { id, target, os: osOf.get(target.scope) }));
    }
  }
  const images = listOf(byKind, 'image');
  for (const image of images) workloads.push(imageWorkload(image));
  const finder = toFinder(byKind);
  for (const workload of foldInstances(workloads)) add(toWorkload(workload, finder));
  const all = [...byKind.values()].flat();
  return {
    all,
    world: toWorld(byKind, finder, options),
    osOf,
    imageScopes: new Map(images.map((image) => [image.image, image.scope])),
  };
}

/** Every project that reads an env file tells of it; each of a thousand pods says what its image stands for. */
function isToldAgain(draft: Draft, told: Set<string>): boolean {
  const key =
    draft.kind === 'variables' && draft.type === 'env-file'
      ? (draft.at[0]?.path ?? '')
      : draft.kind === 'reference'
        ? `${draft.name}@${draft.digest}`
        : undefined;
  if (key === undefined) return false;
  const known = told.has(key);
  told.add(key);
  return known;
}
/** What the name of an image in a layout stands for there. */
function referencesOf({ described }: ReadTarget): readonly ReferenceDraft[] {
  const { ref, manifest } = described.image ?? {};
  const parsed = ref === undefined || manifest === undefined ? undefined : parseImageName(ref);
  const name = parsed && fullNameOf(parsed);
  if (name === undefined || manifest === undefined) return [];
  return [{ kind: 'reference', name, digest: manifest, at: [{ path: described.name }] }];
}
/** `/etc/os-release` wins over `/usr/lib/os-release` (os-release(5)). */
function compareOsPath(a: Draft, b: Draft): number {
  const rank = (draft: Draft): number =>
    draft.kind === 'os' && draft.at[0]?.path.includes('usr/lib/') === true ? 1 : 0;
  return rank(a) - rank(b);
}

interface Stamping {
  readonly id: FactId;
  readonly target: ReadTarget;
  readonly os: OsDraft | undefined;
}
function toFact(draft: Exclude<Draft, { kind: 'unknown' | 'workload' | 'os' }>, { id, target, os }: Stamping): Fact {
  const stamp = { id, scope: target.scope };
  if (draft.kind === 'package') return { ...draft, ...stamp, purl: toPurl(draft, os), ...(os && { os }) };
  if (draft.kind !== 'image') return { ...draft, ...stamp };
  const { image } = target.described;
  const ref = image?.ref;
  return { ...draft, ...stamp, image: toImageId(image?.id ?? target.scope), ...(ref !== undefined && { ref }) };
}

function uniqueId(
  ids: Map<string, number>,
  draft: Exclude<Draft, { kind: 'unknown' | 'os' }>,
  target: ReadTarget,
): FactId {
  const key = factKey(draft, target);
  const name = `${draft.kind}:${target.scope}:${key}`;
  const count = (ids.get(name) ?? 0) + 1;
  ids.set(name, count);
  return toFactId(draft.kind, target.scope, count === 1 ? key : `${key}~${count}`);
}
function factKey(draft: Exclude<Draft, { kind: 'unknown' | 'os' }>, target: ReadTarget): string {
  const place = (draft.at[0]?.path ?? '').slice(target.described.prefix.length);
  switch (draft.kind) {
    case 'package':
      return `${draft.type}/${draft.name}@${draft.version}${draft.arch === undefined ? '' : `?${draft.arch}`}:${place}`;
    case 'workload':
      return [draft.namespace ?? '', draft.type, draft.name].join('/');
    case 'network':
    case 'volume':
      return [draft.project ?? '', draft.name].join('/');
    case 'identity':
    case 'service':
    case 'role':
    case 'binding':
    case 'network-policy':
    case 'secret':
      return [draft.namespace ?? '', draft.name].join('/');
    case 'ingress':
    case 'object':
    case 'variables':
      return [draft.namespace ?? '', draft.type, draft.name].join('/');
    case 'admin-policy':
      return [draft.tier, draft.name].join('/');
    case 'namespace':
      return draft.name;
    case 'host':
      return [draft.engine, draft.name].join('/');
    case 'image':
      return '';
    case 'usage':
      return [draft.namespace ?? '', draft.name, draft.container ?? ''].join('/');
    case 'reference':
      return `${draft.name}@${draft.digest}`;
    case 'waiver':
      return `${place}:${draft.at[0]?.line ?? 0}`;
    case 'accounts':
    case 'file':
    case 'build':
    case 'pipeline':
      return place;
  }
}

interface Finder {
  /** What a container was really made from says more than what that was called. */
  imageOf(container: DeclaredContainer): ImageFact | undefined;
  buildOf(build: BuildRef): BuildFact | undefined;
  accountOf(namespace: string | undefined, name: string): IdentityFact | undefined;
}
function toFinder(byKind: ReadonlyMap<FactKind, readonly Fact[]>): Finder {
  const images = new Map<string, ImageFact>();
  for (const image of listOf(byKind, 'image'))
    if (image.ref !== undefined) images.set(normalReference(image.ref), image);
  const byId = new Map(listOf(byKind, 'image').map((image) => [image.image, image]));
  const builds = new Map(listOf(byKind, 'build').map((build) => [build.path, build]));
  const accounts = new Map(listOf(byKind, 'identity').map((one) => [`${one.namespace ?? 'default'}/${one.name}`, one]));
  return {
    imageOf: ({ image, imageId }) => {
      if (imageId !== undefined) return byId.get(imageId);
      const ref = valueOf(image);
      return ref === undefined ? undefined : images.get(normalReference(ref));
    },
    buildOf: (build) => builds.get(build.dockerfile),
    accountOf: (namespace, name) => accounts.get(`${namespace ?? 'default'}/${name}`),
  };
}

interface WorkloadInput {
  readonly draft: DeclaredWorkload;
  readonly scope: string;
  readonly id: FactId;
  readonly image?: ImageFact;
}
function toWorkload(input: WorkloadInput, finder: Finder): Workload {
  const { draft, scope, id } = input;
  const containers = draft.containers.map((container): Container => {
    const ref = valueOf(container.image);
    const built = valueOf(container.build);
    const image = input.image ?? finder.imageOf(container);
    const build = built === undefined ? undefined : finder.buildOf(built);
    const name = valueOf(container.declared.serviceAccount) ?? 'default';
    const account = draft.engine === 'kubernetes' ? finder.accountOf(draft.namespace, name) : undefined;
    const effective = toEffective({
      engine: draft.engine,
      container,
      ...(image && { image }),
      ...(build && { build }),
      ...(account && { account }),
    });
    return { ...container, effective, joint: toJoint(ref, image, build) };
  });
  return { ...draft, id, scope, containers };
}
function toJoint(ref: string | undefined, image: ImageFact | undefined, build: BuildFact | undefined): ImageJoint {
  const via = image !== undefined ? 'archive' : build !== undefined ? 'build context' : 'not looked at';
  return { via, ...(ref !== undefined && { ref }), ...(image && { content: image.image }) };
}

/** An image alone is judged as a workload with Docker's defaults. */
function imageWorkload(image: ImageFact): WorkloadInput {
  const name = image.ref ?? image.image.slice(0, 19);
  const at = image.at[0] ?? { path: 'config.json' };
  const raw = { format: 'image', path: at.path, document: 0, pointer: [] } as const;
  const container = { name: 'main', role: 'main', at, declared: {}, raw } as const;
  return {
    draft: {
      kind: 'workload',
      type: 'image',
      format: 'image',
      engine: 'docker',
      name,
      labels: image.labels,
      at: [at],
      containers: [container],
    },
    scope: image.scope,
    id: toFactId('workload', image.scope, `image/${name}`),
    image,
  };
}

function toWorld(
  byKind: ReadonlyMap<FactKind, readonly Fact[]>,
  finder: Finder,
  { complete, trustedRegistries, today }: Pick<JoinOptions, 'complete' | 'trustedRegistries' | 'today'>,
): World {
  // Of what a cluster told, a kind that is not there at all was not asked for.
  const live = new Set(listOf(byKind, 'workload').flatMap(({ nodes, scope }) => (nodes === undefined ? [] : [scope])));
  const seen = new Set(live.size === 0 ? [] : [...byKind.values()].flat().map(({ kind, scope }) => `${kind} ${scope}`));
  return {
    facts: <K extends FactKind>(kind: K) => (byKind.get(kind) ?? none) as unknown as readonly JudgedOf<K>[],
    // Files alone never show that nothing else is deployed, unless somebody says so; an image shows all of itself.
    known: (kind, scope) => {
      if (scope.startsWith('image:') || scope.startsWith('tree:')) return 'all';
      return complete && (!live.has(scope) || seen.has(`${kind} ${scope}`)) ? 'all' : 'some';
    },
    buildOf: (build) => finder.buildOf(build),
    ...(trustedRegistries && { trustedRegistries }),
    ...(today !== undefined && { today }),
  };
}
/** The same list each time: what is kept per list of facts is kept for an empty one too. */
const none: readonly Fact[] = [];
function listOf<K extends FactKind>(byKind: ReadonlyMap<FactKind, readonly Fact[]>, kind: K): readonly FactOf<K>[] {
  return (byKind.get(kind) ?? []) as readonly FactOf<K>[];
}

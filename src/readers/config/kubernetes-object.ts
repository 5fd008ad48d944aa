// Which API objects hold pods, and which reader takes each of the others.
// https://kubernetes.io/docs/reference/kubernetes-api/
import type { NamespaceDraft, VolumeDraft } from '../../model/cluster-facts.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Location } from '../../model/location.ts';
import type { DeclaredWorkload, RawRef } from '../../model/workload.ts';
import { getMember, getPath, handedOn, itemsOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { toIdentity } from './kubernetes-account.ts';
import { toConfigMap } from './kubernetes-config-map.ts';
import { textField } from './kubernetes-field.ts';
import { ingressDrafts } from './kubernetes-ingress.ts';
import { isLive, labelsOf, nameOf, namespaceOf, textsOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';
import { toHost } from './kubernetes-node.ts';
import { networkPolicyDrafts } from './kubernetes-network-policy.ts';
import { adminPolicyDrafts } from './kubernetes-admin-policy.ts';
import { objectKinds, toObject } from './kubernetes-object-kinds.ts';
import { podSecurityOf } from './kubernetes-pod-security.ts';
import { podSettingsOf } from './kubernetes-pod-settings.ts';
import { containersOf } from './kubernetes-pod.ts';
import { bindingDrafts, roleDrafts } from './kubernetes-rbac.ts';
import { referencesOf } from './kubernetes-reference.ts';
import { usageDrafts } from './kubernetes-usage.ts';
import { waiversOf } from './kubernetes-waivers.ts';
import { toSealedSecret, toSecret } from './kubernetes-secret.ts';
import { toService } from './kubernetes-service.ts';
import { unreadIn } from './kubernetes-unread.ts';

/** Way from the object to its pod template, by group and kind. */
const templates: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', []],
  ['PodTemplate', ['template']],
  ['ReplicationController', ['spec', 'template']],
  ['apps Deployment', ['spec', 'template']],
  ['apps StatefulSet', ['spec', 'template']],
  ['apps DaemonSet', ['spec', 'template']],
  ['apps ReplicaSet', ['spec', 'template']],
  ['extensions Deployment', ['spec', 'template']],
  ['extensions DaemonSet', ['spec', 'template']],
  ['extensions ReplicaSet', ['spec', 'template']],
  ['batch Job', ['spec', 'template']],
  ['batch CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

const maxListDepth = 4;
/** Of the items of a list of one kind, which need not say it again. */
interface ListOf {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly depth: number;
}
/** The object, or those of a list; nothing for what is no object. */
export function* objectsOf(root: Value, raw: RawRef, list: ListOf = { depth: 0 }): Generator<ManifestObject> {
  const apiVersion = scalarText(getMember(root, 'apiVersion')) ?? list.apiVersion;
  const kind = scalarText(getMember(root, 'kind')) ?? list.kind;
  if (apiVersion === undefined || kind === undefined) return;
  const items = kind.endsWith('List') ? getMember(root, 'items') : undefined;
  if (items === undefined) {
    const slash = apiVersion.lastIndexOf('/');
    const group = slash === -1 ? '' : apiVersion.slice(0, slash);
    yield { group, version: apiVersion.slice(slash + 1), kind, root, raw };
    return;
  }
  if (list.depth >= maxListDepth) return;
  const depth = list.depth + 1;
  const inner = kind === 'List' ? { depth } : { apiVersion, kind: kind.slice(0, -'List'.length), depth };
  for (const [index, item] of itemsOf(items).entries()) {
    yield* objectsOf(item, { ...raw, pointer: [...raw.pointer, 'items', index] }, inner);
  }
}

/** Kinds with a fact of their own, by group and kind; `volumeDrafts` takes claims and volumes. */
const kinds: ReadonlyMap<string, (object: ManifestObject) => readonly Draft[]> = new Map([
  ['Service', (object) => [toService(object)]],
  ['ServiceAccount', (object) => [toIdentity(object)]],
  ['Namespace', (object) => [toNamespace(object)]],
  ['Node', (object) => [toHost(object)]],
  ['ConfigMap', (object) => [toConfigMap(object)]],
  ['Secret', (object) => [toSecret(object)]],
  ['bitnami.com SealedSecret', (object) => [toSealedSecret(object)]],
  ['rbac.authorization.k8s.io Role', roleDrafts],
  ['rbac.authorization.k8s.io ClusterRole', roleDrafts],
  ['rbac.authorization.k8s.io RoleBinding', bindingDrafts],
  ['rbac.authorization.k8s.io ClusterRoleBinding', bindingDrafts],
  ['networking.k8s.io NetworkPolicy', networkPolicyDrafts],
  ['policy.networking.k8s.io AdminNetworkPolicy', adminPolicyDrafts],
  ['policy.networking.k8s.io BaselineAdminNetworkPolicy', adminPolicyDrafts],
  ['networking.k8s.io Ingress', ingressDrafts],
  ['extensions Ingress', ingressDrafts],
  ['gateway.networking.k8s.io Gateway', ingressDrafts],
  ['gateway.networking.k8s.io HTTPRoute', ingressDrafts],
  ['metrics.k8s.io PodMetrics', usageDrafts],
]);
export function draftsOf(object: ManifestObject): readonly Draft[] {
  const key = object.group === '' ? object.kind : `${object.group} ${object.kind}`;
  const way =
    templates.get(key) ?? (isKnownKind(key) || object.group === '' ? undefined : embeddedTemplate(object.root));
  const waivers = waiversOf(object.root, way === undefined ? undefined : getPath(object.root, ...way));
  const drafts = way === undefined ? otherDrafts(object, key) : workloadDrafts(object, way);
  return waivers.length === 0 ? drafts : [...drafts, ...waivers];
}
function isKnownKind(key: string): boolean {
  return kinds.has(key) || objectKinds.has(key);
}
function otherDrafts(object: ManifestObject, key: string): readonly Draft[] {
  return kinds.get(key)?.(object) ?? (objectKinds.has(key) ? [toObject(object)] : unreadIn(object, key));
}
/** Where custom resources keep a pod template: rollouts, services of Knative, stateful sets and jobs of others. */
const embeddings: readonly (readonly string[])[] = [
  ['spec', 'template'],
  ['spec', 'podTemplate'],
  ['spec', 'podTemplateSpec'],
  ['spec', 'jobTemplate', 'spec', 'template'],
  ['spec', 'template', 'jobTemplate', 'spec', 'template'],
  ['spec', 'jobTargetRef', 'template'],
];
/** Told by its shape: containers that are objects, with images among them. */
function embeddedTemplate(root: Value): readonly string[] | undefined {
  return embeddings.find((way) => {
    const containers = itemsOf(getPath(root, ...way, 'spec', 'containers'));
    const whole = containers.filter((item) => scalarText(getMember(item, 'image')) !== undefined);
    return whole.length > 0 && containers.every(({ node }) => node.kind === 'map');
  });
}
function toNamespace({ root, raw }: ManifestObject): NamespaceDraft {
  return { kind: 'namespace', name: nameOf(root), labels: labelsOf(root), at: [whereIs(root)], raw };
}

function workloadDrafts(object: ManifestObject, way: readonly string[]): readonly Draft[] {
  const { kind, root, raw } = object;
  const template = getPath(root, ...way);
  const spec = getMember(template, 'spec');
  const metadata = getMember(template, 'metadata');
  const at = [whereIs(root)];
  if (spec === undefined) return [];
  const pointer = raw.pointer.concat(way, 'spec');
  const live = isLive(root);
  const containers = containersOf({
    spec,
    annotations: getMember(metadata, 'annotations'),
    claims: kind === 'StatefulSet' ? getPath(root, 'spec', 'volumeClaimTemplates') : undefined,
    raw: { ...raw, pointer },
    live,
  });
  const workload: DeclaredWorkload = {
    kind: 'workload',
    type: kind,
    format: 'kubernetes',
    engine: 'kubernetes',
    name: nameOf(root),
    ...namespaceOf(root),
    labels: textsOf(getMember(metadata, 'labels')),
    at,
    containers,
    pod: podSettingsOf({ object, metadata, pod: spec, pointer }),
    podSecurity: podSecurityOf(spec, getMember(metadata, 'annotations')),
    ...(live && { ...nodesOf(kind, spec), ...ownerOf(root) }),
  };
  const whole = containers.some(({ image }) => image !== undefined);
  if (!whole) return [toPatch(workload, at[0])];
  return live && kind === 'Pod' ? [workload, ...referencesOf(root)] : [workload];
}
function nodesOf(kind: string, spec: Value): Pick<DeclaredWorkload, 'nodes'> {
  const node = kind === 'Pod' ? scalarText(getMember(spec, 'nodeName')) : undefined;
  return node === undefined ? {} : { nodes: [node] };
}
/** The one that controls it: https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/ */
function ownerOf(root: Value): Pick<DeclaredWorkload, 'owner'> {
  const owners = itemsOf(getPath(root, 'metadata', 'ownerReferences'));
  const owner = owners.find((one) => scalarText(getMember(one, 'controller')) === 'true');
  const [type, name] = ['kind', 'name'].map((key) => scalarText(getMember(owner, key)));
  return type === undefined || name === undefined ? {} : { owner: { type, name } };
}
/** No API server takes a container without an image: somebody merges this into a whole object first. */
function toPatch({ type, name }: DeclaredWorkload, at: Location | undefined): UnknownDraft {
  const why = `${type} ${name} has no image: it is a patch of an object that is not here`;
  return { kind: 'unknown', code: 'not-rendered', why, ...(at && { at }), affects: ['kubernetes'], incomplete: true };
}

/** Claims and volumes of a file find each other; a pod knows the claim only. */
export function volumeDrafts(objects: readonly ManifestObject[]): readonly VolumeDraft[] {
  const kept = objects.filter(({ group }) => group === '');
  const claims = kept.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ root }) => root);
  const byClaim = new Map<string, Value>();
  const byName = new Map<string, Value>();
  for (const { kind, root } of kept) {
    if (kind !== 'PersistentVolume') continue;
    byName.set(nameOf(root), root);
    const claim = claimOf(root);
    if (claim !== undefined) byClaim.set(claim.key, root);
  }
  const drafts = claims.map((claim) => {
    const volume = scalarText(getPath(claim, 'spec', 'volumeName'));
    const key = claimKey(namespaceOf(claim).namespace, nameOf(claim));
    const root = byClaim.get(key) ?? (volume === undefined ? undefined : byName.get(volume));
    byClaim.delete(key);
    return toVolume(claim, { name: nameOf(claim), project: namespaceOf(claim).namespace }, root);
  });
  const others = [...byName.values()].flatMap((root) => {
    const claim = claimOf(root);
    if (claim === undefined) return [toVolume(root, { name: nameOf(root), project: undefined }, root)];
    return byClaim.get(claim.key) === root ? [toVolume(root, claim, root)] : [];
  });
  return [...drafts, ...others];
}
function claimKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? 'default'}/${name}`;
}
interface ClaimName {
  readonly name: string;
  readonly project: string | undefined;
}
function claimOf(volume: Value): (ClaimName & { readonly key: string }) | undefined {
  const ref = getPath(volume, 'spec', 'claimRef');
  const name = scalarText(getMember(ref, 'name'));
  const project = scalarText(getMember(ref, 'namespace'));
  return name === undefined ? undefined : { name, project, key: claimKey(project, name) };
}
function toVolume(at: Value, { name, project }: ClaimName, volume: Value | undefined): VolumeDraft {
  const path = getPath(volume, 'spec', 'hostPath', 'path') ?? getPath(volume, 'spec', 'local', 'path');
  const hostPath = textField(path === undefined || at === volume ? path : handedOn(path, [whereIs(at)]));
  return {
    kind: 'volume',
    name,
    ...(project !== undefined && { project }),
    external: false,
    ...(hostPath !== undefined && { hostPath }),
    at: [whereIs(at)],
  };
}

// What an object says of its pod as a whole, and of the pods' number, place and succession.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
import type { Field } from '../../model/field.ts';
import type { PodSettings, PodVolume, RawRef, Toleration } from '../../model/workload.ts';
import {
  getMember,
  getPath,
  itemsOf,
  mapItems,
  membersOf,
  placeOf,
  said,
  scalarText,
  unclear,
} from './config-value.ts';
import type { Value } from './config-value.ts';
import { integerField, templateIn, textField } from './kubernetes-field.ts';
import { isLive, textsOf, type ManifestObject, whereIs } from './kubernetes-metadata.ts';
import { toSelector } from './kubernetes-rbac.ts';
import { sourceOf } from './kubernetes-volume-source.ts';

export interface PodOf {
  readonly object: ManifestObject;
  /** Of the template, or of the pod itself. */
  readonly metadata: Value | undefined;
  readonly pod: Value;
  /** From the root to the spec of the pod. */
  readonly pointer: RawRef['pointer'];
}
export function podSettingsOf({ object, metadata, pod, pointer }: PodOf): PodSettings {
  const { group, version, raw } = object;
  const context = getMember(pod, 'securityContext');
  const old = getMember(pod, 'serviceAccount');
  const listed = <T>(key: string, to: (item: Value) => T): readonly T[] => mapItems(getMember(pod, key), to);
  return {
    ways: { object: raw.pointer, pod: pointer },
    apiVersion: group === '' ? version : `${group}/${version}`,
    annotations: textsOf(getMember(metadata, 'annotations')),
    ...(context !== undefined && { securityContext: placeOf(context) }),
    volumes: listed('volumes', toVolume),
    tolerations: listed('tolerations', toToleration),
    nodeSelector: nodesOf(pod),
    ...(isLive(object.root) ? {} : given('nodeName', textField(getMember(pod, 'nodeName')))),
    ...given('priorityClass', textField(getMember(pod, 'priorityClassName'))),
    ...(old !== undefined && { oldServiceAccount: placeOf(old) }),
    imagePullSecrets: listed('imagePullSecrets', (item) => namedBy(item, ['name'])),
    resourceClaims: listed('resourceClaims', (item) =>
      namedBy(item, ['resourceClaimName', 'resourceClaimTemplateName', 'name']),
    ),
    ...given('ndots', ndotsOf(pod)),
    podAntiAffinity: spreadsByAffinity(pod),
    topologySpread: itemsOf(getMember(pod, 'topologySpreadConstraints')).length > 0,
    ...controlOf(object),
  };
}
/** What only the controller of pods says; a bare pod says none of it. */
function controlOf({ kind, root }: ManifestObject): Pick<PodSettings, 'claims'> & Partial<PodSettings> {
  const spec = kind === 'Pod' || kind === 'PodTemplate' ? undefined : getMember(root, 'spec');
  const strategy = getMember(spec, 'strategy') ?? getMember(spec, 'updateStrategy');
  const selector = getMember(spec, 'selector');
  const job = kind === 'CronJob' ? getPath(spec, 'jobTemplate', 'spec') : spec;
  return {
    ...given('replicas', integerField(getMember(spec, 'replicas'))),
    ...given('strategy', textField(getMember(strategy, 'type'))),
    ...(selector !== undefined && { selector: selectorOf(kind, selector) }),
    ...given('schedule', textField(getMember(spec, 'schedule'))),
    ...given('startingDeadline', integerField(getMember(spec, 'startingDeadlineSeconds'))),
    ...given('finishedTtl', integerField(getMember(job, 'ttlSecondsAfterFinished'))),
    ...given('serviceName', textField(getMember(spec, 'serviceName'))),
    claims: mapItems(getMember(spec, 'volumeClaimTemplates'), toClaim),
  };
}
/** The first of these objects knew labels only. */
function selectorOf(kind: string, value: Value): NonNullable<PodSettings['selector']> {
  return kind === 'ReplicationController' ? { labels: textsOf(value), expressions: [] } : toSelector(value);
}
function given<K extends string, T>(name: K, field: Field<T> | undefined): { readonly [N in K]?: Field<T> } {
  return field === undefined ? {} : ({ [name]: field } as { readonly [N in K]?: Field<T> });
}

/** Kinds whose source has a name that others know it by. */
const named: ReadonlySet<string> = new Set(['hostPath', 'persistentVolumeClaim', 'configMap', 'secret', 'image']);
function toVolume(item: Value): Field<PodVolume> {
  const name = scalarText(getMember(item, 'name'));
  if (name === undefined) return unclear(item, templateIn(item) ?? 'the volume has no name');
  // One that says no kind is an empty folder.
  const type = membersOf(item).find((member) => member.name !== 'name')?.name ?? 'emptyDir';
  const { source, hostType } = sourceOf(name, item);
  return said(item, {
    name,
    type,
    ...(named.has(type) && source !== undefined && { source }),
    ...(hostType !== undefined && { hostType }),
  });
}
function toToleration(item: Value): Field<Toleration> {
  const open =
    templateIn(item) ??
    membersOf(item)
      .map(({ value }) => templateIn(value))
      .find((why) => why !== undefined);
  if (open !== undefined) return unclear(item, open);
  const text = (name: string): string | undefined => scalarText(getMember(item, name));
  const [key, value, effect] = [text('key'), text('value'), text('effect')];
  return said(item, {
    ...(key !== undefined && key !== '' && { key }),
    operator: text('operator') === 'Exists' ? 'Exists' : 'Equal',
    ...(value !== undefined && { value }),
    ...(effect !== undefined && effect !== '' && { effect }),
  });
}

const nowhere: readonly never[] = [];
function nodesOf(pod: Value): readonly Field<string>[] {
  const pairs = membersOf(getMember(pod, 'nodeSelector')).map(({ name, value }) =>
    templateIn(value) === undefined
      ? said(value, `${name}=${scalarText(value) ?? ''}`)
      : unclear<string>(value, templateIn(value) ?? ''),
  );
  const required = getPath(pod, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = itemsOf(getMember(required, 'nodeSelectorTerms'));
  const expressions = terms.flatMap((term) =>
    ['matchExpressions', 'matchFields'].flatMap((key) => itemsOf(getMember(term, key))),
  );
  const wanted = [...pairs, ...expressions.flatMap(wantedBy)];
  return wanted.length === 0 ? nowhere : wanted;
}
/** What it asks a node to be; what it must not be picks none. */
function wantedBy(expression: Value): readonly Field<string>[] {
  const key = scalarText(getMember(expression, 'key'));
  if (key === undefined || templateIn(expression) !== undefined) return [];
  const operator = scalarText(getMember(expression, 'operator'));
  if (operator === 'Exists') return [said(expression, key)];
  if (operator !== 'In') return [];
  return itemsOf(getMember(expression, 'values')).map((value) => said(value, `${key}=${scalarText(value) ?? ''}`));
}
function spreadsByAffinity(pod: Value): boolean {
  const rules = getPath(pod, 'affinity', 'podAntiAffinity');
  return membersOf(rules).some(({ value }) => itemsOf(value).length > 0);
}
function ndotsOf(pod: Value): Field<string> | undefined {
  const options = itemsOf(getPath(pod, 'dnsConfig', 'options'));
  const found = options.find((option) => scalarText(getMember(option, 'name')) === 'ndots');
  return textField(getMember(found, 'value'));
}
/** By the first of these members that is there. */
function namedBy(item: Value, names: readonly string[]): Field<string> {
  const found = names.map((name) => getMember(item, name)).find((value) => value !== undefined);
  return textField(found) ?? unclear(item, templateIn(item) ?? 'it has no name');
}
function toClaim(item: Value): PodSettings['claims'][number] {
  const storage = scalarText(getPath(item, 'spec', 'resources', 'requests', 'storage'));
  return {
    name: scalarText(getPath(item, 'metadata', 'name')) ?? 'unnamed',
    accessModes: itemsOf(getPath(item, 'spec', 'accessModes')).map((mode) => scalarText(mode) ?? ''),
    ...(storage !== undefined && { storage }),
    at: whereIs(item),
  };
}

// A Node of a cluster: what it runs, and what it is for.
// https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/
import type { HostDraft } from '../../model/cluster-facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import { getMember, getPath, itemsOf, said, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { textField } from './kubernetes-field.ts';
import { labelsOf, nameOf, whereIs, type ManifestObject } from './kubernetes-metadata.ts';

export function toHost({ root, raw }: ManifestObject): HostDraft {
  const labels = labelsOf(root);
  const taints = itemsOf(getPath(root, 'spec', 'taints')).map(toTaint);
  const kernel = textField(getPath(root, 'status', 'nodeInfo', 'kernelVersion'));
  const cloud = cloudOf(getPath(root, 'spec', 'providerID'));
  return {
    kind: 'host',
    engine: 'kubernetes',
    name: nameOf(root),
    labels,
    controlPlane: controlPlaneLabels.some(
      (label) => labels[label] !== undefined || taints.some((taint) => taint.startsWith(label)),
    ),
    taints,
    ...(kernel && { kernel }),
    programs: programsOf(getPath(root, 'status', 'nodeInfo')),
    ...(cloud && { cloud }),
    at: [whereIs(root)],
    raw,
  };
}
/** https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const controlPlaneLabels = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'] as const;

function toTaint(item: Value): string {
  const [key = '', value = '', effect = ''] = ['key', 'value', 'effect'].map((name) =>
    scalarText(getMember(item, name)),
  );
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}
/** `containerd://1.7.2`; the kubelet says its own version with a `v` before it. */
function programsOf(info: Value | undefined): HostDraft['programs'] {
  const kubelet = textField(getMember(info, 'kubeletVersion'));
  const runtime = textField(getMember(info, 'containerRuntimeVersion'));
  const [, name = '', version = ''] =
    (runtime && isKnown(runtime) && /^([\w.-]+):\/\/(.+)$/u.exec(runtime.value)) || [];
  const at = getMember(info, 'containerRuntimeVersion');
  return [
    ...(kubelet ? [{ name: 'kubelet', version: kubelet }] : []),
    ...(version !== '' && at ? [{ name, version: said(at, version) }] : []),
  ];
}
/** `aws:///eu-west-1a/i-0123`: https://kubernetes.io/docs/concepts/architecture/cloud-controller/ */
function cloudOf(provider: Value | undefined): Field<string> | undefined {
  const scheme = /^([a-z][a-z0-9-]*):\/\//u.exec(scalarText(provider) ?? '')?.[1];
  if (provider === undefined || scheme === undefined || noCloud.has(scheme)) return undefined;
  return said(provider, scheme);
}
/** Programs that make nodes out of containers and local machines. */
const noCloud: ReadonlySet<string> = new Set(['kind', 'k3s', 'k3d', 'minikube', 'docker', 'rke2', 'kwok']);

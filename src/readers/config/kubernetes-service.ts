// A Service: what it exposes, to whom, and which pods it selects.
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
import type { ServiceDraft } from '../../model/network-facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import { getMember, itemsOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { integerField, textField } from './kubernetes-field.ts';
import { annotationsOf, nameOf, namespaceOf, textsOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';

const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;
export function toService({ root, raw }: ManifestObject): ServiceDraft {
  const spec = getMember(root, 'spec');
  const written = scalarText(getMember(spec, 'type'));
  return {
    kind: 'service',
    type: types.find((type) => type === written) ?? 'ClusterIP',
    name: nameOf(root),
    ...namespaceOf(root),
    annotations: annotationsOf(root),
    selector: textsOf(getMember(spec, 'selector')),
    ports: itemsOf(getMember(spec, 'ports')).flatMap((item) => toPort(item)),
    externalIps: textsIn(getMember(spec, 'externalIPs')),
    sourceRanges: textsIn(getMember(spec, 'loadBalancerSourceRanges')),
    pointer: raw.pointer,
    at: [whereIs(root)],
    raw,
  };
}
/** One for each item, so that indexes lead back to them. */
function textsIn(list: Value | undefined): readonly Field<string>[] {
  return itemsOf(list).flatMap((item) => textField(item) ?? []);
}
function toPort(item: Value): ServiceDraft['ports'] {
  const port = known(integerField(getMember(item, 'port')));
  if (port === undefined) return [];
  const target = getMember(item, 'targetPort');
  const to = known(integerField(target)) ?? known(textField(target));
  const node = known(integerField(getMember(item, 'nodePort')));
  const name = known(textField(getMember(item, 'name')));
  return [
    {
      port,
      ...(to !== undefined && { target: to }),
      ...(node !== undefined && { node }),
      ...(name !== undefined && { name }),
    },
  ];
}
function known<T>(field: Field<T> | undefined): T | undefined {
  return isKnown(field) ? field.value : undefined;
}

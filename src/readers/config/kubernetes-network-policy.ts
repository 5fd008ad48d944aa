// A NetworkPolicy as it is written; whom it selects is joined later.
// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
import type { Draft } from '../../model/facts.ts';
import type { PolicyPeer, PolicyPort, TrafficRule } from '../../model/network-facts.ts';
import { isKnown } from '../../model/field.ts';
import type { Selector } from '../../model/workload.ts';
import { getMember, getPath, itemsOf, placeOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { findTemplate, integerField } from './kubernetes-field.ts';
import { nameOf, namespaceOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';
import { notRendered, toSelector } from './kubernetes-rbac.ts';

type Pointer = TrafficRule['pointer'];
export function networkPolicyDrafts(object: ManifestObject): readonly Draft[] {
  const { root, raw } = object;
  const spec = getMember(root, 'spec');
  const open = spec === undefined ? undefined : findTemplate(spec);
  const pods = getMember(spec, 'podSelector');
  const types = itemsOf(getMember(spec, 'policyTypes')).map((item) => scalarText(item) ?? '');
  const rulesOf = (way: 'ingress' | 'egress'): readonly TrafficRule[] =>
    itemsOf(getMember(spec, way)).map((rule, index) => toRule(rule, way, [...raw.pointer, 'spec', way, index]));
  const egress = rulesOf('egress');
  return [
    {
      kind: 'network-policy',
      name: nameOf(root),
      ...namespaceOf(root),
      pods: pods === undefined ? everything : toSelector(pods),
      // Without types a policy is about what comes in, and about what goes out where it has rules for that.
      isolates:
        types.length === 0
          ? { ingress: true, egress: egress.length > 0 }
          : { ingress: types.includes('Ingress'), egress: types.includes('Egress') },
      ingress: rulesOf('ingress'),
      egress,
      unclear: open !== undefined || (pods !== undefined && pods.node.kind !== 'map'),
      at: [whereIs(root)],
      raw,
    },
    ...(open === undefined ? [] : [notRendered(object, open)]),
  ];
}
const everything: Selector = { labels: {}, expressions: [] };
function toRule(rule: Value, way: 'ingress' | 'egress', pointer: Pointer): TrafficRule {
  return {
    peers: itemsOf(getMember(rule, way === 'ingress' ? 'from' : 'to')).map(toPeer),
    ports: itemsOf(getMember(rule, 'ports')).map(toPort),
    at: placeOf(rule),
    pointer,
  };
}
function toPeer(value: Value): PolicyPeer {
  const pods = getMember(value, 'podSelector');
  const namespaces = getMember(value, 'namespaceSelector');
  const cidr = scalarText(getPath(value, 'ipBlock', 'cidr'));
  return {
    ...(pods !== undefined && { pods: toSelector(pods) }),
    ...(namespaces !== undefined && { namespaces: toSelector(namespaces) }),
    ...(cidr !== undefined && { cidr }),
    except: itemsOf(getPath(value, 'ipBlock', 'except')).map((item) => scalarText(item) ?? ''),
  };
}
const protocols = ['udp', 'sctp'] as const;
function toPort(value: Value): PolicyPort {
  const written = scalarText(getMember(value, 'protocol'))?.toLowerCase();
  const port = getMember(value, 'port');
  const number = integerField(port);
  const to = isKnown(number) ? number.value : scalarText(port);
  const end = integerField(getMember(value, 'endPort'));
  return {
    protocol: protocols.find((one) => one === written) ?? 'tcp',
    ...(to !== undefined && { port: to }),
    ...(isKnown(end) && { endPort: end.value }),
  };
}

// An AdminNetworkPolicy or a BaselineAdminNetworkPolicy as it is written; whom it selects is joined later.
// https://network-policy-api.sigs.k8s.io/reference/spec/
import type { Draft } from '../../model/facts.ts';
import type { AdminPeer, AdminPolicyDraft, AdminRule, PolicyPort } from '../../model/network-facts.ts';
import { isKnown } from '../../model/field.ts';
import { findMember, getMember, itemsOf, membersOf, placeOf, scalarText, type Value } from './config-value.ts';
import { findTemplate, integerField } from './kubernetes-field.ts';
import { nameOf, whereIs, type ManifestObject } from './kubernetes-metadata.ts';
import { toObject } from './kubernetes-object-kinds.ts';
import { notRendered, toSelector } from './kubernetes-rbac.ts';

/** Checks ask about it as about any other object. */
export function adminPolicyDrafts(object: ManifestObject): readonly Draft[] {
  const { root, raw, kind } = object;
  const spec = getMember(root, 'spec');
  const open = spec === undefined ? undefined : findTemplate(spec);
  const reading: Reading = { unclear: spec === undefined || open !== undefined };
  const tier = kind === 'AdminNetworkPolicy' ? 'admin' : 'baseline';
  // Last of all it is known whether something on the way was unclear.
  const draft: AdminPolicyDraft = {
    kind: 'admin-policy',
    tier,
    name: nameOf(root),
    priority: tier === 'admin' ? priorityOf(getMember(spec, 'priority'), reading) : 0,
    subject: subjectOf(getMember(spec, 'subject'), reading),
    ingress: rulesOf(getMember(spec, 'ingress'), { way: 'from', tier, reading }),
    egress: rulesOf(getMember(spec, 'egress'), { way: 'to', tier, reading }),
    unclear: reading.unclear,
    at: [whereIs(root)],
    raw,
  };
  return [draft, toObject(object), ...(open === undefined ? [] : [notRendered(object, open)])];
}
interface Reading {
  unclear: boolean;
}
/** Undefined, and noted, where what is written is not what a server takes. */
function unclear(reading: Reading): undefined {
  reading.unclear = true;
  return undefined;
}
const highestPriority = 1000;
function priorityOf(value: Value | undefined, reading: Reading): number {
  const field = integerField(value);
  if (isKnown(field) && field.value >= 0 && field.value <= highestPriority) return field.value;
  unclear(reading);
  return 0;
}
const everything = { labels: {}, expressions: [] };
/** One of them says whom it means: all pods of some namespaces, or some of these. */
function subjectOf(subject: Value | undefined, reading: Reading): AdminPolicyDraft['subject'] {
  const found = podsOf(subject);
  if (found?.namespaces !== undefined) return { ...found, namespaces: found.namespaces };
  unclear(reading);
  return { namespaces: everything };
}
function podsOf(value: Value | undefined): AdminPeer | undefined {
  const namespaces = getMember(value, 'namespaces');
  if (namespaces !== undefined) return isSelector(namespaces) ? { namespaces: toSelector(namespaces) } : undefined;
  const pods = getMember(value, 'pods');
  const [outer, inner] = [getMember(pods, 'namespaceSelector'), getMember(pods, 'podSelector')];
  if (outer === undefined || inner === undefined || !isSelector(outer) || !isSelector(inner)) return undefined;
  return { namespaces: toSelector(outer), pods: toSelector(inner) };
}
const selectorKeys: ReadonlySet<string> = new Set(['matchLabels', 'matchExpressions']);
/** Earlier releases had other words there. */
function isSelector(value: Value): boolean {
  return value.node.kind === 'map' && membersOf(value).every(({ name }) => selectorKeys.has(name));
}

interface Rules {
  readonly way: 'from' | 'to';
  readonly tier: AdminPolicyDraft['tier'];
  readonly reading: Reading;
}
function rulesOf(list: Value | undefined, rules: Rules): readonly AdminRule[] {
  return itemsOf(list).flatMap((rule) => toRule(rule, rules) ?? []);
}
const actions: ReadonlyMap<string, AdminRule['action']> = new Map([
  ['Allow', 'allow'],
  ['Deny', 'deny'],
  ['Pass', 'pass'],
]);
function toRule(rule: Value, { way, tier, reading }: Rules): AdminRule | undefined {
  const action = actions.get(scalarText(getMember(rule, 'action')) ?? '');
  const peers = itemsOf(getMember(rule, way));
  if (action === undefined || (action === 'pass' && tier === 'baseline') || peers.length === 0) return unclear(reading);
  return {
    action,
    peers: peers.flatMap((peer) => toPeers(peer, way) ?? unclear(reading) ?? []),
    ports: itemsOf(getMember(rule, 'ports')).flatMap((port) => toPorts(port) ?? unclear(reading) ?? []),
    at: placeOf(rule),
  };
}
function toPeers(peer: Value, way: Rules['way']): readonly AdminPeer[] | undefined {
  const pods = podsOf(peer);
  if (pods !== undefined) return [pods];
  if (way === 'from') return undefined;
  const nodes = getMember(peer, 'nodes');
  if (nodes !== undefined) return isSelector(nodes) ? [{ nodes: toSelector(nodes) }] : undefined;
  if (findMember(peer, 'domainNames') !== undefined) return [{ domains: true }];
  const networks = itemsOf(getMember(peer, 'networks')).map((one) => scalarText(one) ?? '');
  return networks.length === 0 ? undefined : networks.map((cidr) => ({ cidr }));
}
const protocols = ['tcp', 'udp', 'sctp'] as const;
/** A name is one of the pod's, whatever the protocol. */
function toPorts(value: Value): readonly PolicyPort[] | undefined {
  const name = scalarText(getMember(value, 'namedPort'));
  if (name !== undefined) return name === '' ? undefined : protocols.map((protocol) => ({ protocol, port: name }));
  const [one, range] = [getMember(value, 'portNumber'), getMember(value, 'portRange')];
  const written = scalarText(getMember(one ?? range, 'protocol')) ?? 'TCP';
  const protocol = protocols.find((known) => known.toUpperCase() === written);
  const port = integerField(getMember(one ?? range, one === undefined ? 'start' : 'port'));
  const end = integerField(getMember(range, 'end'));
  if (protocol === undefined || !isKnown(port) || !isPort(port.value)) return undefined;
  if (one !== undefined) return [{ protocol, port: port.value }];
  if (!isKnown(end) || !isPort(end.value) || end.value < port.value) return undefined;
  return [{ protocol, port: port.value, endPort: end.value }];
}
const highestPort = 65_535;
function isPort(number: number): boolean {
  return number >= 1 && number <= highestPort;
}

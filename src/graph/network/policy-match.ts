// Whom and what a rule of a network policy means; what was not seen is neither yes nor no.
// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
import { holdsBlock, isEverywhere } from '../../model/cidr.ts';
import type { JudgedOf } from '../../model/facts.ts';
import type { PolicyPeer, PolicyPort } from '../../model/network-facts.ts';
import { isKnown } from '../../model/field.ts';
import { selects } from '../../model/selector.ts';
import type { Port, Selector } from '../../model/workload.ts';
import type { JudgedWorkload } from '../nodes.ts';

export type Policy = JudgedOf<'network-policy'>;
export type Verdict = 'yes' | 'no' | 'unknown';
export function both(a: Verdict, b: Verdict): Verdict {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}
export function anyOf<T>(items: readonly T[], test: (item: T) => Verdict): Verdict {
  let found: Verdict = 'no';
  for (const item of items) {
    const one = test(item);
    if (one === 'yes') return one;
    if (one === 'unknown') found = one;
  }
  return found;
}

/** One end of the traffic as a peer sees it; a pod on the network of its node is that node. */
export type Side =
  | { readonly kind: 'pod'; readonly scope: string; readonly namespace: string; readonly labels: Labels }
  | { readonly kind: 'node' }
  | { readonly kind: 'internet' }
  | { readonly kind: 'address'; readonly address: string };
type Labels = Readonly<Record<string, string>>;

export const nameLabel = 'kubernetes.io/metadata.name';
/** Labels of the namespaces of each name that were read; none where nobody showed it. */
export type NamespaceLabels = (scope: string, name: string) => readonly Labels[];

/** Of a namespace that was not seen only the label that every one has is known. */
export function picksNamespace(selector: Selector, name: string, seen: readonly Labels[]): Verdict {
  if (seen.length > 0) {
    const picked = seen.filter((labels) => selects(selector, { ...labels, [nameLabel]: name })).length;
    return picked === 0 ? 'no' : picked === seen.length ? 'yes' : 'unknown';
  }
  const own = ([key]: readonly [string, unknown]): boolean => key === nameLabel;
  const labels = Object.entries(selector.labels);
  const named: Selector = {
    labels: Object.fromEntries(labels.filter(own)),
    expressions: selector.expressions.filter(({ key }) => key === nameLabel),
  };
  if (!selects(named, { [nameLabel]: name })) return 'no';
  const rest = labels.some((entry) => !own(entry)) || selector.expressions.some(({ key }) => key !== nameLabel);
  return rest ? 'unknown' : 'yes';
}

interface PeerContext {
  readonly scope: string;
  /** Of the policy: where a peer that names no namespace is. */
  readonly namespace: string;
  readonly labelsOf: NamespaceLabels;
}
export function peerIs(peer: PolicyPeer, side: Side, context: PeerContext): Verdict {
  if (peer.cidr !== undefined) return blockHolds(peer.cidr, peer.except, side);
  if (side.kind !== 'pod' || side.scope !== context.scope) return 'no';
  if (peer.pods !== undefined && !selects(peer.pods, side.labels)) return 'no';
  if (peer.namespaces === undefined) return side.namespace === context.namespace ? 'yes' : 'no';
  return picksNamespace(peer.namespaces, side.namespace, context.labelsOf(side.scope, side.namespace));
}
const notPublic = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];
/** Addresses of pods and nodes are in no file: only a block of all of them holds them for certain. */
function blockHolds(cidr: string, except: readonly string[], side: Side): Verdict {
  switch (side.kind) {
    case 'address':
      return holdsBlock(cidr, side.address) && !except.some((one) => holdsBlock(one, side.address)) ? 'yes' : 'no';
    case 'internet':
      if (notPublic.some((block) => holdsBlock(block, cidr))) return 'no';
      return isEverywhere(cidr) && !except.some(isEverywhere) ? 'yes' : 'unknown';
    case 'pod':
    case 'node':
      return holdsBlock(cidr, '0.0.0.0/0') && except.length === 0 ? 'yes' : 'unknown';
  }
}

/** What a pod listens at; `blurred` where some port of it could not be resolved. */
export interface Listening {
  readonly ports: readonly Port[];
  readonly blurred: boolean;
}
export function listeningOf({ containers }: Pick<JudgedWorkload, 'containers'>): Listening {
  const fields = containers.flatMap(({ effective }) => effective.ports);
  return {
    ports: fields.filter(isKnown).map(({ value }) => value),
    blurred: fields.some((field) => !isKnown(field)),
  };
}
/** A name means whatever number the pod that is spoken to gives it; elsewhere it means nothing. */
export function portIs(
  rule: PolicyPort,
  { port, protocol }: { readonly port: number; readonly protocol: Port['protocol'] },
  pod: Listening | undefined,
): Verdict {
  if (rule.protocol !== protocol) return 'no';
  if (rule.port === undefined) return 'yes';
  if (typeof rule.port === 'number') {
    return port >= rule.port && port <= (rule.endPort ?? rule.port) ? 'yes' : 'no';
  }
  const named = pod?.ports.some((one) => one.name === rule.port && one.container === port && one.protocol === protocol);
  if (named === true) return 'yes';
  return pod?.blurred === true ? 'unknown' : 'no';
}

/** What an API server takes; one that it does not take is not in force, and what was meant is not known. */
export function isValid({ pods, ingress, egress }: Policy): boolean {
  return (
    isSelector(pods) && [...ingress, ...egress].every(({ peers, ports }) => peers.every(isPeer) && ports.every(isPort))
  );
}
export function isSelector({ expressions }: Selector): boolean {
  return expressions.every(({ key, operator, values }) => {
    if (key === '') return false;
    if (operator === 'In' || operator === 'NotIn') return values.length > 0;
    return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0;
  });
}
function isPeer({ pods, namespaces, cidr, except }: PolicyPeer): boolean {
  if (cidr === undefined)
    return (
      (pods !== undefined || namespaces !== undefined) &&
      [pods, namespaces].every((selector) => selector === undefined || isSelector(selector))
    );
  if (pods !== undefined || namespaces !== undefined || !isBlock(cidr)) return false;
  return except.every((one) => isBlock(one) && holdsBlock(cidr, one) && !holdsBlock(one, cidr));
}
function isBlock(text: string): boolean {
  return text.includes('/') && holdsBlock(text, text);
}
const highest = 65_535;
function isPort({ port, endPort }: PolicyPort): boolean {
  if (typeof port === 'number') {
    const end = endPort ?? port;
    return port >= 1 && end >= port && end <= highest;
  }
  return endPort === undefined && port !== '';
}

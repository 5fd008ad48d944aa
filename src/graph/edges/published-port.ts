// The step from outside to a container that publishes a port: https://docs.docker.com/engine/network/port-publishing/
import { isInternalBalancer, limitsBySaying } from '../../model/load-balancer.ts';
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts } from '../../model/graph.ts';
import { isHostEngine, isKnown, type Field } from '../../model/field.ts';
import type { Port } from '../../model/workload.ts';
import { closing, openPorts } from '../network/arrivals.ts';
import { all, always, assuming, refOf, type Condition } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { allows } from '../network/network-policy.ts';
import { networksOf } from '../network/networks.ts';
import { hostNetworkNode, internetNode, type JudgedWorkload } from '../nodes.ts';
import { anyOf, peerIs, type Verdict } from '../network/policy-match.ts';
import { isEntry, knownTexts, serviceFinder, targetsOf, type Service, type Target } from '../network/services.ts';
import { removing, subjectsOf, toEdge, type Subject } from '../step.ts';

const service = (spec: string): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {${spec}, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n`;
const closed = (rules: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: closed, namespace: shop}\nspec: {podSelector: {}, ingress: [${rules}]}\n`;

export const publishedPort: EdgeRule = {
  id: 'published-port',
  title: 'A port is open to the outside',
  why: 'What listens on a published port is where an attacker begins. A firewall before the host was not seen; network policies and the ranges of a load balancer were, and close it.',
  refs: ['T1190', 'T1133', 'KubeHound ENDPOINT_EXPLOIT'],
  examples: {
    bad: [
      composeExample({ ports: '["8080:80"]' }),
      composeExample(
        { ports: '["8080:80"]', networks: '[back, front]' },
        'networks: {back: {internal: true}, front: }\n',
      ),
      composeExample(
        { ports: '["8080:80"]', networks: '[back]' },
        'networks: {back: {internal: true, driver: overlay}}\n',
      ),
      composeExample({ network_mode: 'host' }),
      composeExample({ networks: '[lan]' }, 'networks: {lan: {driver: macvlan}}\n'),
      kubernetesExample({}, service('type: LoadBalancer')),
      kubernetesExample({}, service('type: ClusterIP, externalIPs: [203.0.113.7]')),
      kubernetesExample({ container: { ports: '[{containerPort: 80, hostPort: 80}]' } }),
      kubernetesExample({}, service('type: NodePort') + closed('{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}')),
    ],
    good: [
      composeExample({ ports: '["127.0.0.1:8080:80"]' }),
      composeExample({ ports: '["8080:80"]', networks: '[back]' }, 'networks: {back: {internal: true}}\n'),
      composeExample({ ports: '["8080:80"]' }, 'networks: {default: {internal: true}}\n'),
      kubernetesExample({}, service('type: ClusterIP')),
      kubernetesExample({}, service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]')),
    ],
  },
  *edges(world, facts) {
    for (const subject of subjectsOf(world, facts)) {
      for (const field of openPorts(world, subject)) yield fromOutside(world, subject, field);
      yield* withoutPort(world, subject);
    }
    yield* throughServices(world, facts);
  },
};
const firewall = assuming('no-firewall', 'no firewall stands between the internet and the host');
const listener = assuming('host-listener', 'it listens at a port of the host');
function fromOutside(world: World, subject: Subject, field: Field<Port>): Edge {
  const port = isKnown(field)
    ? `port ${field.value.host ?? field.value.container}`
    : 'a port that could not be resolved';
  const arriving = isKnown(field) ? [{ ...field.value, port: field.value.container }] : [];
  const past = pastPolicies(world, subject.workload, arriving);
  return toEdge({
    rule: 'published-port',
    from: internetNode,
    to: subject.node,
    when: all(firewall, past, { ...always, fields: [refOf(subject.container, 'ports', field)] }) ?? firewall,
    why: `${port} of the host is open for it`,
    yields: ['ENTRY'],
    fixes: [
      ...closing(subject, [field]),
      ...(isHostEngine(subject.workload.engine)
        ? removing(subject, 'stop publishing the port', { name: 'ports', field })
        : []),
    ],
  });
}
/** On the network of the host whatever it listens at is open there; beside the host it has an address of its own. */
function* withoutPort(world: World, subject: Subject): Iterable<Edge> {
  const { container, workload } = subject;
  const step = { rule: 'published-port', from: internetNode, to: subject.node, yields: ['ENTRY'] };
  const memberships = networksOf(world, subject);
  if (memberships.some(({ node }) => node === hostNetworkNode(workload))) {
    const fields = [refOf(container, 'network', container.effective.network)];
    const listens = container.effective.ports.length > 0 ? always : listener;
    const when = all(firewall, listens, { ...always, fields }) ?? firewall;
    yield toEdge({ ...step, when, why: 'it is on the network of the host' });
  }
  for (const { outside, when } of memberships) {
    if (!outside) continue;
    const why = 'it has an address of its own on the network of the host';
    yield toEdge({ ...step, when: all(firewall, when) ?? firewall, why });
  }
}
/** A policy that keeps the outside out was seen; that it is not obeyed is assumed. */
function pastPolicies(
  world: World,
  workload: JudgedWorkload,
  targets: readonly Pick<Target, 'port' | 'protocol'>[],
): Condition {
  if (workload.engine !== 'kubernetes' || targets.length === 0) return always;
  const verdict = anyOf(targets, ({ port, protocol }) =>
    allows(world, { from: 'internet', to: workload, port, protocol }),
  );
  return conditionOf(verdict);
}
export function conditionOf(verdict: Verdict): Condition {
  switch (verdict) {
    case 'yes':
      return always;
    case 'no':
      return assuming('policy-not-enforced', 'the network plugin of the cluster does not enforce network policies');
    case 'unknown':
      return assuming('policy-source', 'the network policies let this sender through');
  }
}

function* throughServices(world: World, facts: GraphFacts): Iterable<Edge> {
  const find = serviceFinder(world.facts('service').filter(isEntry));
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes') continue;
    for (const found of find(workload)) {
      const when = opening(found);
      if (when !== undefined) yield* fromService(world, found, { workload, when, facts });
    }
  }
}
/** Undefined where nobody outside is let in. */
function opening(found: Service): Condition | undefined {
  if (found.type !== 'LoadBalancer') return firewall;
  if (isInternalBalancer(found)) return found.externalIps.length > 0 ? firewall : undefined;
  const ranges = knownTexts(found.sourceRanges);
  const limited = ranges.length > 0 && ranges.length === found.sourceRanges.length;
  const verdict = limited ? anyOf(ranges, holdsOutside) : limitsBySaying(found) ? 'unknown' : 'yes';
  if (verdict === 'no') return undefined;
  return verdict === 'yes'
    ? always
    : assuming('source-range', 'the attacker has one of the addresses that the load balancer lets in');
}
function holdsOutside(cidr: string): Verdict {
  const nowhere = { scope: '', namespace: '', labelsOf: () => [] };
  return peerIs({ cidr, except: [] }, { kind: 'internet' }, nowhere);
}
interface Opened {
  readonly workload: JudgedWorkload;
  readonly when: Condition;
  readonly facts: GraphFacts;
}
function* fromService(world: World, found: Service, { workload, when, facts }: Opened): Iterable<Edge> {
  const targets = targetsOf(found, workload);
  const names = targets.flatMap(({ containers }) => containers);
  const past = pastPolicies(world, workload, targets);
  for (const { name } of workload.containers) {
    if (names.length > 0 && !names.includes(name)) continue;
    yield toEdge({
      rule: 'published-port',
      from: internetNode,
      to: facts.nodeOf(workload.id, name),
      when: all(when, past) ?? when,
      why: `the service ${found.name} opens it to the outside`,
      yields: ['ENTRY'],
      at: found.at[0],
      fixes: keepingInside(found),
    });
  }
}
/** Not where it would still be open by an address, or where a port of the nodes is named, which only the others have. */
function keepingInside({ id, pointer, externalIps, ports }: Service): Edge['fixes'] {
  if (externalIps.length > 0 || ports.some(({ node }) => node !== undefined)) return [];
  const edit = {
    op: 'set-at',
    target: { fact: id },
    pointer: [...pointer, 'spec', 'type'],
    value: 'ClusterIP',
  } as const;
  return [{ say: 'open the service inside the cluster only', edits: [edit] }];
}

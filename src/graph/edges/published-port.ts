// The step from outside to a container that publishes a port: https://docs.docker.com/engine/network/port-publishing/
import type { JudgedOf, World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts } from '../../model/graph.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Port } from '../../model/workload.ts';
import { all, always, assuming, refOf } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { internetNode } from '../nodes.ts';
import { removing, subjectsOf, toEdge, type Subject } from '../step.ts';

const service = (type: string): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {type: ${type}, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n`;

export const publishedPort: EdgeRule = {
  id: 'published-port',
  title: 'A port is open to the outside',
  why: 'What listens on a published port is where an attacker begins. Whether a firewall stands before the host was not seen.',
  refs: ['T1190', 'T1133', 'KubeHound ENDPOINT_EXPLOIT'],
  examples: {
    bad: [composeExample({ ports: '["8080:80"]' }), kubernetesExample({}, service('LoadBalancer'))],
    good: [composeExample({ ports: '["127.0.0.1:8080:80"]' }), kubernetesExample({}, service('ClusterIP'))],
  },
  *edges(world, facts) {
    for (const subject of subjectsOf(world, facts)) {
      for (const field of subject.container.effective.ports)
        if (isOpen(subject, field)) yield fromOutside(subject, field);
    }
    yield* throughServices(world, facts);
  },
};
const firewall = assuming('no-firewall', 'no firewall stands between the internet and the host');
function fromOutside(subject: Subject, field: Field<Port>): Edge {
  const port = isKnown(field)
    ? `port ${field.value.host ?? field.value.container}`
    : 'a port that could not be resolved';
  return toEdge({
    rule: 'published-port',
    from: internetNode,
    to: subject.node,
    when: { ...firewall, fields: [refOf(subject.container, 'ports', field)] },
    why: `${port} of the host is open for it`,
    yields: ['ENTRY'],
    fixes: removing(subject, 'stop publishing the port', { name: 'ports', field }),
  });
}
const loopback = /^(?:127\.|::1$|\[::1\]$|localhost$)/;
/** Docker publishes every port that is named; Kubernetes only those with one of the host. */
export function isOpen({ workload }: Pick<Subject, 'workload'>, field: Field<Port>): boolean {
  if (!isKnown(field)) return true;
  if (workload.engine === 'kubernetes' && field.value.host === undefined) return false;
  return field.value.hostIp === undefined || !loopback.test(field.value.hostIp);
}

type Service = JudgedOf<'service'>;
function* throughServices(world: World, facts: GraphFacts): Iterable<Edge> {
  const outer = world.facts('service').filter(({ type }) => type === 'LoadBalancer' || type === 'NodePort');
  if (outer.length === 0) return;
  const byLabel = new Map<string, Service[]>();
  for (const one of outer) {
    const first = Object.entries(one.selector)[0];
    if (first === undefined) continue;
    const key = labelKey(one.scope, one.namespace, first);
    const list = byLabel.get(key);
    if (list === undefined) byLabel.set(key, [one]);
    else list.push(one);
  }
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes') continue;
    for (const label of Object.entries(workload.labels)) {
      for (const found of byLabel.get(labelKey(workload.scope, workload.namespace, label)) ?? []) {
        const selected = Object.entries(found.selector).every(([name, value]) => workload.labels[name] === value);
        if (selected) yield* workload.containers.map(({ name }) => fromService(found, facts.nodeOf(workload.id, name)));
      }
    }
  }
}
function labelKey(scope: string, namespace: string | undefined, [name, value]: readonly [string, string]): string {
  return JSON.stringify([scope, namespace ?? 'default', name, value]);
}
function fromService(service: Service, to: Edge['to']): Edge {
  const when = service.type === 'LoadBalancer' ? always : firewall;
  return toEdge({
    rule: 'published-port',
    from: internetNode,
    to,
    when: all(when) ?? always,
    why: `the service ${service.name} opens it to the outside`,
    yields: ['ENTRY'],
    at: service.at[0],
  });
}

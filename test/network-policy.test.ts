// Network policies as another evaluator decides them, the one that cyclonus tests network plugins with.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { allows, isBound, isWorkload, type Traffic } from '../src/graph/network/network-policy.ts';
import { samplePods, samplePolicies, sampleNamespace, type Policies } from '../src/graph/samples/sample-policies.ts';
import { sequence } from '../src/graph/samples/sample-random.ts';
import { sampleWorld } from '../src/graph/samples/sample-world.ts';
import type { PolicyPeer, PolicyPort, TrafficRule } from '../src/model/network-facts.ts';
import { isKnown } from '../src/model/field.ts';
import type { Selector, Workload } from '../src/model/workload.ts';
import { buildOracle } from './oracles/oracle.ts';

const nameLabel = 'kubernetes.io/metadata.name';
const toSelector = ({ labels, expressions }: Selector): object => ({
  matchLabels: labels,
  matchExpressions: expressions,
});
function toPeer({ pods, namespaces, cidr, except }: PolicyPeer): object {
  return {
    ...(pods && { podSelector: toSelector(pods) }),
    ...(namespaces && { namespaceSelector: toSelector(namespaces) }),
    ...(cidr !== undefined && { ipBlock: { cidr, except } }),
  };
}
function toPort({ protocol, port, endPort }: PolicyPort): object {
  return { protocol: protocol.toUpperCase(), port, endPort };
}
function toManifests({ policies }: Policies): readonly object[] {
  const rules = (all: readonly TrafficRule[], key: 'from' | 'to'): readonly object[] =>
    all.map(({ peers, ports }) => ({ [key]: peers.map(toPeer), ports: ports.map(toPort) }));
  return policies.map(({ name, namespace, pods, isolates, ingress, egress }) => ({
    metadata: { name, namespace },
    spec: {
      podSelector: toSelector(pods),
      policyTypes: [...(isolates.ingress ? ['Ingress'] : []), ...(isolates.egress ? ['Egress'] : [])],
      ingress: rules(ingress, 'from'),
      egress: rules(egress, 'to'),
    },
  }));
}
/** What the oracle has otherwise than labels.Requirement of Kubernetes: to it `NotIn` needs the label to be there. */
function withoutNotIn<T>(facts: T): T {
  return JSON.parse(JSON.stringify(facts).replaceAll('"NotIn"', '"In"')) as T;
}
type End = Traffic['from'];
function toEnd(end: End, { namespaces }: Policies): object {
  if (end === 'internet' || end === 'node') throw new Error('the oracle has no such end');
  if (!isWorkload(end)) return { ip: end.address };
  const { namespace = 'default', labels, name } = end;
  const seen = namespaces.find((one) => one.name === namespace)?.labels;
  return { ip: `10.9.0.${name.slice(1)}`, namespace, labels, namespaceLabels: { ...seen, [nameLabel]: namespace } };
}
/** Two names for one number are more than the oracle can be told. */
function nameOf(to: End, { port, protocol }: Pick<Traffic, 'port' | 'protocol'>): string | undefined {
  if (!isWorkload(to)) return '';
  const fields = to.containers.flatMap(({ effective }) => effective.ports).filter(isKnown);
  const names = fields
    .filter(({ value }) => value.container === port && value.protocol === protocol)
    .map(({ value }) => value.name ?? '');
  return new Set(names).size > 1 ? undefined : (names[0] ?? '');
}
interface Asked {
  readonly question: string;
  readonly ours: readonly string[];
}
function ask(next: (limit: number) => number): Asked {
  const pods: readonly Workload[] = samplePods(next).filter((pod) => isBound(pod) === 'yes');
  const { policies: drawn, namespaces: some } = samplePolicies(next);
  const policies = withoutNotIn(drawn).map((policy) => ({ ...policy, unclear: false }));
  const unseen = ['a', 'b', 'c'].filter((name) => !some.some((one) => one.name === name));
  const facts: Policies = { policies, namespaces: [...some, ...unseen.map((name) => sampleNamespace(name, {}))] };
  const world = sampleWorld([...pods, ...policies, ...facts.namespaces]);
  const ends: readonly End[] = [...pods, { address: '10.1.2.3' }, { address: '2001:db8::7' }];
  const traffic: object[] = [];
  const ours: string[] = [];
  for (const from of ends) {
    for (const to of ends) {
      if (from === to) continue;
      const one: Traffic = { from, to, port: 79 + next(4), protocol: next(4) === 0 ? 'udp' : 'tcp' };
      const name = nameOf(to, one);
      if (name === undefined) continue;
      const protocol = one.protocol.toUpperCase();
      traffic.push({ from: toEnd(from, facts), to: toEnd(to, facts), port: one.port, name, protocol });
      ours.push(allows(world, one));
    }
  }
  return { question: JSON.stringify({ policies: toManifests(facts), traffic }), ours };
}

test('network policies let through what another evaluator says that they do', (t) => {
  const oracle = buildOracle('network-policy');
  if ('missing' in oracle) return t.skip(oracle.missing);
  const next = sequence(11);
  const asked = Array.from({ length: 500 }, () => ask(next));
  const input = `${asked.map(({ question }) => question).join('\n')}\n`;
  const { stdout } = spawnSync(oracle.program, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const answers = stdout.trim().split('\n');
  assert.equal(answers.length, asked.length);
  let compared = 0;
  for (const [index, { question, ours }] of asked.entries()) {
    const theirs = JSON.parse(answers[index] ?? '[]') as readonly boolean[];
    assert.equal(theirs.length, ours.length);
    for (const [at, own] of ours.entries()) {
      if (own === 'unknown') continue;
      compared += 1;
      if (own !== (theirs[at] === true ? 'yes' : 'no')) assert.fail(`${own} at ${at} of ${question}`);
    }
  }
  assert.ok(compared > 5000, `${compared} compared`);
});

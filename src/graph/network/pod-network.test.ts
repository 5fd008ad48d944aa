// Groups of pods reach each other exactly as their pods do one by one, and many pods make few edges.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import { declared, isKnown } from '../../model/field.ts';
import type { Fact, World } from '../../model/facts.ts';
import { limitsOf } from '../../model/limits.ts';
import { compareReach, type NodeId } from '../../model/graph.ts';
import type { Workload } from '../../model/workload.ts';
import { buildGraph, containerNode } from '../build.ts';
import { allows, isBound } from './network-policy.ts';
import { anyOf, type Verdict } from './policy-match.ts';
import { placeOf } from '../nodes.ts';
import type { Link } from './pod-links.ts';
import { podNetworksOf, type PodNetwork } from './pod-network.ts';
import { reachOf } from '../search/reach.ts';
import { sampleAdminPolicies, sampleAdminPolicy } from '../samples/sample-admin-policies.ts';
import { samplePods, samplePolicies, samplePolicy, selector } from '../samples/sample-policies.ts';
import { sequence } from '../samples/sample-random.ts';
import { sampleWorkload, sampleWorld } from '../samples/sample-world.ts';

/** Whether the links lead there: for certain, or without that policies are ignored or nodes are shared. */
function follow({ links }: PodNetwork, from: NodeId, to: NodeId): Verdict {
  const arrives = (open: (link: Link) => boolean): boolean => {
    const seen = new Set([from]);
    for (const node of seen) for (const link of links) if (link.from === node && open(link)) seen.add(link.to);
    return seen.has(to);
  };
  if (arrives(({ assumes }) => assumes.length === 0)) return 'yes';
  const ignored = (name: string): boolean => name === 'policy-not-enforced' || name === 'same-node';
  return arrives(({ assumes }) => !assumes.some(({ name }) => ignored(name))) ? 'unknown' : 'no';
}
function onOwnPorts(world: World, from: Workload, to: Workload): Verdict {
  const ports = to.containers.flatMap(({ effective }) => effective.ports).filter(isKnown);
  return anyOf(ports, ({ value: { container: port, protocol } }) => allows(world, { from, to, port, protocol }));
}
test('groups of pods reach each other as their pods do', () => {
  const next = sequence(7);
  const seen: Record<Verdict, number> = { yes: 0, no: 0, unknown: 0 };
  for (let round = 0; round < 1000; round += 1) {
    const pods = samplePods(next).filter((pod) => isBound(pod) === 'yes');
    const { policies, namespaces } = samplePolicies(next);
    const world = sampleWorld([...pods, ...policies, ...namespaces]);
    for (const from of pods) {
      const network = podNetworksOf(world).get(placeOf(from));
      assert.ok(network);
      for (const to of pods) {
        const [container] = to.containers;
        if (container === undefined || container.effective.ports.length === 0) continue;
        const expected = onOwnPorts(world, from, to);
        const found = follow(network, network.out(from), network.into(to, container));
        if (found !== expected)
          assert.equal(
            found,
            expected,
            JSON.stringify({ round, from, to, policies, namespaces, links: network.links }),
          );
        seen[expected] += 1;
      }
    }
  }
  assert.ok(Math.min(...Object.values(seen)) > 500, JSON.stringify(seen));
});

test('groups of pods reach each other as their pods do where policies of the cluster speak too', () => {
  const next = sequence(11);
  const seen: Record<Verdict, number> = { yes: 0, no: 0, unknown: 0 };
  for (let round = 0; round < 1000; round += 1) {
    const pods = samplePods(next).filter((pod) => isBound(pod) === 'yes');
    const { policies, namespaces } = samplePolicies(next);
    const some = next(2) === 0 ? [] : policies;
    const admin = sampleAdminPolicies(next);
    const world = sampleWorld([...pods, ...some, ...namespaces, ...admin]);
    if (admin.length === 0 && some.length === 0) continue;
    for (const from of pods) {
      const network = podNetworksOf(world).get(placeOf(from));
      assert.ok(network);
      for (const to of pods) {
        const [container] = to.containers;
        if (container === undefined || container.effective.ports.length === 0) continue;
        const expected = onOwnPorts(world, from, to);
        const found = follow(network, network.out(from), network.into(to, container));
        if (found !== expected) {
          const says: string = JSON.stringify({ round, from, to, some, namespaces, admin, links: network.links });
          assert.equal(found, expected, says);
        }
        seen[expected] += 1;
      }
    }
  }
  assert.ok(Math.min(...Object.values(seen)) > 300, JSON.stringify(seen));
});
test('25,000 pods in 200 namespaces under policies of the cluster stay few pairs', () => {
  const pods = Array.from({ length: 25_000 }, (_, index) =>
    sampleWorkload({
      engine: 'kubernetes',
      project: `ns${index % 200}`,
      name: `p${index}`,
      labels: { app: `app${index % 7}`, tier: index % 3 === 0 ? 'front' : 'back' },
      containers: [{ network: 'pod', ports: [{ container: 8080, protocol: 'tcp', name: 'http' }] }],
    }),
  );
  const everywhere = { namespaces: selector() };
  const rule = { ports: [], at: { path: '' } };
  const admin = [
    sampleAdminPolicy({
      name: 'front',
      subject: { namespaces: selector(), pods: selector({ tier: 'back' }) },
      ingress: [
        { ...rule, action: 'pass', peers: [{ namespaces: selector(), pods: selector({ tier: 'front' }) }] },
        { ...rule, action: 'deny', peers: [everywhere] },
      ],
    }),
    sampleAdminPolicy({
      tier: 'baseline',
      name: 'default',
      subject: everywhere,
      ingress: [{ ...rule, action: 'deny', peers: [{ namespaces: selector({ team: 'x' }) }] }],
    }),
  ];
  const own = Array.from({ length: 200 }, (_, index) =>
    samplePolicy({ name: `np${index}`, namespace: `ns${index}`, pods: selector({ app: 'app1' }) }),
  );
  const network = podNetworksOf(sampleWorld([...pods, ...admin])).get('kubernetes/test');
  assert.ok(network !== undefined && network.links.length < 100, `${network?.links.length} links`);
  const world = sampleWorld([...pods, ...admin, ...own]);
  const more = podNetworksOf(world).get('kubernetes/test');
  assert.ok(more !== undefined && more.links.length < 5000, `${more?.links.length} links`);
  assert.deepEqual(limitsOf(world), []);
});
test('a policy that closes a pod takes the step to it away, and leaves an assumption', () => {
  const pod = (name: string) =>
    sampleWorkload({ engine: 'kubernetes', name, labels: { app: name }, containers: [{ network: 'pod' }] });
  const [web, db] = [pod('web'), pod('db')];
  const closed = samplePolicy({ pods: selector({ app: 'db' }) });
  const graph = buildGraph(sampleWorld([web, db, closed]), new Set([containerNode(db.id, 'db')]));
  const [reach] = reachOf(graph, [web.id]);
  assert.equal(reach?.level, 'contained');
  const chain = reach.chains.find(({ to }) => to === 'neighbours');
  assert.deepEqual(
    chain?.assumes.map(({ name }) => name),
    ['policy-not-enforced'],
  );
});

test('25,000 pods under 500 policies in 200 namespaces are few groups', () => {
  const pods = Array.from({ length: 25_000 }, (_, index) =>
    sampleWorkload({
      engine: 'kubernetes',
      project: `ns${index % 200}`,
      name: `p${index}`,
      labels: { app: `app${index % 7}`, tier: index % 3 === 0 ? 'front' : 'back' },
      containers: [{ network: 'pod', ports: [{ container: 8080, protocol: 'tcp', name: 'http' }] }],
    }),
  );
  const rule = { ports: [], at: { path: '' }, pointer: [] };
  const policies = Array.from({ length: 500 }, (_, index) =>
    samplePolicy({
      name: `np${index}`,
      namespace: `ns${index % 200}`,
      pods: index < 200 ? selector() : selector({ app: `app${index % 7}` }),
      isolates: { ingress: true, egress: index < 200 },
      ingress:
        index < 200
          ? []
          : [
              {
                ...rule,
                peers: [
                  { namespaces: selector({ 'kubernetes.io/metadata.name': `ns${(index * 7) % 200}` }), except: [] },
                  { pods: selector({ tier: 'front' }), except: [] },
                ],
              },
            ],
      egress:
        index < 200
          ? [
              { ...rule, peers: [{ namespaces: selector(), except: [] }], ports: [{ protocol: 'udp', port: 53 }] },
              { ...rule, peers: [{ pods: selector(), except: [] }] },
            ]
          : [],
    }),
  );
  const world = sampleWorld([...pods, ...policies]);
  const network = podNetworksOf(world).get('kubernetes/test');
  assert.ok(network !== undefined && network.links.length < 5000, `${network?.links.length} links`);
});
test('more policies than anybody writes are an assumption, and cost little', () => {
  const not = (index: number) => ({
    labels: {},
    expressions: [{ key: 'app', operator: 'NotIn', values: [`a${index}`] }],
  });
  const pods = Array.from({ length: 1000 }, (_, index) =>
    sampleWorkload({
      engine: 'kubernetes',
      name: `p${index}`,
      labels: { app: `a${index}` },
      containers: [{ network: 'pod' }],
    }),
  );
  const rule = (index: number) => ({
    peers: [{ pods: not(index), except: [] }],
    ports: [],
    at: { path: '' },
    pointer: [],
  });
  const policies = Array.from({ length: 400 }, (_, index) =>
    samplePolicy({ name: `np${index}`, pods: not(index), ingress: [rule(index + 1)] }),
  );
  const network = podNetworksOf(sampleWorld([...pods, ...policies])).get('kubernetes/test');
  assert.ok(network !== undefined && network.links.length < 500_000, `${network?.links.length} links`);
  assert.ok(network.links.some(({ assumes }) => assumes.some(({ name }) => name === 'policies-too-many')));
});
test('a policy more that lets nobody through never means more reach', () => {
  const next = sequence(23);
  let less = 0;
  for (let round = 0; round < 150; round += 1) {
    const pods = samplePods(next);
    const { policies, namespaces } = samplePolicies(next);
    const closed = samplePolicy({ name: 'closed', namespace: ['a', 'b', 'c'][next(3)] ?? 'a' });
    const isolates = { ingress: next(2) === 0, egress: true };
    const weak = new Set(pods.filter(() => next(2) === 0).map(({ id, name }) => containerNode(id, name)));
    const ids = pods.map(({ id }) => id);
    const reach = (extra: readonly Fact[]) =>
      reachOf(buildGraph(sampleWorld([...pods, ...policies, ...namespaces, ...extra]), weak), ids);
    const [before, after] = [reach([]), reach([{ ...closed, isolates }])];
    for (const [index, { level, possible }] of before.entries()) {
      const now = after[index];
      assert.ok(now && compareReach(now.level, level) <= 0 && compareReach(now.possible, possible) <= 0, `${round}`);
      if (now.level !== level) less += 1;
    }
  }
  assert.ok(less > 20, `only ${less} reach less far`);
});
test('a policy of the plugin’s own kind puts only those in doubt that it may be about', () => {
  const pod = (name: string) =>
    sampleWorkload({ engine: 'kubernetes', name, labels: { app: name }, containers: [{ network: 'pod' }] });
  const [web, db, job] = [pod('web'), pod('db'), pod('job')];
  const cilium: Fact = {
    kind: 'object',
    id: toFactId('object', 'test', 'c'),
    scope: 'test',
    group: 'cilium.io',
    version: 'v2',
    type: 'CiliumNetworkPolicy',
    name: 'c',
    namespace: 'shop',
    labels: {},
    annotations: {},
    leaves: [{ pointer: 'spec/endpointSelector/matchLabels/app', field: declared('db', { path: 'cilium.yaml' }) }],
    at: [],
    raw: { format: 'kubernetes', path: 'cilium.yaml', document: 0, pointer: [] },
  };
  const chainTo = (target: Workload) => {
    const weak = new Set([containerNode(target.id, target.name)]);
    const graph = buildGraph(sampleWorld([web, db, job, cilium]), weak);
    const [reach] = reachOf(graph, [web.id]);
    const chain = reach?.chains.find(({ to }) => to === 'neighbours');
    return { level: reach?.level, assumes: chain?.assumes.map(({ name }) => name) };
  };
  assert.deepEqual(chainTo(job), { level: 'neighbours', assumes: [] });
  assert.equal(chainTo(db).level, 'contained');
  assert.equal(chainTo(db).assumes?.length, 1);
});

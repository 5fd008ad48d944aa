// Every bound that leaves something out of the graph is told, by rule and place; below the bound nothing is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../model/facts.ts';
import type { Workload } from '../model/workload.ts';
import { limitsOf } from '../model/limits.ts';
import { buildGraph } from './build.ts';
import { samplePolicy } from './samples/sample-policies.ts';
import { bindingSample, roleSample } from './samples/sample-rights.ts';
import { bind, sampleWorkload, sampleWorld } from './samples/sample-world.ts';

const rbac = 'rbac.authorization.k8s.io';
const many = (count: number, make: (index: number) => Fact): readonly Fact[] =>
  Array.from({ length: count }, (_, at) => make(at));
const pod = (name: string, labels: Workload['labels'] = {}): Workload =>
  sampleWorkload({ engine: 'kubernetes', name, labels, containers: [{ network: 'pod' }] });
const names = (count: number): string => Array.from({ length: count }, (_, at) => `n${at}`).join(',');

/** A role of each that may be bound, in namespaces in which bindings may be written. */
const bindable = (roles: number, namespaces: number): readonly Fact[] => [
  roleSample({ name: 'r', rules: [`bind ${rbac}:clusterroles [${names(roles)}]`, `create ${rbac}:rolebindings`] }),
  ...many(namespaces, (at) => bindingSample({ name: `b${at}`, role: 'r', namespace: `n${at}`, to: ['shop/web'] })),
];
const givenOften = (count: number, user?: string): readonly Fact[] => [
  roleSample({ name: 'r', rules: [`bind,create ${rbac}:clusterroles,rolebindings`] }),
  ...many(count, (at) => {
    const to = [user === undefined ? 'shop/web' : `user:${user}`];
    return bindingSample({ name: `${user ?? 'b'}${at}`, role: 'r', namespace: `n${at}`, to });
  }),
];
const takers = (count: number): readonly Fact[] =>
  many(count, (at) => roleSample({ name: `r${at}`, rules: ['get secrets'], takes: `x${at}` }));
const accounts = (count: number, namespaces: number): readonly Fact[] => [
  roleSample({ name: 'r', rules: [`bind,create ${rbac}:clusterroles,rolebindings`] }),
  ...many(namespaces, (at) =>
    bindingSample({
      name: `b${at}`,
      role: 'r',
      namespace: `n${at}`,
      to: Array.from({ length: count }, (_, own) => `shop/s${own}`),
    }),
  ),
];
const pairs = (policies: number, pods: number): readonly Fact[] => {
  const not = (at: number) => ({
    labels: {},
    expressions: [{ key: 'app', operator: 'NotIn' as const, values: [`a${at}`] }],
  });
  const rule = (at: number) => ({ peers: [{ pods: not(at), except: [] }], ports: [], at: { path: '' }, pointer: [] });
  return [
    ...many(pods, (at) => pod(`p${at}`, { app: `a${at}` })),
    ...many(policies, (at) =>
      samplePolicy({ name: `np${at}`, pods: not(at), ingress: [rule(at + 1)], egress: [rule(at + 2)] }),
    ),
  ];
};
const joined = (count: number, last: 'none' | `container:${string}` = 'none'): readonly Fact[] =>
  many(count, (at) =>
    sampleWorkload({
      name: `c${at}`,
      containers: [{ network: at + 1 < count ? `container:c${at + 1}` : last }],
    }),
  );
const inOnePod = (count: number): readonly Fact[] => [
  sampleWorkload({
    engine: 'kubernetes',
    name: 'crowd',
    containers: Array.from({ length: count }, () => ({ pid: 'pod' })),
  }),
];
const deep = (folders: number): readonly Fact[] => [
  sampleWorkload({ name: 'a', containers: [{ mounts: [bind(`/srv${'/d'.repeat(folders - 1)}`)] }] }),
];

/** What comes just within the bound, what comes past it, and what is then said. */
const rows: Readonly<Record<string, readonly [within: readonly Fact[], past: readonly Fact[], said: RegExp]>> = {
  'roles that may be bound': [bindable(100, 10), bindable(2500, 10), /^escalate-rights in test: .*20000 roles/],
  'grants of one right to one identity': [
    givenOften(800, 'system:serviceaccount:shop:web'),
    [...givenOften(800, 'system:serviceaccount:shop:web'), ...givenOften(800)],
    /^escalate-rights in test\/shop\/web: .*1000 times/,
  ],
  'bindings of one name': [givenOften(1000), givenOften(1001), /^roles and bindings in test: more than 1000 of them /],
  'roles that take each other in': [takers(100), takers(2300), /^aggregated roles in test: /],
  'steps of rights together': [accounts(100, 10), accounts(1100, 50), /^escalate-rights in test: .*50000 ways/],
  'rules of policies about one pod': [
    pairs(150, 3),
    pairs(250, 3),
    /^network policies in test\/shop: more than 200 rules .* about one pod/,
  ],
  'rules of policies that meet': [pairs(20, 20), pairs(190, 190), /^network policies in test: .*200000 ways/],
  'networks of networks': [
    joined(8),
    joined(12),
    /^shared-network in shop: a container is on the network of another, .*8 of them/,
  ],
  'networks in a circle': [
    joined(3),
    joined(3, 'container:c0'),
    /^shared-network in shop: a container is on the network of another, .*8 of them/,
  ],
  'processes of one pod': [inOnePod(32), inOnePod(33), /^pod-mates in shop\/crowd: more than 32 containers/],
  'folders in folders': [deep(40), deep(41), /^shared-volume in docker\/test: .*40 folders deep/],
};
for (const [name, [within, past, said]] of Object.entries(rows)) {
  test(`a bound is told, and only past it: ${name}`, () => {
    const told = (facts: readonly Fact[]): ReturnType<typeof limitsOf> => {
      const world = sampleWorld(facts, 'all');
      buildGraph(world, new Set());
      return limitsOf(world);
    };
    assert.deepEqual(told(within), []);
    const limits = told(past);
    assert.ok(
      limits.some(({ why }) => said.test(why)),
      JSON.stringify(limits.slice(0, 3)),
    );
    assert.ok(limits.length <= 2, `${limits.length} are told`);
    assert.ok(limits.every(({ code, incomplete }) => code === 'limit-reached' && incomplete));
  });
}

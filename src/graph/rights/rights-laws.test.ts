// Laws on random clusters: a rule or a subject more never means less reach, the edits of the cut keep their
// promise, and what is large or odd stays quick.
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import type { Coverage, Fact } from '../../model/facts.ts';
import { declared } from '../../model/field.ts';
import { compareReach, reachLevels, type Reach } from '../../model/graph.ts';
import type { Workload } from '../../model/workload.ts';
import { buildGraph } from '../build.ts';
import { cutOf } from '../search/cut.ts';
import { reachOf } from '../search/reach.ts';
import { randomFacts, randomPods, randomRule, subjects } from '../samples/sample-clusters.ts';
import { applyEdit } from '../samples/sample-edits.ts';
import { sequence } from '../samples/sample-random.ts';
import { bindingSample, roleSample, ruleSample, secretSample } from '../samples/sample-rights.ts';
import { any } from '../samples/sample-says.ts';
import { sampleAt, sampleGraph, sampleWorkload, sampleWorld } from '../samples/sample-world.ts';

function reachesOf(pods: readonly Workload[], facts: readonly Fact[], known: Coverage): readonly Reach[] {
  return reachOf(
    sampleGraph(pods, { facts, known }),
    pods.map(({ id }) => id),
  );
}

test('a rule or a subject more never means less reach, for anyone', () => {
  const next = sequence(23);
  let higher = 0;
  for (let round = 0; round < 300; round += 1) {
    const pods = randomPods(next);
    const { roles, bindings, rest } = randomFacts(next);
    const known = any(next, ['all', 'some'] as const);
    const before = reachesOf(pods, [...roles, ...bindings, ...rest], known);
    const [lucky, more] = [next(roles.length), ruleSample(randomRule(next), 9)];
    const bound = next(bindings.length);
    const [subject] = bindingSample({ name: 'more', role: 'r0', to: [any(next, subjects)] }).subjects;
    assert.ok(subject);
    const ruled = roles.map((role, index) => (index === lucky ? { ...role, rules: [...role.rules, more] } : role));
    const joined = bindings.map((one, index) =>
      index === bound ? { ...one, subjects: [...one.subjects, subject] } : one,
    );
    for (const facts of [
      [...ruled, ...bindings, ...rest],
      [...roles, ...joined, ...rest],
    ]) {
      const after = reachesOf(pods, facts, known);
      for (const [index, { level, possible }] of before.entries()) {
        const now = after[index];
        assert.ok(
          now !== undefined && compareReach(level, now.level) <= 0 && compareReach(possible, now.possible) <= 0,
          JSON.stringify({ round, facts, before: before[index], now }),
        );
        if (compareReach(level, now.level) < 0) higher += 1;
      }
    }
  }
  assert.ok(higher > 25, `only ${higher} reached further`);
});

test('what the cut says of roles and bindings brings everything within the line', () => {
  const next = sequence(71);
  let helped = 0;
  for (let round = 0; round < 250; round += 1) {
    const pods = randomPods(next);
    const { roles, bindings, rest } = randomFacts(next);
    const facts = [...roles, ...bindings, ...rest];
    const line = reachLevels[next(3)] ?? 'contained';
    const ids = pods.map(({ id }) => id);
    const cut = cutOf(sampleGraph(pods, { facts, known: 'all' }), ids, line);
    const edits = cut.edits.flatMap(({ fix }) => fix.edits);
    const tokens = new Set(edits.filter(({ op }) => op === 'set').map(({ target }) => target.fact));
    const edited = edits.filter(({ op }) => op !== 'set').reduce(applyEdit, facts as readonly Fact[]);
    const quiet = pods.map((pod) => (tokens.has(pod.id) ? withoutToken(pod) : pod));
    for (const { workload, level } of reachesOf(quiet, edited, 'all'))
      if (!cut.left.includes(workload))
        assert.ok(compareReach(level, line) <= 0, JSON.stringify({ round, line, level, workload, facts, cut }));
    if (cut.edits.length > 0) helped += 1;
  }
  assert.ok(helped > 50, `only ${helped} needed a cut`);
});
function withoutToken(pod: Workload): Workload {
  const serviceAccountToken = declared(false, sampleAt());
  const containers = pod.containers.map((one) => ({ ...one, effective: { ...one.effective, serviceAccountToken } }));
  return { ...pod, containers };
}

test('a large cluster: as many edges as there are things to draw them for', () => {
  const count = { pods: 25_000, accounts: 2000, roles: 3000, namespaces: 200, nodes: 500 };
  const next = sequence(3);
  const ns = (index: number): string => `ns${index % count.namespaces}`;
  const pods = Array.from({ length: count.pods }, (_, index) => {
    const account = index % count.accounts;
    return sampleWorkload({
      engine: 'kubernetes',
      name: `p${index}`,
      project: ns(account),
      nodes: [`n${index % count.nodes}`],
      containers: [{ serviceAccount: `a${account}`, serviceAccountToken: true }],
    });
  });
  const facts: Fact[] = Array.from({ length: count.roles }, (_, index) => [
    roleSample({ name: `r${index}`, rules: [randomRule(next), randomRule(next)] }),
    bindingSample({
      name: `b${index}`,
      role: `r${index}`,
      namespace: ns(index),
      to: [`${ns(index)}/a${index % count.accounts}`, any(next, subjects)],
    }),
  ]).flat();
  const world = sampleWorld([...pods, ...facts], 'all');
  const own = new Set(['service-account', 'role-binding', 'all-of-a-kind', 'node-credentials', 'new-pods']);
  const started = performance.now();
  const graph = buildGraph(world, new Set());
  const took = performance.now() - started;
  const drawn = graph.edges.filter(({ rule }) => own.has(rule) || /-(?:pods|token|secrets|rights)$/.test(rule)).length;
  const things = count.pods * 4 + count.roles * 20 + count.namespaces * 20;
  assert.ok(drawn < things, `${drawn} edges`);
  assert.ok(took < 30_000, `${Math.round(took)} ms`);
});

const rbac = 'rbac.authorization.k8s.io';
const oddities: Readonly<Record<string, () => readonly Fact[]>> = {
  'ten thousand roles': () =>
    Array.from({ length: 10_000 }, (_, index) => roleSample({ name: `r${index}`, rules: ['* *'] })),
  'ten thousand roles of one name, and a binding for each': () =>
    Array.from({ length: 10_000 }, () => [
      roleSample({ name: 'r', rules: ['get secrets'] }),
      bindingSample({ name: 'b', role: 'r', to: ['shop/w0'] }),
    ]).flat(),
  'roles that all take from all others': () =>
    Array.from({ length: 300 }, (_, index) =>
      roleSample({ name: `r${index}`, rules: ['get secrets'], takes: 'x', labels: { x: 'true' } }),
    ),
  'ten thousand subjects, and ten thousand names that they may bind': () => [
    roleSample({
      name: 'r',
      rules: [`bind ${rbac}:clusterroles [${Array.from({ length: 10_000 }, (_, at) => `n${at}`).join(',')}]`],
    }),
    bindingSample({ name: 'b', role: 'r', to: Array.from({ length: 10_000 }, (_, at) => `shop/s${at}`) }),
  ],
  'ten thousand accounts, and a group of all with a thousand grants': () => [
    roleSample({
      name: 'r',
      rules: ['patch namespaces', 'create pods', `bind,create ${rbac}:clusterroles,rolebindings`],
    }),
    ...Array.from({ length: 1000 }, (_, at) =>
      bindingSample({ name: `g${at}`, role: 'r', namespace: `n${at}`, to: ['group:system:serviceaccounts'] }),
    ),
    bindingSample({
      name: 'b',
      role: 'r',
      namespace: 'n1',
      to: Array.from({ length: 10_000 }, (_, at) => `shop/s${at}`),
    }),
  ],
  'names that are ways': () => [
    bindingSample({ name: '../%2F*', role: 'cluster-admin', to: ['user:a/b%2F*', 'group:', 'group:/', 'user:\ud800'] }),
    secretSample({ name: '*', namespace: '*' }),
  ],
  'a role in a namespace that nobody has': () => [
    bindingSample({ name: 'b', role: 'Role gone', namespace: 'gone', to: ['gone/gone'] }),
  ],
};
for (const [name, make] of Object.entries(oddities)) {
  test(`rights stay bounded: ${name}`, () => {
    const pods = randomPods(sequence(1));
    const facts = make();
    const started = performance.now();
    const graph = sampleGraph(pods, { facts, known: 'all' });
    const [reach] = reachOf(
      graph,
      pods.map(({ id }) => id),
    );
    assert.ok(reach !== undefined);
    assert.ok(graph.edges.length < 200_000, `${graph.edges.length} edges`);
    assert.ok(performance.now() - started < 20_000);
  });
}

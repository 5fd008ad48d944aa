// The promise of the cut on models that have everything: containers, rights and policies of a cluster, or the services
// of an engine. Its edits are made to the facts, not to the graph, and all is asked again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../model/brand.ts';
import type { Fact, NetworkFact } from '../model/facts.ts';
import { compareReach, reachLevels, type Edge } from '../model/graph.ts';
import type { Workload } from '../model/workload.ts';
import { buildGraph, containerNode } from './build.ts';
import { cutOf } from './search/cut.ts';
import { reachOf } from './search/reach.ts';
import { namespaces, randomFacts } from './samples/sample-clusters.ts';
import { applyEdit } from './samples/sample-edits.ts';
import { sampleAdminPolicies } from './samples/sample-admin-policies.ts';
import { samplePolicies } from './samples/sample-policies.ts';
import { configSample } from './samples/sample-rights.ts';
import { sequence } from './samples/sample-random.ts';
import { any, privileges, randomHost, randomSays, together, type Pick } from './samples/sample-says.ts';
import { sampleHost, sampleWorkload, sampleWorld, type Says } from './samples/sample-world.ts';

interface Model {
  readonly facts: readonly Fact[];
  readonly weak: readonly string[];
}
const images = ['redis:7', 'mongo:8', 'registry.example.com/a:1'] as const;
function randomPorts(next: Pick): Says {
  const port = 8000 + next(3);
  const outside = next(2) === 0 ? { host: port } : {};
  return next(2) === 0 ? {} : { ports: [{ container: port, protocol: 'tcp', ...outside }] };
}
function randomPods(next: Pick): readonly Workload[] {
  return Array.from({ length: 2 + next(3) }, (_, index) =>
    sampleWorkload({
      engine: 'kubernetes',
      project: namespaces[index % 2] ?? 'shop',
      name: `w${index}`,
      labels: { app: any(next, ['x', 'y']), ...(next(2) === 0 && { tier: 'front' }) },
      image: any(next, images),
      ...(next(3) > 0 && { nodes: [any(next, ['n1', 'n2'])] }),
      containers: Array.from({ length: 1 + next(2) }, () => ({
        ...together(randomSays(next), randomPorts(next)),
        network: next(6) === 0 ? 'host' : 'pod',
        networks: [],
        serviceAccount: `w${index}`,
        serviceAccountToken: next(3) > 0,
      })),
    }),
  );
}
function randomCluster(next: Pick): Model {
  const { roles, bindings, rest } = randomFacts(next);
  const policies = samplePolicies(next).policies.map((one) => ({ ...one, namespace: any(next, namespaces) }));
  const host = sampleHost({ ...randomHost(next), engine: 'kubernetes', controlPlane: next(4) === 0 });
  const admin = next(3) === 0 ? sampleAdminPolicies(next) : [];
  const config = configSample('c', { PASSWORD: 'hunter2-Qx81vb' }, any(next, namespaces));
  const named = [...(next(3) > 0 ? policies : []), ...admin, ...(next(2) === 0 ? [config] : [])];
  const facts = [...randomPods(next), ...roles, ...bindings, ...rest, ...named, host];
  return { facts, weak: next(2) === 0 ? [] : [`w${next(3)}`] };
}
function randomProject(next: Pick): Model {
  const services = Array.from({ length: 2 + next(3) }, (_, index) =>
    sampleWorkload({
      name: `w${index}`,
      image: any(next, images),
      containers: [
        {
          ...together(randomSays(next), randomPorts(next)),
          ...(index > 0 && next(3) === 0 && { [any(next, ['pid', 'ipc'])]: `container:w${next(index)}` }),
          // Who joins the network of another is on none by name.
          ...(index > 0 && next(4) === 0 && { network: `container:w${next(index)}`, networks: [] }),
        },
      ],
    }),
  );
  const apart = ['bridge', 'front', 'back'].filter(() => next(4) === 0).map(isolatedNetwork);
  return { facts: [...services, ...apart, sampleHost(randomHost(next))], weak: next(2) === 0 ? [] : [`w${next(3)}`] };
}
function isolatedNetwork(name: string): NetworkFact {
  const id = toFactId('network', 'test', name);
  return {
    kind: 'network',
    id,
    scope: 'test',
    name,
    internal: false,
    isolated: true,
    observed: true,
    external: true,
    at: [],
  };
}
function isWorkload(fact: Fact): fact is Workload {
  return fact.kind === 'workload';
}
function graphOf({ facts, weak }: Model): ReturnType<typeof buildGraph> {
  const exploitable = facts
    .filter(isWorkload)
    .flatMap(({ id, name, containers }) =>
      weak.includes(name) ? containers.map((one) => containerNode(id, one.name)) : [],
    );
  return buildGraph(sampleWorld(facts, 'all'), new Set(exploitable));
}

test('the cut, made to models that have everything, brings all within the line', () => {
  const next = sequence(101);
  const rules = new Set<string>();
  let helped = 0;
  for (let round = 0; round < 1000; round += 1) {
    const model = next(3) === 0 ? randomProject(next) : randomCluster(next);
    const line = reachLevels[next(3)] ?? 'contained';
    const ids = model.facts.filter(isWorkload).map(({ id }) => id);
    const graph = graphOf(model);
    for (const { rule, assumes } of graph.edges) if (assumes.length === 0) rules.add(rule);
    const cut = cutOf(graph, ids, line);
    const facts = cut.edits.flatMap(({ fix }) => fix.edits).reduce(applyEdit, model.facts);
    const left = new Set(cut.left);
    for (const { workload, level, chains } of reachOf(graphOf({ ...model, facts }), ids))
      if (!left.has(workload))
        assert.ok(
          compareReach(level, line) <= 0,
          JSON.stringify({ round, line, level, workload, chains, edits: cut.edits }),
        );
    if (cut.edits.length > 0) helped += 1;
  }
  assert.ok(helped > 200, `only ${helped} models needed a cut`);
  const wanted: readonly Edge['rule'][] = [
    'privileged',
    'role-binding',
    'change-pods',
    'shared-network',
    'shared-volume',
  ];
  for (const rule of [...wanted, 'reach-ports', 'open-service', 'service-account', 'spoofed-peers', 'shared-namespace'])
    assert.ok(rules.has(rule), `${rule} was in none of them`);
});

test('a privilege more never lowers a level, in models that have everything', () => {
  const next = sequence(103);
  let higher = 0;
  for (let round = 0; round < 1000; round += 1) {
    const isProject = next(3) === 0;
    const model = isProject ? randomProject(next) : randomCluster(next);
    const ids = model.facts.filter(isWorkload).map(({ id }) => id);
    const lucky = ids[next(ids.length)];
    const { user, ...rest } = privileges[next(privileges.length)]?.(next) ?? {};
    // Who shares processes with it enters it as the same user: root is more for itself, and less for that one.
    const more: Says = user === undefined || isProject ? rest : { ...rest, user };
    const facts = model.facts.map((fact) => {
      if (fact.kind !== 'workload' || fact.id !== lucky) return fact;
      return { ...fact, containers: fact.containers.map((one, at) => (at === 0 ? withMore(one, more) : one)) };
    });
    const before = reachOf(graphOf(model), ids);
    const after = reachOf(graphOf({ ...model, facts }), ids);
    for (const [index, { level, possible }] of before.entries()) {
      const now = after[index];
      const says = JSON.stringify({ round, lucky, more, before: before[index], now });
      assert.ok(now !== undefined && compareReach(level, now.level) <= 0, says);
      assert.ok(compareReach(possible, now.possible) <= 0, says);
      if (compareReach(level, now.level) < 0) higher += 1;
    }
  }
  assert.ok(higher > 100, `only ${higher} reached further`);
});
/** Lists grow, settings are replaced. */
function withMore(container: Workload['containers'][number], more: Says): Workload['containers'][number] {
  const made = sampleWorkload({ containers: [more] }).containers[0];
  const entries = Object.entries(made?.declared ?? {}).map(([name, value]) => {
    const old: unknown = Object.entries(container.effective).find(([own]) => own === name)?.[1];
    return [
      name,
      Array.isArray(value) && Array.isArray(old) ? [...(old as unknown[]), ...(value as unknown[])] : value,
    ];
  });
  return { ...container, effective: { ...container.effective, ...Object.fromEntries(entries) } };
}

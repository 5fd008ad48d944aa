// Who reaches something and what falls with something are one question from its two ends, on random graphs; and both say
// what the levels say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, type FactId } from '../../model/brand.ts';
import { toNodeId, type Edge, type Graph, type GraphNode, type NodeId } from '../../model/graph.ts';
import { kindOfNode } from '../nodes.ts';
import { reachOf } from './reach.ts';
import { sequence } from '../samples/sample-random.ts';
import { waysBetween, whatFalls, whoReaches } from './ways.ts';

type Pick = (limit: number) => number;
const ids = Array.from({ length: 5 }, (_, index) => toFactId('workload', 'test', `w${index}`));
/** Workloads of up to two containers, things between, a host; steps that assume something, and steps of several needs. */
function randomGraph(next: Pick, needs: 'one' | 'several'): Graph {
  const containers = ids.flatMap((workload) =>
    Array.from({ length: 1 + next(2) }, (_, index): GraphNode => ({
      id: toNodeId('container', `${workload}/${index}`),
      kind: 'container',
      name: `${index}`,
      workload,
    })),
  );
  const others = (['volume:a', 'volume:b', 'network:a', 'engine:a', 'host:a', 'cluster:a'] as const).map(
    (id): GraphNode => ({ id, kind: kindOfNode(id), name: id }),
  );
  const nodes = [...containers, ...others];
  const any = (): NodeId => nodes[next(nodes.length)]?.id ?? 'host:a';
  const edges = Array.from({ length: 4 + next(22) }, (_, index): Edge => ({
    rule: `r${index}`,
    from: any(),
    to: any(),
    allOf: [],
    also: needs === 'several' && next(3) === 0 ? [any()] : [],
    blockedBy: [],
    assumes: next(3) === 0 ? [{ name: 'luck', why: `luck ${index}` }] : [],
    yields: [],
    why: '',
    fixes: [],
  }));
  return { nodes, edges };
}
const ofWorkload = ({ nodes }: Graph, id: FactId): readonly GraphNode[] =>
  nodes.filter(({ workload }) => workload === id);

for (const needs of ['one', 'several'] as const) {
  test(`from here to there, and there from here: the same answer, steps that need ${needs}`, () => {
    const next = sequence(needs === 'one' ? 3 : 7);
    let met = 0;
    for (let round = 0; round < 300; round += 1) {
      const graph = randomGraph(next, needs);
      const falls = new Map(ids.map((id) => [id, whatFalls(graph, ofWorkload(graph, id))]));
      for (const node of graph.nodes.filter(({ kind }) => kind !== 'container')) {
        const who = new Map(whoReaches(graph, [node]).map((way) => [ownerOf(graph, way.from), way]));
        for (const id of ids) {
          const there = falls.get(id)?.find(({ to }) => to === node.id);
          const here = who.get(id);
          const says = JSON.stringify({ round, node, id, here, there, graph });
          assert.deepEqual(here === undefined, there === undefined, says);
          assert.equal(here?.assumes.length === 0, there?.assumes.length === 0, says);
          if (needs === 'one') assert.equal(here?.steps.length, there?.steps.length, says);
          if (here !== undefined) met += 1;
        }
      }
    }
    assert.ok(met > 1000, `only ${met} ways`);
  });
  test(`every way is one that can be gone, steps that need ${needs}`, () => {
    const next = sequence(needs === 'one' ? 11 : 13);
    for (let round = 0; round < 200; round += 1) {
      const graph = randomGraph(next, needs);
      for (const id of ids) {
        const own = ofWorkload(graph, id);
        for (const way of whatFalls(graph, own)) {
          const got = new Set(own.map((node) => node.id));
          for (const { rule } of way.steps) {
            const edge = graph.edges.find((one) => one.rule === rule);
            assert.ok(edge !== undefined && [edge.from, ...edge.also].every((need) => got.has(need)));
            assert.ok(way.assumes.length > 0 || edge.assumes.length === 0);
            got.add(edge.to);
          }
          assert.equal(way.steps.at(-1)?.to, way.to);
        }
      }
    }
  });
  test(`who reaches the host has that level, steps that need ${needs}`, () => {
    const next = sequence(needs === 'one' ? 19 : 23);
    for (let round = 0; round < 300; round += 1) {
      const graph = randomGraph(next, needs);
      const nodes = graph.nodes.filter(({ kind }) => kind === 'host');
      const ways = new Map(whoReaches(graph, nodes).map((way) => [ownerOf(graph, way.from), way]));
      for (const { workload, chains } of reachOf(graph, ids)) {
        const chain = chains.find(({ to }) => to === 'node');
        if (chain === undefined) continue;
        const way = ways.get(workload);
        assert.equal(chain.assumes.length === 0, way?.assumes.length === 0);
      }
    }
  });
}
function ownerOf(graph: Graph, id: NodeId): FactId | undefined {
  return graph.nodes.find((node) => node.id === id)?.workload;
}
test('of two ways the one with fewer assumptions, then the one with fewer steps', () => {
  const [id] = ids;
  assert.ok(id !== undefined);
  const start: GraphNode = { id: toNodeId('container', `${id}/0`), kind: 'container', name: 'w0', workload: id };
  const step = (from: NodeId, to: NodeId, maybe?: 'maybe'): Edge => ({
    rule: `${from} ${to}`,
    from,
    to,
    allOf: [],
    also: [],
    blockedBy: [],
    assumes: maybe === undefined ? [] : [{ name: 'luck', why: 'luck' }],
    yields: [],
    why: '',
    fixes: [],
  });
  const others = (['volume:a', 'volume:b', 'host:a'] as const).map((one): GraphNode => ({
    id: one,
    kind: kindOfNode(one),
    name: one,
  }));
  const edges = [
    step(start.id, 'host:a', 'maybe'),
    step(start.id, 'volume:a'),
    step('volume:a', 'volume:b'),
    step('volume:b', 'host:a'),
    step('volume:a', 'host:a'),
  ];
  const [way] = whoReaches({ nodes: [start, ...others], edges }, others.slice(2));
  assert.deepEqual(
    way?.steps.map(({ to }) => to),
    ['volume:a', 'host:a'],
  );
});
test('where the bound on what is looked at is reached, that is said', () => {
  const [id] = ids;
  assert.ok(id !== undefined);
  const nodes = (['engine:a', 'host:a', `container:${id}/0`] as const).map((one): GraphNode => {
    const kind = kindOfNode(one);
    return { id: one, kind, name: one, ...(kind === 'container' && { workload: id }) };
  });
  const edge = { allOf: [], blockedBy: [], assumes: [], yields: [], why: '', fixes: [] };
  const graph: Graph = {
    nodes,
    edges: [
      { ...edge, rule: 'a', from: `container:${id}/0`, to: 'engine:a', also: [] },
      { ...edge, rule: 'b', from: `container:${id}/0`, to: 'host:a', also: ['engine:a'] },
    ],
  };
  const host = nodes.filter(({ kind }) => kind === 'host');
  let told = 0;
  const onLimit = (): void => {
    told += 1;
  };
  assert.equal(whoReaches(graph, host, { onLimit }).length, 1);
  assert.equal(told, 0);
  assert.equal(whoReaches(graph, host, { most: 1, onLimit }).length, 0);
  assert.ok(told > 0);
});

/** Every way without a round, tried one after the other. */
function allBetween({ edges }: Graph, starts: ReadonlySet<NodeId>, goals: ReadonlySet<NodeId>): readonly string[] {
  const found: string[] = [];
  const go = (node: NodeId, passed: readonly NodeId[], rules: readonly string[]): void => {
    if (goals.has(node)) {
      found.push(rules.join());
      return;
    }
    for (const { from, to, rule, also } of edges)
      if (from === node && also.length === 0 && !starts.has(to) && !passed.includes(to))
        go(to, [...passed, to], [...rules, rule]);
  };
  for (const start of starts) if (!goals.has(start)) go(start, [start], []);
  return found.toSorted();
}
test('the ways between two are all that there are, proven ones first, shortest first', () => {
  const next = sequence(29);
  let several = 0;
  for (let round = 0; round < 2000; round += 1) {
    const graph = randomGraph(next, round % 2 === 0 ? 'one' : 'several');
    const starts = ofWorkload(graph, ids[next(ids.length)] ?? toFactId('workload', 'test', 'none'));
    const nodes = graph.nodes.filter(() => next(5) === 0);
    const { ways, more } = waysBetween(graph, { starts, nodes }, { mostWays: 10_000 });
    const simple = ways.filter(({ steps }) =>
      steps.every(({ rule }) => graph.edges.find((edge) => edge.rule === rule)?.also.length === 0),
    );
    const [from, to] = [new Set(starts.map(({ id }) => id)), new Set(nodes.map(({ id }) => id))];
    assert.deepEqual(
      simple.map(({ steps }) => steps.map(({ rule }) => rule).join()).toSorted(),
      allBetween(graph, from, to),
      JSON.stringify({ round, graph }),
    );
    assert.ok(!more && ways.every((way) => from.has(way.from) && to.has(way.to)));
    const order = ways.map(({ assumes, steps }) => Math.min(1, assumes.length) * 1000 + steps.length);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    if (ways.length > 2) several += 1;
    const first = waysBetween(graph, { starts, nodes }, { mostWays: 1 });
    assert.equal(first.more, simple.length > 1);
    // What is found first is the cheapest.
    assert.equal(first.ways[0]?.assumes.length === 0, ways[0]?.assumes.length === 0);
  }
  assert.ok(several > 50, `only ${several} had several ways`);
});
test('among more ways than anybody looks at, the search ends and says so', () => {
  const nodes = Array.from({ length: 400 }, (_, index): GraphNode => {
    const id = toNodeId('network', `n${index}`);
    return { id, kind: 'network', name: id };
  });
  const edges = nodes.flatMap(({ id: from }) =>
    nodes.map(({ id: to }): Edge => ({
      rule: 'r',
      from,
      to,
      allOf: [],
      also: [],
      blockedBy: [],
      assumes: [],
      yields: [],
      why: '',
      fixes: [],
    })),
  );
  const ends = { starts: nodes.slice(0, 1), nodes: nodes.slice(-1) };
  const { ways, more } = waysBetween({ nodes, edges }, ends);
  assert.deepEqual([ways.length, ways[0]?.steps.length, more], [100, 1, true]);
  const few = waysBetween({ nodes, edges }, ends, { mostWays: 1_000_000 });
  assert.ok(few.more && few.ways.length < 1_000_000);
});

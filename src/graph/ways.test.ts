// Who reaches something and what falls with something are one question from its two ends, on random graphs; and both say
// what the levels say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, type FactId } from '../model/brand.ts';
import { toNodeId, type Edge, type Graph, type GraphNode, type NodeId } from '../model/graph.ts';
import { kindOfNode } from './nodes.ts';
import { reachOf } from './reach.ts';
import { sequence } from './sample-random.ts';
import { whatFalls, whoReaches } from './ways.ts';

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

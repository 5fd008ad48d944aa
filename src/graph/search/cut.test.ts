// The cut against every subset of fixes, and what it promises: its edits, made to the model, bring all within the line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, type FactId } from '../../model/brand.ts';
import type { Fix } from '../../model/edit.ts';
import { declared } from '../../model/field.ts';
import {
  compareReach,
  reachLevels,
  type Edge,
  type Graph,
  type GraphNode,
  type NodeId,
  type ReachLevel,
} from '../../model/graph.ts';
import { cutOf } from './cut.ts';
import { kindOfNode } from '../nodes.ts';
import { reachOf } from './reach.ts';
import { sequence } from '../samples/sample-random.ts';
import { bind, levelsOf, sampleAt, sampleGraph, sampleWorkload, volume, type Says } from '../samples/sample-world.ts';

const ids = (count: number): readonly FactId[] =>
  Array.from({ length: count }, (_, index) => toFactId('workload', 'test', `w${index}`));
const startOf = (id: FactId): NodeId => `container:${id}`;
const pass = (say: string): Fix => ({
  say,
  edits: [
    {
      op: 'unset',
      target: { fact: toFactId('workload', 'test', say) },
      field: 'pid',
      at: { path: 'compose.yaml', line: say.charCodeAt(0) },
    },
  ],
});
interface Step {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly fixes?: readonly string[];
  readonly also?: readonly NodeId[];
  readonly maybe?: true;
}
function toGraph(workloads: readonly FactId[], steps: readonly Step[]): Graph {
  const edges = steps.map(({ from, to, fixes, also, maybe }): Edge => ({
    rule: 'step',
    from,
    to,
    allOf: [],
    also: also ?? [],
    blockedBy: [],
    assumes: maybe ? [{ name: 'luck', why: '' }] : [],
    yields: [],
    why: '',
    fixes: (fixes ?? []).map(pass),
  }));
  const names = new Set<NodeId>([
    ...workloads.map(startOf),
    ...edges.flatMap(({ from, to, also }) => [from, to, ...also]),
  ]);
  const owner = new Map<NodeId, FactId>(workloads.map((id) => [startOf(id), id]));
  const nodes = [...names].map((id): GraphNode => {
    const workload = owner.get(id);
    return { id, kind: kindOfNode(id), name: id, ...(workload && { workload }) };
  });
  return { nodes, edges };
}
const names = (cut: ReturnType<typeof cutOf>): readonly string[] => cut.edits.map(({ fix }) => fix.say);

test('one edit that two workloads need beats one for each', () => {
  const [a, b] = ids(2);
  if (a === undefined || b === undefined) return assert.fail();
  const graph = toGraph(
    [a, b],
    [
      { from: startOf(a), to: 'engine:x', fixes: ['a'] },
      { from: startOf(b), to: 'engine:x', fixes: ['b'] },
      { from: 'engine:x', to: 'host:x', fixes: ['z'] },
    ],
  );
  const cut = cutOf(graph, [a, b], 'neighbours');
  assert.deepEqual(names(cut), ['z']);
  assert.equal(cut.bound, 1);
  assert.deepEqual(cut.edits[0]?.effect, [
    { workload: a, from: 'node', to: 'contained' },
    { workload: b, from: 'node', to: 'contained' },
  ]);
});
test('greed would take the edit that meets most ways first, and need one more', () => {
  const [a] = ids(1);
  if (a === undefined) return assert.fail();
  const ways = ['gxp', 'gxq', 'gyr', 'gys', 'xt', 'yu'];
  const steps = ways.map((fixes, index): Step => ({ from: startOf(a), to: `host:${index}`, fixes: [...fixes] }));
  const cut = cutOf(toGraph([a], steps), [a], 'neighbours');
  assert.deepEqual([names(cut), cut.bound], [['x', 'y'], 2]);
});
test('a workload that no edit helps is left, and does not keep the others from being helped', () => {
  const [a, b] = ids(2);
  if (a === undefined || b === undefined) return assert.fail();
  const graph = toGraph(
    [a, b],
    [
      { from: startOf(a), to: 'host:x', fixes: ['a'] },
      { from: startOf(a), to: 'host:x' },
      { from: startOf(b), to: 'host:x', fixes: ['b'] },
    ],
  );
  const cut = cutOf(graph, [a, b], 'neighbours');
  assert.deepEqual([names(cut), cut.left], [['b'], [a]]);
});
test('nothing over the line needs nothing, and what is only possible is not over it', () => {
  const [a] = ids(1);
  if (a === undefined) return assert.fail();
  const graph = toGraph([a], [{ from: startOf(a), to: 'host:x', fixes: ['a'], maybe: true }]);
  assert.deepEqual(cutOf(graph, [a], 'neighbours'), { edits: [], bound: 0, left: [] });
});
test('the same edit under other words is one edit', () => {
  const at = sampleAt();
  const shared: Fix = {
    say: 'one',
    edits: [{ op: 'unset', target: { fact: toFactId('workload', 'test', 'p') }, field: 'pid', at }],
  };
  const [a] = ids(1);
  if (a === undefined) return assert.fail();
  const graph = toGraph(
    [a],
    [
      { from: startOf(a), to: 'host:x' },
      { from: startOf(a), to: 'host:y' },
    ],
  );
  const edges = graph.edges.map((edge, index): Edge => ({ ...edge, fixes: [{ ...shared, say: `words ${index}` }] }));
  assert.equal(cutOf({ ...graph, edges }, [a], 'neighbours').edits.length, 1);
});

test('as few edits as any subset, on random graphs; with them all is within the line', () => {
  const next = sequence(2026);
  let several = 0;
  let greedyIsWorse = 0;
  for (let round = 0; round < 500; round += 1) {
    const workloads = ids(1 + next(4));
    const graph = round % 3 === 0 ? entangledGraph(workloads, next) : randomGraph(workloads, next);
    const line = reachLevels[next(3)] ?? 'node';
    const cut = cutOf(graph, workloads, line);
    const says = JSON.stringify({ round, line, cut, edges: graph.edges });
    const fixed = without(graph, new Set(names(cut)));
    for (const { workload, level } of reachOf(fixed, workloads))
      if (!cut.left.includes(workload)) assert.ok(compareReach(level, line) <= 0, says);
    const { best, left, greedy } = fewest(graph, workloads, line);
    assert.deepEqual([cut.edits.length, cut.left.length], [best, left], says);
    assert.equal(cut.bound, cut.edits.length, says);
    assert.ok(
      cut.edits.every(({ effect }) => effect.length > 0),
      says,
    );
    if (cut.edits.length > 1) several += 1;
    if (greedy > best) greedyIsWorse += 1;
  }
  assert.ok(greedyIsWorse >= 5, `greed was wrong on ${greedyIsWorse} graphs`);
  assert.ok(several > 60, `only ${several} graphs needed several edits`);
});
test('reach is what following every step gives, on random graphs', () => {
  const next = sequence(99);
  for (let round = 0; round < 400; round += 1) {
    const workloads = ids(1 + next(4));
    const graph = randomGraph(workloads, next);
    for (const { workload, level, possible, chains } of reachOf(graph, workloads)) {
      const says = JSON.stringify({ round, workload, edges: graph.edges });
      assert.equal(
        level,
        followed(graph, workload, (edge) => edge.assumes.length === 0),
        says,
      );
      assert.equal(
        possible,
        followed(graph, workload, () => true),
        says,
      );
      assert.equal(chains[0]?.to ?? 'contained', possible, says);
      for (const { steps } of chains) {
        const seen = new Set<NodeId>([startOf(workload)]);
        for (const { from, to } of steps) {
          assert.ok(seen.has(from), says);
          seen.add(to);
        }
      }
    }
  }
});

const hubs: readonly NodeId[] = ['network:n', 'volume:v', 'engine:e', 'host:h', 'cluster:c', 'cloud:a'];
function randomGraph(workloads: readonly FactId[], next: (limit: number) => number): Graph {
  const places = [...workloads.map(startOf), ...hubs];
  const place = (): NodeId => places[next(places.length)] ?? 'host:h';
  const fixNames = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const steps = Array.from({ length: 5 + next(16) }, (): Step => {
    const fixes = Array.from({ length: next(8) === 0 ? 0 : 1 + next(3) }, () => fixNames[next(fixNames.length)] ?? 'a');
    return {
      from: place(),
      to: place(),
      fixes: [...new Set(fixes)],
      ...(next(5) === 0 && { also: [place()] }),
      ...(next(6) === 0 && { maybe: true as const }),
    };
  });
  return toGraph(workloads, steps);
}
/** Many short ways, each closed by a few edits that it shares with others: here greed goes wrong now and then. */
function entangledGraph(workloads: readonly FactId[], next: (limit: number) => number): Graph {
  const fixNames = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const [start] = workloads;
  const steps = Array.from({ length: 8 + next(10) }, (_, index): Step => {
    const fixes = Array.from({ length: 3 }, () => fixNames[next(fixNames.length)] ?? 'a');
    return { from: start === undefined ? 'engine:e' : startOf(start), to: `host:${index}`, fixes: [...new Set(fixes)] };
  });
  return toGraph(workloads, steps);
}
function without({ nodes, edges }: Graph, removed: ReadonlySet<string>): Graph {
  return { nodes, edges: edges.filter(({ fixes }) => !fixes.some(({ say }) => removed.has(say))) };
}
/** Plainly: everything that can be taken, until nothing more can. */
function followed(graph: Graph, workload: FactId, usable: (edge: Edge) => boolean, whole = graph): ReachLevel {
  const reached = new Set<NodeId>([startOf(workload)]);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const edge of graph.edges)
      if (usable(edge) && [edge.from, ...edge.also].every((id) => reached.has(id))) reached.add(edge.to);
  }
  const owner = new Map(graph.nodes.map((node) => [node.id, node.workload]));
  const usersOf = (id: NodeId): readonly (FactId | undefined)[] =>
    whole.edges.filter((edge) => edge.from === id || edge.also.includes(id)).map(({ to }) => owner.get(to));
  const isAnother = (id: FactId | undefined): boolean => id !== undefined && id !== workload;
  const levels = [...reached].map((id): ReachLevel => {
    const kind = kindOfNode(id);
    if (kind === 'host') return 'node';
    if (kind === 'cluster' || kind === 'cloud') return kind;
    const others = kind === 'volume' ? usersOf(id).some(isAnother) : isAnother(owner.get(id));
    return others ? 'neighbours' : 'contained';
  });
  return levels.sort(compareReach).at(-1) ?? 'contained';
}
/** Every subset of edits, and what taking the edit that closes most ways first, again and again, comes to. */
function fewest(
  graph: Graph,
  workloads: readonly FactId[],
  line: ReachLevel,
): { readonly best: number; readonly left: number; readonly greedy: number } {
  const all = [...new Set(graph.edges.flatMap(({ fixes }) => fixes.map(({ say }) => say)))];
  const over = (removed: ReadonlySet<string>): readonly FactId[] =>
    workloads.filter(
      (id) =>
        compareReach(
          followed(without(graph, removed), id, (edge) => edge.assumes.length === 0, graph),
          line,
        ) > 0,
    );
  const left = over(new Set(all));
  let best = all.length;
  const open: number[] = [];
  const whole = 2 ** all.length - 1;
  for (let mask = 0; mask <= whole; mask += 1) {
    const removed = new Set(all.filter((_, index) => mask & (1 << index)));
    if (over(removed).length > left.length) open.push(whole - mask);
    else if (removed.size < best) best = removed.size;
  }
  // What stays is enough for a way: of these the smallest are the ways.
  const ways = open.filter((way) => !open.some((other) => other !== way && (other & way) === other));
  return { best, left: left.length, greedy: greedily(ways, all.length) };
}
function greedily(ways: readonly number[], fixes: number): number {
  let count = 0;
  for (let rest = ways; rest.length > 0; count += 1) {
    const uses = Array.from({ length: fixes }, (_, fix) => rest.filter((way) => way & (1 << fix)).length);
    const most = uses.indexOf(Math.max(...uses));
    rest = rest.filter((way) => !(way & (1 << most)));
  }
  return count;
}

test('a shop: the socket and the privileged job go, the rest stays as it is', () => {
  const edge = sampleWorkload({
    name: 'edge',
    containers: [{ mounts: [bind('/var/run/docker.sock', 'ro')], capDrop: ['NET_RAW'] }],
  });
  const web = sampleWorkload({ name: 'web', containers: [{ mounts: [volume('uploads')] }] });
  const job = sampleWorkload({ name: 'job', containers: [{ privileged: true, mounts: [volume('uploads')] }] });
  const workloads = [edge, web, job];
  const graph = sampleGraph(workloads);
  const list = workloads.map(({ id }) => id);
  assert.deepEqual(levelsOf(reachOf(graph, list)), ['node', 'neighbours', 'node']);
  const cut = cutOf(graph, list, 'neighbours');
  assert.deepEqual(names(cut), ['remove the engine socket', 'switch privileged mode off']);
  assert.deepEqual(
    cut.edits.map(({ effect }) => effect),
    [[{ workload: edge.id, from: 'node', to: 'contained' }], [{ workload: job.id, from: 'node', to: 'neighbours' }]],
  );
});
test('what privileged mode hid comes to light with it, so the cut takes both away', () => {
  const web = sampleWorkload({ containers: [{ privileged: true, capAdd: ['SYS_MODULE'], network: 'none' }] });
  const cut = cutOf(sampleGraph([web]), [web.id], 'neighbours');
  assert.deepEqual(names(cut).toSorted(), ['remove the capability SYS_MODULE', 'switch privileged mode off']);
});
test('a namespace of the host that a pod shares is one edit, however many containers it has', () => {
  const says = { pid: 'host', capAdd: ['SYS_PTRACE'], apparmor: { type: 'unconfined' } } as const;
  const pod = sampleWorkload({ engine: 'kubernetes', containers: [says, says, says] });
  const cut = cutOf(sampleGraph([pod]), [pod.id], 'neighbours');
  assert.deepEqual(names(cut), ['give it its own process namespace']);
});
test('a pod that its node makes of a file of its own is not changed through what the cluster tells of it', () => {
  const ofNode = sampleWorkload({
    name: 'etcd',
    engine: 'kubernetes',
    containers: [{ mounts: [bind('/var/lib/etcd')] }],
  });
  const list = [ofNode.id];
  const cutFor = (type: string): ReturnType<typeof cutOf> =>
    cutOf(sampleGraph([{ ...ofNode, owner: { type, name: 'n1' } }]), list, 'neighbours');
  assert.deepEqual(cutFor('Node').edits, []);
  assert.deepEqual(cutFor('Node').left, list);
  assert.equal(cutFor('DaemonSet').edits.length, 1);
});
test('an edit says what ends with it where the image is there for just that', () => {
  const rows: readonly (readonly [image: string, says: Says, say: string])[] = [
    ['containrrr/watchtower:1.7.1', { mounts: [bind('/run/docker.sock')] }, ', without which it does nothing'],
    ['docker.io/traefik:v3', { mounts: [bind('/run/docker.sock')] }, ', by which it may find its routes'],
    ['lscr.io/linuxserver/socket-proxy', { mounts: [bind('/run/docker.sock')] }, ', which it is there to hand on'],
    ['registry.example/web:1', { mounts: [bind('/run/docker.sock')] }, ''],
    ['docker:27-dind', { privileged: true }, ', without which its engine does not start'],
    ['docker:27-cli', { privileged: true }, ''],
  ];
  for (const [image, says, say] of rows) {
    const one = sampleWorkload({ name: 'one', containers: [says] });
    const containers = one.containers.map((box) => ({ ...box, image: declared(image, sampleAt()) }));
    const cut = cutOf(sampleGraph([{ ...one, containers }]), [one.id], 'neighbours');
    const what = says.privileged === true ? 'switch privileged mode off' : 'remove the engine socket';
    assert.deepEqual(names(cut), [`${what}${say}`], image);
  }
});

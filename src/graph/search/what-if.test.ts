// What is left once edits are made: all of the cut brings everything within the line, and no edit makes it worse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareReach, reachLevels } from '../../model/graph.ts';
import { cutOf, fixesOfEdges, keyOf } from './cut.ts';
import { reachOf } from './reach.ts';
import { sequence } from '../samples/sample-random.ts';
import { bind, sampleGraph, sampleWorkload, volume, type Says } from '../samples/sample-world.ts';
import { fallsWithout, reachWithout } from './what-if.ts';

const privileges: readonly Says[] = [
  {},
  { privileged: true },
  { capAdd: ['SYS_ADMIN'], apparmor: { type: 'unconfined' } },
  { mounts: [bind('/run/docker.sock')] },
  { mounts: [bind('/'), volume('a')] },
  { mounts: [volume('a')] },
  { mounts: [volume('a', 'ro')] },
  { networks: ['front'] },
];
test('without all edits of the cut everything is within the line', () => {
  const next = sequence(29);
  let helped = 0;
  for (let round = 0; round < 200; round += 1) {
    const workloads = Array.from({ length: 1 + next(4) }, (_, index) =>
      sampleWorkload({ name: `w${index}`, containers: [privileges[next(privileges.length)] ?? {}] }),
    );
    const ids = workloads.map(({ id }) => id);
    const graph = sampleGraph(workloads, { weak: [`w${next(4)}`] });
    const line = reachLevels[next(2)] ?? 'contained';
    const cut = cutOf(graph, ids, line);
    const fixes = fixesOfEdges(graph.edges, () => true);
    const keys = new Set(cut.edits.map(({ fix }) => keyOf(fix)));
    const made = new Set(
      [...fixes.fixes.keys()].filter((number) => keys.has(keyOf(fixes.fixes[number] ?? { say: '', edits: [] }))),
    );
    assert.equal(made.size, cut.edits.length);
    const before = reachOf(graph, ids);
    const after = reachWithout(graph, ids, { fixes, made });
    for (const [index, { workload, level, possible }] of after.entries()) {
      const was = before[index];
      assert.ok(was !== undefined && compareReach(level, was.level) <= 0 && compareReach(possible, was.possible) <= 0);
      if (!cut.left.includes(workload))
        assert.ok(compareReach(level, line) <= 0, JSON.stringify({ round, workload, level, line }));
    }
    const falls = fallsWithout(graph, before, { fixes, made });
    assert.deepEqual(
      falls.map(({ workload, to }) => [workload, to]),
      after
        .filter(({ level }, index) => before[index]?.level !== level)
        .map(({ workload, level }) => [workload, level]),
    );
    if (cut.edits.length > 0) helped += 1;
  }
  assert.ok(helped > 60, `only ${helped} models needed a cut`);
});
test('no edits leave everything as it is', () => {
  const graph = sampleGraph([sampleWorkload({ containers: [{ privileged: true }] })]);
  const ids = graph.nodes.flatMap(({ workload }) => workload ?? []);
  const fixes = fixesOfEdges(graph.edges, () => true);
  assert.deepEqual(reachWithout(graph, ids, { fixes, made: new Set() }), reachOf(graph, ids));
});

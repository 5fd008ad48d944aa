// Laws on random models: a privilege more never means less reach, and the edits of the cut keep their promise once
// they are really made.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKnown } from '../model/field.ts';
import { compareReach, reachLevels, type Reach } from '../model/graph.ts';
import type { Mount, Workload } from '../model/workload.ts';
import { cutOf } from './search/cut.ts';
import { reachOf } from './search/reach.ts';
import { editedWorkload } from './samples/sample-edits.ts';
import { sequence } from './samples/sample-random.ts';
import {
  any,
  blockers,
  privileges,
  protections,
  randomHost,
  randomSays,
  together,
  type Pick,
} from './samples/sample-says.ts';
import { sampleGraph, sampleHost, sampleWorkload, volume, type HostSample, type Says } from './samples/sample-world.ts';

function toWorkloads(all: readonly (readonly Says[])[], engine: 'docker' | 'kubernetes'): readonly Workload[] {
  return all.map((containers, index) =>
    sampleWorkload({ name: `w${index}`, engine, containers, ...(engine === 'kubernetes' && { nodes: ['n1'] }) }),
  );
}
function reachesOf(
  workloads: readonly Workload[],
  weak: readonly string[],
  hosts: readonly HostSample[] = [],
): readonly Reach[] {
  return reachOf(
    sampleGraph(workloads, { weak, facts: hosts.map(sampleHost) }),
    workloads.map(({ id }) => id),
  );
}

/** Two models that differ in one thing, and the reach of all their workloads in either. */
function* pairs(
  seed: number,
  change: (next: Pick, host: HostSample) => { readonly says: Says; readonly host: HostSample },
): Iterable<{ readonly before: readonly Reach[]; readonly after: readonly Reach[]; readonly text: string }> {
  const next = sequence(seed);
  for (let round = 0; round < 1000; round += 1) {
    const engine = any(next, ['docker', 'kubernetes'] as const);
    const all = Array.from({ length: 1 + next(3) }, () => Array.from({ length: 1 + next(2) }, () => randomSays(next)));
    const weak = next(2) === 0 ? [] : [`w${next(3)}`];
    const host = { ...randomHost(next), engine };
    const told = next(3) > 0;
    const { says, host: other } = change(next, host);
    const lucky = next(all.length);
    const changed = all.map((own, index) =>
      index === lucky ? own.map((one, at) => (at === 0 ? together(one, says) : one)) : own,
    );
    const before = reachesOf(toWorkloads(all, engine), weak, told ? [host] : []);
    const after = reachesOf(toWorkloads(changed, engine), weak, told ? [other] : []);
    const text = JSON.stringify({ round, engine, all, lucky, says, host, other, told, before, after });
    yield { before, after, text };
  }
}
function assertNoneLess(less: readonly Reach[], more: readonly Reach[], text: string): void {
  for (const [index, { level, possible }] of less.entries()) {
    const other = more[index];
    assert.ok(other !== undefined && compareReach(level, other.level) <= 0, text);
    assert.ok(compareReach(possible, other.possible) <= 0, text);
  }
}

test('a privilege more never means less reach, for anyone', () => {
  const withOne = (next: Pick, host: HostSample): { says: Says; host: HostSample } => ({
    says: privileges[next(privileges.length)]?.(next) ?? {},
    host,
  });
  for (const { before, after, text } of pairs(5, withOne)) assertNoneLess(before, after, text);
});
test('a protection less on the host never means less reach, for anyone', () => {
  const unprotected = (next: Pick, host: HostSample): { says: Says; host: HostSample } => ({
    says: {},
    host: { ...host, uses: { ...host.uses, [any(next, protections)]: false }, ...(next(2) === 0 && { cgroup: 1 }) },
  });
  for (const { before, after, text } of pairs(7, unprotected)) assertNoneLess(before, after, text);
});
test('a protection more, on the container or its host, never means more reach, for anyone', () => {
  const guarded = (next: Pick, host: HostSample): { says: Says; host: HostSample } =>
    next(2) === 0
      ? { says: blockers[next(blockers.length)]?.(next) ?? {}, host }
      : { says: {}, host: { ...host, uses: { ...host.uses, [any(next, protections)]: true } } };
  for (const { before, after, text } of pairs(11, guarded)) assertNoneLess(after, before, text);
});

test('the cut, made to the model, brings everything within the line', () => {
  const next = sequence(17);
  let helped = 0;
  for (let round = 0; round < 250; round += 1) {
    const engine = any(next, ['docker', 'kubernetes'] as const);
    const all = Array.from({ length: 1 + next(4) }, () => Array.from({ length: 1 + next(2) }, () => randomSays(next)));
    const weak = next(2) === 0 ? [] : [`w${next(3)}`];
    const workloads = toWorkloads(all, engine);
    const line = reachLevels[next(2)] ?? 'contained';
    const list = workloads.map(({ id }) => id);
    const cut = cutOf(sampleGraph(workloads, { weak }), list, line);
    const edited = cut.edits
      .flatMap(({ fix }) => fix.edits)
      .reduce<readonly Workload[]>((made, edit) => made.map((one) => editedWorkload(one, edit)), workloads);
    for (const { workload, level } of reachesOf(edited, weak))
      if (!cut.left.includes(workload))
        assert.ok(compareReach(level, line) <= 0, JSON.stringify({ round, line, level, workload, all, cut }));
    assert.equal(cut.bound, cut.edits.length);
    if (cut.edits.length > 0) helped += 1;
  }
  assert.ok(helped > 80, `only ${helped} models needed a cut`);
});

test('a mount made read-only stays', () => {
  const mounts: readonly Mount[] = [volume('files')];
  const pair = toWorkloads([[{ mounts }], [{ mounts: [volume('files', 'ro')] }]], 'docker');
  const cut = cutOf(
    sampleGraph(pair),
    pair.map(({ id }) => id),
    'contained',
  );
  const [first] = cut.edits
    .flatMap(({ fix }) => fix.edits)
    .reduce<readonly Workload[]>((made, edit) => made.map((one) => editedWorkload(one, edit)), pair);
  assert.deepEqual(
    first?.containers[0]?.effective.mounts.map((field) => isKnown(field) && field.value.readOnly),
    [true],
  );
});

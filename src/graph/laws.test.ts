// Laws on random models: a privilege more never means less reach, and the edits of the cut keep their promise once
// they are really made.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declared, isKnown, unseen, type Field } from '../model/field.ts';
import type { ModelEdit } from '../model/edit.ts';
import { compareReach, reachLevels, type Reach } from '../model/graph.ts';
import type { Container, Mount, Workload } from '../model/workload.ts';
import { cutOf } from './cut.ts';
import { reachOf } from './reach.ts';
import { sequence } from './sample-random.ts';
import { bind, sampleAt, sampleGraph, sampleWorkload, volume, type Says } from './sample-world.ts';

type Pick = (limit: number) => number;
const any = <T>(next: Pick, values: readonly [T, ...T[]]): T => values[next(values.length)] ?? values[0];

/** Each is more than the container had before, whatever that was. */
const privileges: readonly ((next: Pick) => Says)[] = [
  () => ({ privileged: true }),
  (next) => ({ pid: any(next, ['host', 'host'] as const) }),
  () => ({ ipc: 'host' }),
  () => ({ apparmor: { type: 'unconfined' } }),
  () => ({ seccomp: { type: 'unconfined' } }),
  () => ({ procUnmasked: true }),
  (next) => ({
    capAdd: [any(next, ['SYS_ADMIN', 'SYS_PTRACE', 'SYS_MODULE', 'DAC_READ_SEARCH', 'ALL', 'NET_ADMIN'] as const)],
  }),
  (next) => ({
    mounts: [
      any(next, [
        bind('/'),
        bind('/etc', 'ro'),
        bind('/srv'),
        bind('/srv/a'),
        bind('/run/docker.sock'),
        bind('/proc', 'ro'),
        volume('a'),
        volume('b', 'ro'),
        bind('/var/log'),
      ] as const),
    ],
  }),
  () => ({ devices: [{ host: '/dev/sda' }] }),
  (next) => ({ networks: [any(next, ['front', 'back'] as const)] }),
  (next) => ({ user: any(next, ['root', '0:0', ''] as const) }),
];
const starts: readonly [() => Says, ...(() => Says)[]] = [
  () => ({}),
  () => ({ user: '1000' }),
  () => ({ user: unseen('the image was not looked at') }),
  () => ({ userNamespace: true }),
  () => ({ runtime: 'runsc' }),
  () => ({ capDrop: ['ALL'] }),
];

function together(a: Says, b: Says): Says {
  const lists = ['capAdd', 'mounts', 'devices', 'networks'] as const;
  const merged = lists.map((name) => [name, [...(a[name] ?? []), ...(b[name] ?? [])]]);
  return { ...a, ...b, ...Object.fromEntries(merged.filter(([, list]) => (list?.length ?? 0) > 0)) };
}
function randomSays(next: Pick): Says {
  let says: Says = { networks: ['front'], ...any(next, starts)() };
  for (let count = next(3); count > 0; count -= 1)
    says = together(says, privileges[next(privileges.length)]?.(next) ?? {});
  return says;
}
function toWorkloads(all: readonly (readonly Says[])[], engine: 'docker' | 'kubernetes'): readonly Workload[] {
  return all.map((containers, index) => sampleWorkload({ name: `w${index}`, engine, containers }));
}
function reachesOf(workloads: readonly Workload[], weak: readonly string[]): readonly Reach[] {
  return reachOf(
    sampleGraph(workloads, { weak }),
    workloads.map(({ id }) => id),
  );
}

test('a privilege more never means less reach, for anyone', () => {
  const next = sequence(5);
  for (let round = 0; round < 250; round += 1) {
    const engine = any(next, ['docker', 'kubernetes'] as const);
    const all = Array.from({ length: 1 + next(3) }, () => Array.from({ length: 1 + next(2) }, () => randomSays(next)));
    const weak = next(2) === 0 ? [] : [`w${next(3)}`];
    const before = reachesOf(toWorkloads(all, engine), weak);
    const gained = privileges[next(privileges.length)]?.(next) ?? {};
    const lucky = next(all.length);
    const more = all.map((own, index) =>
      index === lucky ? own.map((says, at) => (at === 0 ? together(says, gained) : says)) : own,
    );
    const after = reachesOf(toWorkloads(more, engine), weak);
    for (const [index, { level, possible }] of before.entries()) {
      const now = after[index];
      const says = JSON.stringify({ round, all, gained, lucky, before, after });
      assert.ok(
        now !== undefined && compareReach(level, now.level) <= 0 && compareReach(possible, now.possible) <= 0,
        says,
      );
    }
  }
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
    const edited = cut.edits.flatMap(({ fix }) => fix.edits).reduce(apply, workloads);
    for (const { workload, level } of reachesOf(edited, weak))
      if (!cut.left.includes(workload))
        assert.ok(compareReach(level, line) <= 0, JSON.stringify({ round, line, level, workload, all, cut }));
    assert.equal(cut.bound, cut.edits.length);
    if (cut.edits.length > 0) helped += 1;
  }
  assert.ok(helped > 80, `only ${helped} models needed a cut`);
});

/** As a file's writer would: a namespace that a pod shares is set once for the pod. */
function apply(workloads: readonly Workload[], edit: ModelEdit): readonly Workload[] {
  return workloads.map((workload) => {
    if (workload.id !== edit.target.fact) return workload;
    const whole =
      edit.op === 'unset' && workload.engine === 'kubernetes' && ['pid', 'ipc', 'network'].includes(edit.field);
    const containers = workload.containers.map((one) =>
      whole || one.name === edit.target.container ? edited(one, edit) : one,
    );
    return { ...workload, containers };
  });
}
function edited(container: Container, edit: ModelEdit): Container {
  if (edit.op === 'set' || edit.op === 'unset') {
    const base = sampleWorkload({ containers: [{}] }).containers[0]?.effective;
    const value = edit.op === 'set' ? declared(edit.value, sampleAt()) : base?.[edit.field];
    const { [edit.field]: _gone, ...rest } = container.declared;
    const kept = edit.op === 'set' ? { ...rest, [edit.field]: value } : rest;
    return { ...container, declared: kept, effective: { ...container.effective, [edit.field]: value } };
  }
  if (edit.op !== 'remove' && edit.op !== 'add') throw new Error(`no such edit here: ${edit.op}`);
  const list: readonly Field<unknown>[] = container.effective[edit.field];
  const left =
    edit.op === 'add'
      ? [...list, declared(edit.value, sampleAt())]
      : list.filter(
          (field) => !isKnown(field) || JSON.stringify(field.from) !== JSON.stringify(declared('', edit.at).from),
        );
  assert.ok(edit.op === 'add' || left.length < list.length, 'the edit removes something');
  return {
    ...container,
    effective: { ...container.effective, [edit.field]: left },
  };
}

test('a mount made read-only stays', () => {
  const mounts: readonly Mount[] = [volume('files')];
  const pair = toWorkloads([[{ mounts }], [{ mounts: [volume('files', 'ro')] }]], 'docker');
  const cut = cutOf(
    sampleGraph(pair),
    pair.map(({ id }) => id),
    'contained',
  );
  const [first] = cut.edits.flatMap(({ fix }) => fix.edits).reduce(apply, pair);
  assert.deepEqual(
    first?.containers[0]?.effective.mounts.map((field) => isKnown(field) && field.value.readOnly),
    [true],
  );
});

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
import {
  bind,
  sampleAt,
  sampleGraph,
  sampleHost,
  sampleWorkload,
  volume,
  type HostSample,
  type Says,
} from './sample-world.ts';

type Pick = (limit: number) => number;
const any = <T>(next: Pick, values: readonly [T, ...T[]]): T => values[next(values.length)] ?? values[0];

const capabilities = [
  'ALL',
  'AUDIT_READ',
  'BPF',
  'DAC_READ_SEARCH',
  'IPC_OWNER',
  'MKNOD',
  'NET_ADMIN',
  'NET_RAW',
  'PERFMON',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_TIME',
] as const;
const mountable: readonly [Mount, ...Mount[]] = [
  bind('/'),
  bind('/etc', 'ro'),
  bind('/srv'),
  bind('/srv/a'),
  bind('/run/docker.sock'),
  bind('/run/user/1000/docker.sock'),
  bind('/run/buildkit/buildkitd.sock'),
  bind('/run/dbus/system_bus_socket'),
  bind('/proc', 'ro'),
  bind('/sys/fs/cgroup'),
  { ...bind('/srv/shared'), propagation: 'shared' },
  volume('a'),
  volume('b', 'ro'),
  bind('/var/log'),
];
const devices = ['/dev/sda', '/dev/mem', '/dev/sg0', '/dev/watchdog', '/dev/shm', '/dev/kvm', '/dev/tpm0'] as const;

/** Each is more than the container had before, whatever that was; the network of the host is another one, and not more. */
const privileges: readonly ((next: Pick) => Says)[] = [
  () => ({ privileged: true }),
  () => ({ pid: 'host' }),
  () => ({ ipc: 'host' }),
  () => ({ uts: 'host' }),
  () => ({ cgroup: 'host' }),
  () => ({ apparmor: { type: 'unconfined' } }),
  () => ({ selinuxDisabled: true }),
  () => ({ seccomp: { type: 'unconfined' } }),
  () => ({ procUnmasked: true }),
  () => ({ noNewPrivileges: false }),
  () => ({ memoryLimit: -1, cpuLimit: -1, pidsLimit: -1 }),
  () => ({ hostProcess: true }),
  () => ({ useApiSocket: true }),
  () => ({ sysctls: [{ name: 'net.ipv4.ip_forward', value: '1' }] }),
  (next) => ({ capAdd: [any(next, capabilities)] }),
  (next) => ({ capAdd: [any(next, capabilities)] }),
  (next) => ({ mounts: [any(next, mountable)] }),
  (next) => ({ mounts: [any(next, mountable)] }),
  (next) => ({ devices: [{ host: any(next, devices) }] }),
  (next) => ({ deviceRules: [any(next, ['a *:* rwm', 'b 8:* r', 'c 1:3 rw'] as const)] }),
  (next) => ({ networks: [any(next, ['front', 'back'] as const)] }),
  (next) => ({ user: any(next, ['root', '0:0', ''] as const) }),
];
/** Each takes something away that the container may have had. Its number is nobody else's. */
const blockers: readonly ((next: Pick) => Says)[] = [
  () => ({ user: '4242' }),
  () => ({ noNewPrivileges: true }),
  () => ({ userNamespace: true }),
  () => ({ runtime: 'runsc' }),
  () => ({ capDrop: ['ALL'] }),
  (next) => ({ capDrop: [any(next, capabilities)] }),
  () => ({ readOnlyRootfs: true, memoryLimit: 1_000_000, cpuLimit: 0.1 }),
  () => ({ seccomp: { type: 'runtime' } }),
  () => ({ seccomp: { type: 'localhost', calls: { allowed: ['read'], denied: [], others: 'denied' } } }),
  () => ({ apparmor: { type: 'runtime' } }),
];
/** What may be told of the machine, with nothing in it that protects, and with what does. */
type Uses = NonNullable<HostSample['uses']>;
const protections = ['userNamespace', 'rootless', 'seccomp', 'apparmor', 'selinux'] as const;
function randomHost(next: Pick): HostSample {
  const told = protections.filter(() => next(3) === 0).map((name): [string, boolean] => [name, next(2) === 0]);
  const uses = Object.fromEntries(told) as Uses;
  return {
    // An engine without root maps no users besides.
    uses: uses.rootless === true ? { ...uses, userNamespace: false } : uses,
    ...(next(3) === 0 && { cgroup: 1 + next(2) }),
    ...(next(3) === 0 && { kernel: any(next, ['5.15.20', '5.15.0-91-generic', '7.2.1', '4.9.22'] as const) }),
    ...(next(3) === 0 && { programs: { docker: '28.0.0', runc: '1.1.11', containerd: '1.4.2' } }),
  };
}
const starts: readonly [() => Says, ...(() => Says)[]] = [
  () => ({}),
  () => ({ user: '1000' }),
  () => ({ user: unseen('the image was not looked at') }),
  () => ({ userNamespace: true }),
  () => ({ runtime: 'runsc' }),
  () => ({ capDrop: ['ALL'] }),
  () => ({ noNewPrivileges: false, user: '1000' }),
  () => ({ seccomp: { type: 'localhost', calls: { allowed: [], denied: ['mount', 'bpf'], others: 'allowed' } } }),
];

function together(a: Says, b: Says): Says {
  const lists = ['capAdd', 'capDrop', 'mounts', 'devices', 'deviceRules', 'sysctls', 'networks'] as const;
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

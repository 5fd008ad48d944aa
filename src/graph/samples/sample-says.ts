// Test support: what containers and their hosts say at random, the privileges that are more each, and the protections.
import { unseen } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { bind, volume, type HostSample, type Says } from './sample-world.ts';

export type Pick = (limit: number) => number;
export const any = <T>(next: Pick, values: readonly [T, ...T[]]): T => values[next(values.length)] ?? values[0];

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
export const privileges: readonly ((next: Pick) => Says)[] = [
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
export const blockers: readonly ((next: Pick) => Says)[] = [
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
export const protections = ['userNamespace', 'rootless', 'seccomp', 'apparmor', 'selinux'] as const;
export function randomHost(next: Pick): HostSample {
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

export function together(a: Says, b: Says): Says {
  const lists = ['capAdd', 'capDrop', 'mounts', 'devices', 'deviceRules', 'sysctls', 'networks'] as const;
  const merged = lists.map((name) => [name, [...(a[name] ?? []), ...(b[name] ?? [])]]);
  return { ...a, ...b, ...Object.fromEntries(merged.filter(([, list]) => (list?.length ?? 0) > 0)) };
}
export function randomSays(next: Pick): Says {
  let says: Says = { networks: ['front'], ...any(next, starts)() };
  for (let count = next(3); count > 0; count -= 1)
    says = together(says, privileges[next(privileges.length)]?.(next) ?? {});
  return says;
}

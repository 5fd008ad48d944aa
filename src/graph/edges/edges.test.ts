// What each kind of step gives, and what stands in its way: one row, one fact.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import type { Fact, HostFact, IngressFact, NetworkFact, ServiceFact, VolumeFact } from '../../model/facts.ts';
import { declared, unseen, type Engine } from '../../model/field.ts';
import type { ReachLevel } from '../../model/graph.ts';
import type { Profile } from '../../model/workload.ts';
import { samplePolicy, selector } from '../samples/sample-policies.ts';
import {
  bind,
  sampleAt,
  sampleGraph,
  sampleReach,
  sampleWorkload,
  volume,
  type Says,
} from '../samples/sample-world.ts';
import { edgeRules } from './index.ts';

interface Row {
  readonly says: Says;
  readonly level: ReachLevel;
  readonly possible: ReachLevel;
  readonly kubernetes?: true;
  readonly engine?: Engine;
}
const off: Says = { apparmor: { type: 'unconfined' } };
const quiet: Says = { network: 'none' };
const pod: Says = { network: 'pod' };
const onDocker = (says: Says, level: ReachLevel, possible: ReachLevel = 'cloud'): Row => ({
  says: { ...quiet, ...says },
  level,
  possible,
});
const onKubernetes = (says: Says, level: ReachLevel, possible: ReachLevel = 'cloud'): Row => ({
  says: { ...pod, ...says },
  level,
  possible,
  kubernetes: true,
});
const stopping = (...denied: readonly string[]): Profile => ({
  type: 'localhost',
  name: 'own.json',
  calls: { allowed: [], denied, others: 'allowed' },
});
const unresolved = unseen<never>('${SETTING} is not set here', sampleAt());

const podman = (says: Says, level: ReachLevel): Row => ({ ...onDocker(says, level), engine: 'podman' });
const rows: Readonly<Record<string, Row>> = {
  'SYS_MODULE as another user under Podman, which lets it have what was added': podman(
    { capAdd: ['SYS_MODULE'], user: '1000' },
    'node',
  ),
  'every capability as another user under Podman': podman({ capAdd: ['ALL'], user: '1000' }, 'node'),
  'the schedules of the host as another user, whom the files may be open to': onDocker(
    { mounts: [bind('/etc/cron.d')], user: '7' },
    'contained',
  ),
  'privileged as another user, who may become root': onDocker(
    { privileged: true, user: '7', noNewPrivileges: false },
    'contained',
  ),
  'a hardened container': onDocker({}, 'contained'),
  'a hardened container in a sandbox without a network': onDocker({ runtime: 'runsc' }, 'contained', 'contained'),
  'a hardened container in a sandbox, in the network of one that was not seen': onDocker(
    { network: 'container:gone', runtime: 'runsc' },
    'contained',
  ),
  'the volumes of an engine': onDocker({ mounts: [bind('/var/lib/docker/volumes')] }, 'neighbours'),
  'a hardened pod in a sandbox': onKubernetes({ runtime: 'kata-qemu' }, 'contained'),
  privileged: onDocker({ privileged: true }, 'node'),
  'privileged in a pod': onKubernetes({ privileged: true }, 'node'),
  'privileged as a user of the image that was not looked at': onDocker(
    { privileged: true, user: unseen('the image was not looked at') },
    'node',
  ),
  'privileged as another user than root': onDocker({ privileged: true, user: '1000:1000' }, 'contained'),
  'privileged as whoever is not root': onKubernetes({ privileged: true, runAsNonRoot: true }, 'contained'),
  'privileged in a user namespace': onDocker(
    { privileged: true, userNamespace: true, runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'privileged in a sandbox': onDocker({ privileged: true, runtime: 'runsc' }, 'contained'),
  'privileged under Sysbox': onDocker({ privileged: true, runtime: 'sysbox-runc' }, 'contained'),
  'privileged by a variable that is not set': onDocker({ privileged: unresolved, runtime: 'runsc' }, 'contained'),
  'privileged by a variable that can only be false': onDocker(
    { privileged: unseen('', sampleAt(), [false]), runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the processes of the host, and nothing else': onDocker({ pid: 'host' }, 'neighbours'),
  'the processes of the host with SYS_PTRACE, unconfined': onDocker(
    { pid: 'host', capAdd: ['SYS_PTRACE'], ...off },
    'node',
  ),
  'the processes of the host with SYS_PTRACE, labels off': onDocker(
    { pid: 'host', capAdd: ['SYS_PTRACE'], selinuxDisabled: true },
    'node',
  ),
  'the processes of the host with SYS_PTRACE, profile as usual': onDocker(
    { pid: 'host', capAdd: ['SYS_PTRACE'] },
    'neighbours',
  ),
  'SYS_PTRACE among its own processes': onDocker({ capAdd: ['SYS_PTRACE'], ...off }, 'contained'),
  'the network of the host': onDocker({ network: 'host' }, 'neighbours'),
  'the network of the host without raw sockets': onDocker({ network: 'host', capDrop: ['NET_RAW'] }, 'contained'),
  'the network of the host as another user': onDocker({ network: 'host', user: '7' }, 'contained'),
  'the network of the host and its settings': onDocker(
    { network: 'host', capDrop: ['ALL'], capAdd: ['NET_ADMIN'] },
    'neighbours',
  ),
  'the shared memory of the host': onDocker({ ipc: 'host' }, 'neighbours'),
  'the shared memory of the host as another user': onDocker({ ipc: 'host', user: '7' }, 'contained'),
  'SYS_ADMIN, unconfined': onDocker({ capAdd: ['SYS_ADMIN'], ...off }, 'node'),
  'SYS_ADMIN, profile as usual': onDocker({ capAdd: ['SYS_ADMIN'] }, 'neighbours'),
  'SYS_ADMIN, unconfined, in a user namespace': onDocker(
    { capAdd: ['SYS_ADMIN'], ...off, userNamespace: true },
    'contained',
  ),
  'SYS_ADMIN, unconfined, as another user': onDocker({ capAdd: ['SYS_ADMIN'], ...off, user: 'node' }, 'contained'),
  'every capability': onDocker({ capAdd: ['ALL'] }, 'node'),
  'every capability but SYS_MODULE and the like': onDocker(
    { capAdd: ['ALL'], capDrop: ['SYS_MODULE', 'DAC_READ_SEARCH'] },
    'neighbours',
  ),
  SYS_MODULE: onDocker({ capAdd: ['SYS_MODULE'], capDrop: ['ALL'] }, 'node'),
  'SYS_MODULE added and removed in a pod': onKubernetes(
    { capAdd: ['SYS_MODULE'], capDrop: ['SYS_MODULE'] },
    'contained',
  ),
  'every capability added and removed in a pod': onKubernetes({ capAdd: ['ALL'], capDrop: ['ALL'] }, 'contained'),
  'SYS_MODULE in a sandbox': onDocker({ capAdd: ['SYS_MODULE'], runtime: 'kata' }, 'contained'),
  'a capability that could not be resolved': onDocker({ capAdd: [unresolved], runtime: 'runsc' }, 'contained'),
  'DAC_READ_SEARCH beside DAC_OVERRIDE': onDocker({ capAdd: ['DAC_READ_SEARCH'] }, 'node'),
  'DAC_READ_SEARCH alone reads what the host keeps secret': onDocker(
    { capAdd: ['DAC_READ_SEARCH'], capDrop: ['ALL'] },
    'node',
  ),
  SYS_RAWIO: onDocker({ capAdd: ['SYS_RAWIO'] }, 'contained'),
  'SYS_BOOT without a seccomp profile, among the processes of the host': onDocker(
    { capAdd: ['SYS_BOOT'], pid: 'host', seccomp: { type: 'unconfined' } },
    'node',
  ),
  'SYS_BOOT alone': onDocker({ capAdd: ['SYS_BOOT'] }, 'contained'),
  BPF: onDocker({ capAdd: ['BPF'] }, 'contained'),
  'NET_ADMIN in its own network': onDocker({ capAdd: ['NET_ADMIN'], runtime: 'runsc' }, 'contained', 'contained'),
  'SYS_TIME, which is told and no level': onDocker({ capAdd: ['SYS_TIME'], runtime: 'runc' }, 'contained'),
  PERFMON: onDocker({ capAdd: ['PERFMON'] }, 'neighbours'),
  'PERFMON in a user namespace': onDocker({ capAdd: ['PERFMON'], userNamespace: true }, 'contained'),
  'PERFMON where a profile stops it': onDocker(
    { capAdd: ['PERFMON'], seccomp: stopping('perf_event_open') },
    'contained',
  ),
  'SYS_MODULE where a profile stops it': onDocker(
    { capAdd: ['SYS_MODULE'], seccomp: stopping('init_module', 'finit_module') },
    'contained',
  ),
  'SYS_MODULE where a profile stops half of it': onDocker(
    { capAdd: ['SYS_MODULE'], seccomp: stopping('init_module') },
    'node',
  ),
  'SYS_MODULE where a profile lets it through with the capability': onDocker(
    {
      capAdd: ['SYS_MODULE'],
      seccomp: {
        type: 'localhost',
        calls: { allowed: [], denied: [], sometimes: ['init_module', 'finit_module'], others: 'denied' },
      },
    },
    'node',
  ),
  'SYS_MODULE where a profile knows nothing of it': onDocker(
    { capAdd: ['SYS_MODULE'], seccomp: { type: 'localhost', calls: { allowed: [], denied: [], others: 'denied' } } },
    'contained',
  ),
  'SYS_MODULE as another user': onDocker({ capAdd: ['SYS_MODULE'], user: '7' }, 'contained'),
  'another kernel, among the processes of the host, where the engine filters': onDocker(
    { capAdd: ['SYS_BOOT'], pid: 'host', capDrop: ['ALL'], user: '7', noNewPrivileges: false },
    'neighbours',
  ),
  'AUDIT_READ on the network of the host': onDocker(
    { capAdd: ['AUDIT_READ'], capDrop: ['ALL'], network: 'host' },
    'neighbours',
  ),
  'AUDIT_READ on its own network': onDocker({ capAdd: ['AUDIT_READ'] }, 'contained'),
  'every device by rule': onDocker({ deviceRules: ['a *:* rwm'] }, 'node'),
  'every disk of a kind by rule': onDocker({ deviceRules: ['b 8:* rwm'] }, 'node'),
  'every disk of a kind by rule, without MKNOD': onDocker(
    { deviceRules: ['b 8:* rwm'], capDrop: ['ALL'] },
    'contained',
  ),
  'terminals by rule': onDocker({ deviceRules: ['c 4:* rwm'] }, 'contained'),
  'the memory of the machine': onDocker({ devices: [{ host: '/dev/mem' }], capAdd: ['SYS_RAWIO'] }, 'contained'),
  'the watchdog, which is told and no level': onDocker({ devices: [{ host: '/dev/watchdog' }] }, 'contained'),
  'the shared memory of the host by its folder': onDocker({ devices: [{ host: '/dev/shm' }] }, 'neighbours'),
  'no masks below /proc': onDocker({ procUnmasked: true }, 'node'),
  'no masks below /proc, in a user namespace': onDocker(
    { procUnmasked: true, userNamespace: true, runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the engine socket': onDocker({ mounts: [bind('/var/run/docker.sock')] }, 'node'),
  'the engine socket, handed in': onDocker({ useApiSocket: true }, 'node'),
  'a process of a Windows node': onKubernetes({ hostProcess: true }, 'node'),
  'the engine socket, read-only': onDocker({ mounts: [bind('/var/run/docker.sock', 'ro')] }, 'node'),
  'the engine socket as another user': onDocker({ mounts: [bind('/run/docker.sock')], user: '1000' }, 'node'),
  'the engine socket in a user namespace': onDocker(
    { mounts: [bind('/run/docker.sock')], userNamespace: true },
    'contained',
  ),
  'the engine socket in a sandbox': onDocker({ mounts: [bind('/run/docker.sock')], runtime: 'runsc' }, 'contained'),
  'the devices and settings of the host in a sandbox': onDocker(
    { mounts: [bind('/sys')], runtime: 'runsc' },
    'contained',
  ),
  'the folder of the engine socket, read-only': onDocker({ mounts: [bind('/run', 'ro')] }, 'node'),
  'the folder of the engine socket as another user': onDocker(
    { mounts: [bind('/run', 'ro')], user: '1000' },
    'contained',
  ),
  "a rootless engine's socket": onDocker({ mounts: [bind('/run/user/1000/podman/podman.sock')] }, 'node'),
  'the socket of containerd in a pod': onKubernetes(
    { mounts: [bind('/run/containerd/containerd.sock', 'ro')] },
    'node',
  ),
  "the image builder's socket": onDocker({ mounts: [bind('/run/buildkit/buildkitd.sock')] }, 'neighbours'),
  'the system bus, profile as usual': onDocker({ mounts: [bind('/run/dbus/system_bus_socket', 'ro')] }, 'contained'),
  'the system bus, unconfined': onDocker({ mounts: [bind('/run/dbus/system_bus_socket', 'ro')], ...off }, 'node'),
  'the socket of libvirt': onDocker({ mounts: [bind('/run/libvirt/libvirt-sock')] }, 'node'),
  'the disk of the host': onDocker({ devices: [{ host: '/dev/sda1' }] }, 'node'),
  'the disk of the host, to be read': onDocker({ devices: [{ host: '/dev/nvme0n1', permissions: 'r' }] }, 'node'),
  'the disk of the host as another user': onDocker({ devices: [{ host: '/dev/sda' }], user: '7' }, 'contained'),
  'a device that is no disk': onDocker(
    { devices: [{ host: '/dev/net/tun' }], runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the whole host': onDocker({ mounts: [bind('/')] }, 'node'),
  'the whole host, read-only': onDocker({ mounts: [bind('/', 'ro')] }, 'node'),
  // Its processes are among its files, and anybody may read their arguments.
  'the whole host, read-only, as another user': onDocker({ mounts: [bind('/', 'ro')], user: '65534' }, 'neighbours'),
  'the whole host in a user namespace': onDocker({ mounts: [bind('/')], userNamespace: true }, 'neighbours'),
  'the whole host in a sandbox, as another user': onDocker(
    { mounts: [bind('/')], runtime: 'runsc', user: '7' },
    'contained',
  ),
  'the schedules of the host': onDocker({ mounts: [bind('/etc/cron.d')] }, 'node'),
  'a path written the long way': onDocker({ mounts: [bind('/srv/../etc//cron.d/')] }, 'node'),
  'the schedules of the host, read-only': onDocker(
    { mounts: [bind('/etc/cron.d', 'ro')], runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the clock of the host, read-only': onDocker(
    { mounts: [bind('/etc/localtime', 'ro')], runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the keys of root, read-only': onDocker({ mounts: [bind('/root', 'ro')] }, 'node'),
  "someone's keys, read-only": onDocker({ mounts: [bind('/home/ada/.ssh', 'ro')] }, 'node'),
  "a folder in someone's home": onDocker(
    { mounts: [bind('/home/ada/site')], runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the processes folder, read-only': onDocker({ mounts: [bind('/proc', 'ro')] }, 'neighbours'),
  'a part of the processes folder, read-only': onDocker({ mounts: [bind('/proc/meminfo', 'ro')] }, 'contained'),
  'the processes folder, read-only, with SYS_PTRACE, unconfined': onDocker(
    { mounts: [bind('/proc', 'ro')], capAdd: ['SYS_PTRACE'], ...off },
    'node',
  ),
  'the processes folder': onDocker({ mounts: [bind('/proc')] }, 'node'),
  'the devices folder': onDocker({ mounts: [bind('/dev')] }, 'contained'),
  'the control groups of the host': onDocker({ mounts: [bind('/sys/fs/cgroup')] }, 'neighbours'),
  'the control groups of the host, read-only': onDocker({ mounts: [bind('/sys/fs/cgroup', 'ro')] }, 'contained'),
  'the plugins of the kubelet': onKubernetes({ mounts: [bind('/var/lib/kubelet/device-plugins')] }, 'contained'),
  'the folder in which a driver of volumes has its socket': onKubernetes(
    { mounts: [bind('/var/lib/kubelet/plugins/csi.example/')] },
    'contained',
  ),
  'what the kubelet tells of its pods': onKubernetes({ mounts: [bind('/var/lib/kubelet/pod-resources')] }, 'contained'),
  'an ordinary folder of the host': onDocker(
    { mounts: [bind('/srv/data')], runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the folder of the kubelet, read-only': onKubernetes({ mounts: [bind('/var/lib/kubelet', 'ro')] }, 'node'),
  'the folder of the pods of a node': onKubernetes({ mounts: [bind('/var/lib/kubelet/pods')] }, 'node'),
  'the store of the cluster, read-only': onKubernetes({ mounts: [bind('/var/lib/etcd', 'ro')] }, 'cluster'),
  'a folder around the store of a cluster, read-only': onKubernetes({ mounts: [bind('/var/lib', 'ro')] }, 'node'),
  'the manifests of a node': onKubernetes({ mounts: [bind('/etc/kubernetes/manifests')] }, 'node'),
  'the configuration of a node, read-only': onKubernetes({ mounts: [bind('/etc/kubernetes', 'ro')] }, 'node'),
  'a mount that could not be resolved': onDocker({ mounts: [unresolved], runtime: 'runsc' }, 'contained'),
  'a token of the cluster': onKubernetes({ serviceAccountToken: true, runtime: 'runsc' }, 'contained'),
};

for (const [name, { says, level, possible, kubernetes, engine }] of Object.entries(rows)) {
  test(`reach: ${name}`, () => {
    const reach = sampleReach([
      sampleWorkload({ engine: engine ?? (kubernetes ? 'kubernetes' : 'docker'), containers: [says] }),
    ]);
    assert.deepEqual({ level: reach.level, possible: reach.possible }, { level, possible });
    assert.equal(reach.chains[0]?.to ?? 'contained', possible);
  });
}

interface PairRow {
  readonly web: Says;
  readonly db: Says;
  readonly weak?: boolean;
  readonly level: ReachLevel;
  readonly kubernetes?: true;
}
const pairs: Readonly<Record<string, PairRow>> = {
  'a neighbour on the same network': { web: { capDrop: ['NET_RAW'] }, db: {}, level: 'contained' },
  'a neighbour on the same network, and raw sockets': { web: {}, db: {}, level: 'neighbours' },
  'a neighbour on the same network, and addresses of its own choice': {
    web: { capDrop: ['ALL'], capAdd: ['NET_ADMIN'] },
    db: {},
    level: 'neighbours',
  },
  'a neighbour on the same network, and raw sockets of another user': {
    web: { user: '7' },
    db: {},
    level: 'contained',
  },
  'a pod, and raw sockets': { web: {}, db: {}, kubernetes: true, level: 'contained' },
  'a neighbour with an exploitable listener': { web: {}, db: {}, weak: true, level: 'neighbours' },
  'an exploitable neighbour on another network': {
    web: { networks: ['a'] },
    db: { networks: ['b'] },
    weak: true,
    level: 'contained',
  },
  'an exploitable neighbour on one of several networks': {
    web: { networks: ['a', 'b'] },
    db: { networks: ['b'] },
    weak: true,
    level: 'neighbours',
  },
  'an exploitable neighbour that is privileged': { web: {}, db: { privileged: true }, weak: true, level: 'node' },
  'a privileged neighbour that nothing is known to be wrong with': {
    web: { capDrop: ['NET_RAW'] },
    db: { privileged: true },
    level: 'contained',
  },
  'an exploitable neighbour from the network of the host': {
    web: { network: 'host' },
    db: {},
    weak: true,
    level: 'neighbours',
  },
  'an exploitable neighbour on the network of the host': {
    web: {},
    db: { network: 'host' },
    weak: true,
    level: 'neighbours',
  },
  'an exploitable neighbour on another network that publishes a port': {
    web: { networks: ['a'] },
    db: { networks: ['b'], ports: [{ container: 5432, host: 5432, protocol: 'tcp' }] },
    weak: true,
    level: 'neighbours',
  },
  'an exploitable neighbour without a network': { web: {}, db: { network: 'none' }, weak: true, level: 'contained' },
  'an exploitable pod': { web: {}, db: {}, weak: true, kubernetes: true, level: 'neighbours' },
  'a volume that both may write': {
    web: { mounts: [volume('files')] },
    db: { mounts: [volume('files')] },
    level: 'neighbours',
  },
  'a volume that only it may write': {
    web: { mounts: [volume('files')] },
    db: { mounts: [volume('files', 'ro')] },
    level: 'neighbours',
  },
  'a volume that only the neighbour may write, and that it reads': {
    web: { mounts: [volume('files', 'ro')], capDrop: ['NET_RAW'] },
    db: { mounts: [volume('files')] },
    level: 'neighbours',
  },
  'a volume that nobody may write': {
    web: { mounts: [volume('files', 'ro')], capDrop: ['NET_RAW'] },
    db: { mounts: [volume('files', 'ro')] },
    level: 'contained',
  },
  'a folder in which a neighbour writes': {
    web: { mounts: [bind('/srv', 'ro')], capDrop: ['NET_RAW'] },
    db: { mounts: [bind('/srv/a')] },
    level: 'neighbours',
  },
  'a folder in one that a neighbour writes': {
    web: { mounts: [bind('/srv/a', 'ro')], capDrop: ['NET_RAW'] },
    db: { mounts: [bind('/srv')] },
    level: 'neighbours',
  },
  'a folder beside that of a neighbour': {
    web: { mounts: [bind('/srv/b', 'ro')], capDrop: ['NET_RAW'] },
    db: { mounts: [bind('/srv/a')] },
    level: 'contained',
  },
  'a volume of its own': {
    web: { mounts: [volume('files')], capDrop: ['NET_RAW'] },
    db: { mounts: [volume('data')] },
    level: 'contained',
  },
  'a volume shared with a privileged neighbour': {
    web: { mounts: [volume('files')] },
    db: { mounts: [volume('files')], privileged: true },
    level: 'neighbours',
  },
  'a folder of the host that both mount': {
    web: { mounts: [bind('/srv/a')] },
    db: { mounts: [bind('/srv/a/', 'ro')] },
    level: 'neighbours',
  },
  "a folder around the neighbour's": {
    web: { mounts: [bind('/srv')] },
    db: { mounts: [bind('/srv/a', 'ro')] },
    level: 'neighbours',
  },
  'the process namespace of a neighbour that runs as the same user': {
    web: { pid: 'container:db' },
    db: {},
    level: 'neighbours',
  },
  'the process namespace of a neighbour that runs as another user': {
    web: { pid: 'container:db', user: '7' },
    db: {},
    level: 'contained',
  },
  'the process namespace of the same user, who has capabilities that it dropped': {
    web: { pid: 'container:db', capDrop: ['ALL'] },
    db: {},
    level: 'contained',
  },
  'the process namespace of the same user, where both dropped their capabilities': {
    web: { pid: 'container:db', capDrop: ['ALL'] },
    db: { capDrop: ['ALL'] },
    level: 'neighbours',
  },
  'the process namespace of the same user, who is not root and dropped its capabilities': {
    web: { pid: 'container:db', capDrop: ['ALL'], user: '7' },
    db: { user: '7' },
    level: 'neighbours',
  },
  'the process namespace of another user, with SYS_PTRACE': {
    web: { pid: 'container:db', capAdd: ['SYS_PTRACE'] },
    db: { user: '7' },
    level: 'neighbours',
  },
  'a privileged neighbour in its process namespace': {
    web: { pid: 'container:db' },
    db: { privileged: true },
    level: 'node',
  },
  'the loopback of a neighbour': {
    web: { network: 'container:db', capDrop: ['NET_RAW'] },
    db: {},
    level: 'contained',
  },
  'the network of a neighbour, and raw sockets': { web: { network: 'container:db' }, db: {}, level: 'neighbours' },
  'the shared memory of a neighbour': { web: { ipc: 'container:db' }, db: {}, level: 'neighbours' },
  'the shared memory of a neighbour that runs as another user': {
    web: { ipc: 'container:db', user: '7' },
    db: {},
    level: 'contained',
  },
  'the loopback of an exploitable neighbour': {
    web: { network: 'container:db' },
    db: {},
    weak: true,
    level: 'neighbours',
  },
  'the logs of all containers': {
    web: { mounts: [bind('/var/lib/docker/containers', 'ro')] },
    db: {},
    level: 'neighbours',
  },
  'the logs of the host, where an engine may keep those of containers': {
    web: { mounts: [bind('/var/log', 'ro')], capDrop: ['NET_RAW'] },
    db: {},
    level: 'contained',
  },
  'the logs of a node, with those of its pods': {
    web: { mounts: [bind('/var/log', 'ro')] },
    db: {},
    kubernetes: true,
    level: 'neighbours',
  },
  'the folder of all that changes on the host, with the storage of the engine': {
    web: { mounts: [bind('/var', 'ro')], capDrop: ['NET_RAW'] },
    db: {},
    level: 'node',
  },
  'the logs of all containers as another user': {
    web: { mounts: [bind('/var/log/pods', 'ro')], user: '7' },
    db: {},
    kubernetes: true,
    level: 'contained',
  },
};
for (const [name, row] of Object.entries(pairs)) {
  test(`neighbours: ${name}`, () => {
    const engine = row.kubernetes ? 'kubernetes' : 'docker';
    const web = sampleWorkload({ engine, name: 'web', containers: [row.web] });
    const db = sampleWorkload({ engine, name: 'db', containers: [row.db] });
    assert.equal(sampleReach([web, db], { weak: row.weak ? ['db'] : [] }).level, row.level);
  });
}

test('a volume of another project is another volume, unless it is external', () => {
  const of = (project: string) =>
    sampleWorkload({ project, name: project, containers: [{ mounts: [volume('files')] }] });
  const fact = (project: string): VolumeFact => ({
    kind: 'volume',
    id: toFactId('volume', 'test', project),
    scope: 'test',
    name: 'files',
    project,
    external: true,
    at: [],
  });
  assert.equal(sampleReach([of('a'), of('b')]).level, 'contained');
  assert.equal(sampleReach([of('a'), of('b')], { facts: [fact('a'), fact('b')] }).level, 'neighbours');
});
test('a volume that stands for a folder of the host is judged as that folder', () => {
  const fact: VolumeFact = {
    kind: 'volume',
    id: toFactId('volume', 'test', 'v'),
    scope: 'test',
    name: 'files',
    project: 'shop',
    external: false,
    hostPath: declared('/etc', sampleAt()),
    at: [],
  };
  const web = sampleWorkload({ containers: [{ mounts: [volume('files')] }] });
  assert.equal(sampleReach([web], { facts: [fact] }).level, 'node');
});
test('a network without a way out does not lead to the cloud', () => {
  const fact: NetworkFact = {
    kind: 'network',
    id: toFactId('network', 'test', 'n'),
    scope: 'test',
    name: 'back',
    project: 'shop',
    internal: true,
    external: false,
    at: [],
  };
  const web = sampleWorkload({ containers: [{ networks: ['back'], runtime: 'runsc' }] });
  assert.equal(sampleReach([web]).possible, 'cloud');
  assert.equal(sampleReach([web], { facts: [fact] }).possible, 'contained');
});
test('what the processes of a pod share carries an attacker from one container to the next', () => {
  const shared = sampleWorkload({
    engine: 'kubernetes',
    name: 'pair',
    containers: [{ pid: 'pod' }, { pid: 'pod', privileged: true }],
  });
  const edge = sampleGraph([shared]).edges.find(
    ({ rule, from, to, assumes }) =>
      rule === 'pod-mates' && from.startsWith('container:') && to.startsWith('container:') && assumes.length === 0,
  );
  assert.notEqual(edge, undefined);
});
test('root of a node is in the pods of a daemon set, and perhaps in others', () => {
  const of = (name: string, type: string) => sampleWorkload({ engine: 'kubernetes', name, type, containers: [{}] });
  const edges = sampleGraph([of('a', 'DaemonSet'), of('b', 'Deployment')]).edges.filter(
    ({ rule }) => rule === 'host-containers',
  );
  assert.deepEqual(
    edges.map(({ assumes }) => assumes.map(({ name }) => name)),
    [[], ['same-node']],
  );
});
const raw = { format: 'kubernetes', path: '', document: 0, pointer: [] } as const;
const sampleService = (type: ServiceFact['type'], labels: Record<string, string>, more = {}): ServiceFact => ({
  kind: 'service',
  id: toFactId('service', 'test', 's'),
  scope: 'test',
  type,
  name: 's',
  namespace: 'shop',
  annotations: {},
  selector: labels,
  ports: [],
  externalIps: [],
  sourceRanges: [],
  pointer: [],
  at: [],
  raw,
  ...more,
});
const sampleIngress = (service: string): IngressFact => ({
  kind: 'ingress',
  id: toFactId('ingress', 'test', 'i'),
  scope: 'test',
  type: 'Ingress',
  name: 'i',
  namespace: 'shop',
  annotations: {},
  hosts: [],
  backends: [{ service, port: 80, fallback: false, at: sampleAt() }],
  at: [],
  raw,
});
const toWeb = { ports: [{ port: 80, target: 'http' }] };
const ranges = (...cidrs: readonly string[]) => ({ sourceRanges: cidrs.map((cidr) => declared(cidr, sampleAt())) });
const peer = (one: object) => [{ peers: [{ except: [], ...one }], ports: [], at: sampleAt(), pointer: [] }];
const entries: Readonly<Record<string, readonly [facts: readonly Fact[], assumed: readonly string[] | undefined]>> = {
  'nothing that opens it': [[], undefined],
  'a load balancer': [[sampleService('LoadBalancer', { app: 'web' })], []],
  'a port of every node': [[sampleService('NodePort', { app: 'web' })], ['no-firewall']],
  'a service of the cluster': [[sampleService('ClusterIP', { app: 'web' })], undefined],
  'addresses that a service of the cluster takes over': [
    [sampleService('ClusterIP', { app: 'web' }, { externalIps: [declared('203.0.113.1', sampleAt())] })],
    ['no-firewall'],
  ],
  'a load balancer for private addresses': [
    [sampleService('LoadBalancer', { app: 'web' }, ranges('10.0.0.0/8', '192.168.0.0/16'))],
    undefined,
  ],
  'a load balancer for an office': [
    [sampleService('LoadBalancer', { app: 'web' }, ranges('203.0.113.0/24'))],
    ['source-range'],
  ],
  'a load balancer inside the cloud': [
    [
      sampleService(
        'LoadBalancer',
        { app: 'web' },
        { annotations: { 'networking.gke.io/load-balancer-type': 'Internal' } },
      ),
    ],
    undefined,
  ],
  'a load balancer before a policy that lets nobody in': [
    [sampleService('LoadBalancer', { app: 'web' }, toWeb), samplePolicy({})],
    ['policy-not-enforced'],
  ],
  'a load balancer before a policy that lets pods in': [
    [sampleService('LoadBalancer', { app: 'web' }, toWeb), samplePolicy({ ingress: peer({ pods: selector() }) })],
    ['policy-not-enforced'],
  ],
  'a load balancer before a policy that lets everybody in': [
    [sampleService('LoadBalancer', { app: 'web' }, toWeb), samplePolicy({ ingress: peer({ cidr: '0.0.0.0/0' }) })],
    [],
  ],
  'a load balancer before a policy that lets some addresses in': [
    [sampleService('LoadBalancer', { app: 'web' }, toWeb), samplePolicy({ ingress: peer({ cidr: '203.0.113.0/24' }) })],
    ['policy-source'],
  ],
  'a load balancer before a policy about others': [
    [sampleService('LoadBalancer', { app: 'web' }, toWeb), samplePolicy({ pods: selector({ app: 'db' }) })],
    [],
  ],
  'an ingress': [[sampleService('ClusterIP', { app: 'web' }, toWeb), sampleIngress('s')], ['controller-open']],
  'an ingress to another service': [[sampleService('ClusterIP', { app: 'web' }, toWeb), sampleIngress('t')], undefined],
  'an ingress before a policy that lets nobody in': [
    [sampleService('ClusterIP', { app: 'web' }, toWeb), sampleIngress('s'), samplePolicy({})],
    ['controller-open', 'policy-not-enforced'],
  ],
  'an ingress before a policy that lets some namespace in': [
    [
      sampleService('ClusterIP', { app: 'web' }, toWeb),
      sampleIngress('s'),
      samplePolicy({ ingress: peer({ namespaces: selector({ 'kubernetes.io/metadata.name': 'edge' }) }) }),
    ],
    ['controller-open', 'policy-source'],
  ],
};
for (const [name, [facts, assumed]] of Object.entries(entries)) {
  test(`entry: ${name}`, () => {
    const ports: Says['ports'] = [{ container: 8080, protocol: 'tcp', name: 'http' }];
    const web = sampleWorkload({ engine: 'kubernetes', labels: { app: 'web' }, containers: [{ ...pod, ports }, pod] });
    const found = sampleGraph([web], { facts }).edges.filter(({ from }) => from.startsWith('internet:'));
    assert.deepEqual(
      found.filter(({ to }) => to.endsWith('/web')).map(({ assumes }) => assumes.map((one) => one.name)),
      assumed === undefined ? [] : [assumed],
    );
  });
}
test('what the policies of a pod leave of the metadata service', () => {
  const machine = (cloud: string): HostFact => ({
    kind: 'host',
    id: toFactId('host', 'test', 'n1'),
    scope: 'test',
    engine: 'kubernetes',
    name: 'n1',
    labels: {},
    controlPlane: false,
    taints: [],
    programs: [],
    cloud: declared(cloud, sampleAt()),
    at: [],
    raw,
  });
  const to = (cidr: string, ...except: readonly string[]) =>
    samplePolicy({ isolates: { ingress: false, egress: true }, egress: peer({ cidr, except }) });
  const ask = (says: Says, facts: readonly Fact[]): readonly string[] | undefined =>
    sampleGraph([sampleWorkload({ engine: 'kubernetes', nodes: ['n1'], containers: [says] })], { facts })
      .edges.find(({ rule }) => rule === 'metadata-service')
      ?.assumes.map(({ name }) => name);
  assert.deepEqual(ask(pod, []), ['metadata-service']);
  assert.deepEqual(ask(pod, [to('0.0.0.0/0')]), ['metadata-service']);
  assert.deepEqual(ask(pod, [to('0.0.0.0/0', '169.254.0.0/16')]), ['metadata-service', 'policy-not-enforced']);
  assert.deepEqual(ask({ network: 'host' }, [to('10.0.0.0/8')]), ['metadata-service']);
  assert.deepEqual(ask(pod, [machine('aws')]), ['metadata-open']);
  assert.deepEqual(ask({ network: 'host' }, [machine('aws')]), ['machine-identity']);
  assert.deepEqual(ask(pod, [machine('kind')]), ['metadata-service']);
  assert.deepEqual(ask(pod, [machine('aws'), to('0.0.0.0/0', '169.254.169.254/32')]), [
    'metadata-open',
    'policy-not-enforced',
  ]);
});
/** With raw sockets it would already be able to disturb its neighbours. */
const tame: Says = { capDrop: ['NET_RAW'] };
interface OpenRow {
  readonly image: string;
  readonly says?: Says;
  readonly web?: Says;
  readonly level: ReachLevel;
  readonly kubernetes?: true;
  readonly project?: string;
  readonly facts?: readonly Fact[];
}
const variables = (values: Readonly<Record<string, string>>): Pick<Says, 'env'> => ({
  env: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const socket = { mounts: [bind('/var/run/docker.sock', 'ro')] };
const proxy = 'ghcr.io/tecnativa/docker-socket-proxy:0.3';
const tcp = (host: string, more = {}): Says => variables({ DOCKER_HOST: `tcp://${host}:2375`, ...more });
const openRows: Readonly<Record<string, OpenRow>> = {
  'a Redis that asks for no password': { image: 'redis:7', level: 'neighbours' },
  'a Redis that asks for one': {
    image: 'redis:7',
    says: { command: ['redis-server', '--requirepass', 'x'] },
    level: 'contained',
  },
  'a Redis with a file of settings': {
    image: 'redis:7',
    says: { command: ['redis-server', '/etc/redis/redis.conf'] },
    level: 'contained',
  },
  'a Redis that a script starts': { image: 'redis:7', says: { command: ['sh', '-c', '/start'] }, level: 'contained' },
  'a Redis whose command could not be read': {
    image: 'redis:7',
    says: { command: [unresolved] },
    level: 'contained',
  },
  'an image of somebody that goes by the name of Redis': { image: 'registry.example/redis:7', level: 'contained' },
  'a mirror of the Redis that all use': { image: 'registry.example/mirror/library/redis:7', level: 'neighbours' },
  'a Redis on another network': { image: 'redis:7', says: { networks: ['b'] }, level: 'contained' },
  'a Redis on another network that publishes its port': {
    image: 'redis:7',
    says: { networks: ['b'], ports: [{ container: 6379, host: 6379, protocol: 'tcp' }] },
    level: 'neighbours',
  },
  'a Redis on another network that publishes its port on the loopback': {
    image: 'redis:7',
    says: { networks: ['b'], ports: [{ container: 6379, host: 6379, hostIp: '127.0.0.1', protocol: 'tcp' }] },
    level: 'contained',
  },
  'a privileged Redis holds data, which is not yet its powers': {
    image: 'redis:7',
    says: { privileged: true },
    level: 'neighbours',
  },
  'a Redis that a policy closes': {
    image: 'redis:7',
    kubernetes: true,
    facts: [samplePolicy({})],
    level: 'contained',
  },
  'a MongoDB without accounts': { image: 'mongo:8', level: 'neighbours' },
  'a MongoDB whose variables come from elsewhere': {
    image: 'mongo:8',
    says: { env: [{ name: '*', ref: 'secret:mongo' }] },
    level: 'contained',
  },
  'a MongoDB whose file of variables was not read': {
    image: 'mongo:8',
    says: { envFiles: ['mongo.env'] },
    level: 'contained',
  },
  'an Elasticsearch of version 8': { image: 'elasticsearch:8.15.0', level: 'contained' },
  'an Elasticsearch of version 7': { image: 'elasticsearch:7.17.0', level: 'neighbours' },
  'a PostgreSQL that trusts everybody, privileged': {
    image: 'postgres:17',
    says: { ...variables({ POSTGRES_HOST_AUTH_METHOD: 'trust' }), privileged: true },
    level: 'node',
  },
  'a MySQL with an empty password and a password': {
    image: 'mysql:9',
    says: variables({ MYSQL_ALLOW_EMPTY_PASSWORD: 'yes', MYSQL_ROOT_PASSWORD: 'x' }),
    level: 'contained',
  },
  'an engine in a container, without certificates': {
    image: 'docker:28-dind',
    says: { ...variables({ DOCKER_TLS_CERTDIR: '' }), privileged: true },
    level: 'node',
  },
  'an engine in a container, with certificates': {
    image: 'docker:28-dind',
    says: { privileged: true },
    level: 'contained',
  },
  'a command line of Docker': { image: 'docker:28', says: variables({ DOCKER_TLS_CERTDIR: '' }), level: 'contained' },
  'a proxy of the engine that lets containers be started': {
    image: proxy,
    says: { ...socket, ...variables({ POST: '1', CONTAINERS: '1' }) },
    level: 'node',
  },
  'a proxy of the engine that tells of events': {
    image: proxy,
    says: { ...socket, ...variables({ EVENTS: '1', POST: '1' }) },
    level: 'contained',
  },
  'a proxy without a socket': { image: proxy, says: variables({ POST: '1', CONTAINERS: '1' }), level: 'contained' },
  'an engine that it was told to use': {
    image: 'registry.example/db:1',
    web: tcp('host.docker.internal'),
    says: { network: 'none' },
    level: 'node',
  },
  'an engine that a neighbour was told to use': {
    image: 'registry.example/db:1',
    says: tcp('172.17.0.1'),
    level: 'node',
  },
  'an engine that a neighbour uses with a certificate': {
    image: 'registry.example/db:1',
    says: tcp('172.17.0.1', { DOCKER_TLS_VERIFY: '1' }),
    level: 'contained',
  },
  'an engine somewhere': { image: 'registry.example/db:1', web: tcp('build.example'), level: 'contained' },
  'the store of a cluster that asks for no certificate': {
    image: 'registry.k8s.io/etcd:3.5.15-0',
    kubernetes: true,
    project: 'kube-system',
    says: { network: 'host', command: ['etcd', '--listen-client-urls=http://0.0.0.0:2379'] },
    level: 'cluster',
  },
  'the store of a cluster that asks for one': {
    image: 'registry.k8s.io/etcd:3.5.15-0',
    kubernetes: true,
    project: 'kube-system',
    says: {
      network: 'host',
      command: ['etcd', '--client-cert-auth=true', '--listen-client-urls=https://10.0.0.2:2379'],
    },
    level: 'contained',
  },
};
for (const [name, row] of Object.entries(openRows)) {
  test(`services: ${name}`, () => {
    const engine = row.kubernetes ? 'kubernetes' : 'docker';
    const net: Says = row.kubernetes ? pod : {};
    const web = sampleWorkload({ engine, name: 'web', containers: [{ ...tame, ...net, ...row.web }] });
    const project = row.project ?? 'shop';
    const db = sampleWorkload({
      engine,
      name: 'db',
      project,
      image: row.image,
      containers: [{ ...net, ...row.says }],
    });
    assert.equal(sampleReach([web, db], { facts: row.facts ?? [] }).level, row.level);
  });
}
test('a proxy of the engine that lets containers be looked at tells the variables of the others', () => {
  const says = { ...socket, ...variables({ CONTAINERS: '1' }) };
  const all = [
    sampleWorkload({ name: 'web', containers: [tame] }),
    sampleWorkload({ name: 'proxy', image: proxy, containers: [says] }),
  ];
  assert.equal(sampleReach(all).level, 'contained');
  const db = sampleWorkload({ name: 'db', containers: [{ network: 'none', privileged: true }] });
  assert.equal(sampleReach([...all, db]).level, 'neighbours');
});
test('a store of the cluster that was seen to ask for certificates is no assumption', () => {
  const names = (words: readonly string[]): readonly string[] => {
    const etcd = sampleWorkload({
      engine: 'kubernetes',
      project: 'kube-system',
      image: 'registry.k8s.io/etcd:3.5.15-0',
      containers: [{ network: 'host', command: words }],
    });
    const { edges } = sampleGraph([etcd]);
    return edges
      .filter(({ rule }) => rule === 'control-plane')
      .flatMap(({ assumes }) => assumes.map(({ name }) => name));
  };
  assert.deepEqual(names(['etcd', '--trusted-ca-file=/ca.crt']), ['kubelet-anonymous', 'api-anonymous']);
  assert.deepEqual(names(['etcd']), ['kubelet-anonymous', 'api-anonymous', 'etcd-open']);
});
test('networks of the engine meet under one name, those of projects do not', () => {
  const network = (project: string, name: string, more: Partial<NetworkFact>): NetworkFact => ({
    kind: 'network',
    id: toFactId('network', 'test', `${project}/${name}`),
    scope: 'test',
    name,
    project,
    internal: false,
    external: false,
    at: [],
    ...more,
  });
  const level = (mine: string, other: string, ...facts: readonly NetworkFact[]): ReachLevel => {
    const web = sampleWorkload({ project: 'a', name: 'web', containers: [{ networks: [mine] }] });
    const db = sampleWorkload({ project: 'b', name: 'db', containers: [{ networks: [other] }] });
    return sampleReach([web, db], { facts, weak: ['db'] }).level;
  };
  const outer = (name: string): NetworkFact => network('b', name, { external: true });
  assert.equal(level('front', 'front'), 'contained');
  assert.equal(level('front', 'front', network('a', 'front', {}), outer('front')), 'contained');
  assert.equal(level('front', 'a_front', network('a', 'front', {}), outer('a_front')), 'neighbours');
  assert.equal(level('edge', 'edge', network('a', 'edge', { fixedName: true }), outer('edge')), 'neighbours');
});
const withHost: Readonly<
  Record<string, readonly [web: Says, db: Says, facts: readonly Partial<NetworkFact>[], ReachLevel]>
> = {
  'from a bridge to what is on the network of the host': [{}, { network: 'host' }, [], 'neighbours'],
  'beside the host, what the host runs is not in reach': [
    { networks: ['lan'] },
    { network: 'host' },
    [{ name: 'lan', driver: 'macvlan' }],
    'contained',
  ],
  'beside the host, its neighbours there are': [
    { networks: ['lan'] },
    { networks: ['lan'] },
    [{ name: 'lan', driver: 'ipvlan' }],
    'neighbours',
  ],
  'from the host to what is beside it': [
    { ...tame, network: 'host' },
    { networks: ['lan'] },
    [{ name: 'lan', driver: 'macvlan' }],
    'contained',
  ],
};
for (const [name, [web, db, facts, level]] of Object.entries(withHost)) {
  test(`networks: ${name}`, () => {
    const workloads = [
      sampleWorkload({ name: 'web', containers: [web] }),
      sampleWorkload({ name: 'db', containers: [db] }),
    ];
    const networks = facts.map((fact): NetworkFact => ({
      kind: 'network',
      id: toFactId('network', 'test', 'lan'),
      scope: 'test',
      name: 'lan',
      project: 'shop',
      internal: false,
      external: false,
      at: [],
      ...fact,
    }));
    assert.equal(sampleReach(workloads, { facts: networks, weak: ['db'] }).level, level);
  });
}
const apart: Readonly<
  Record<string, readonly [web: Says, db: Says, facts: readonly Partial<NetworkFact>[], ReachLevel]>
> = {
  'containers that the host keeps apart': [
    { networks: ['lan'] },
    { networks: ['lan'] },
    [{ isolated: true }],
    'contained',
  ],
  'containers that the host keeps apart, and another network': [
    { networks: ['lan', 'b'] },
    { networks: ['lan', 'b'] },
    [{ isolated: true }],
    'neighbours',
  ],
  'from the host to containers that it keeps apart': [
    { network: 'host' },
    { networks: ['lan'] },
    [{ isolated: true }],
    'neighbours',
  ],
  'a port of the host of a container that is kept apart': [
    { networks: ['lan'] },
    { networks: ['lan'], ports: [{ container: 80, host: 80, protocol: 'tcp' }] },
    [{ isolated: true }],
    'neighbours',
  ],
  'the network of the other, which is kept apart': [
    { network: 'container:db' },
    { networks: ['lan'] },
    [{ isolated: true }],
    'neighbours',
  ],
  'the default bridge, of which the engine told that it keeps apart': [
    {},
    {},
    [{ name: 'bridge', external: true, observed: true, isolated: true, scope: 'elsewhere' }],
    'contained',
  ],
  'the default bridge, of which two engines told otherwise': [
    {},
    {},
    [
      { name: 'bridge', external: true, observed: true, isolated: true, scope: 'elsewhere' },
      { name: 'bridge', external: true, observed: true },
    ],
    'neighbours',
  ],
  'a network of the project, of which the engine told that it keeps apart': [
    { networks: ['lan'] },
    { networks: ['lan'] },
    [{}, { name: 'shop_lan', external: true, observed: true, isolated: true }],
    'contained',
  ],
};
for (const [name, [web, db, facts, level]] of Object.entries(apart)) {
  test(`networks: ${name}`, () => {
    const workloads = [
      sampleWorkload({ name: 'web', containers: [{ ...tame, ...web }] }),
      sampleWorkload({ name: 'db', containers: [{ ...tame, ...db }] }),
    ];
    const networks = facts.map((fact, index): NetworkFact => ({
      kind: 'network',
      id: toFactId('network', 'test', `lan${index}`),
      scope: 'test',
      name: 'lan',
      ...(fact.observed === undefined && { project: 'shop' }),
      internal: false,
      external: false,
      at: [],
      ...fact,
    }));
    assert.equal(sampleReach(workloads, { facts: networks, weak: ['db'] }).level, level);
  });
}
test('containers that the host keeps apart forge the frames of their neighbours only where these pass', () => {
  const [web, db] = ['web', 'db'].map((name) => sampleWorkload({ name, containers: [{ networks: ['lan'] }] }));
  const lan: NetworkFact = {
    kind: 'network',
    id: toFactId('network', 'test', 'lan'),
    scope: 'test',
    name: 'lan',
    project: 'shop',
    internal: false,
    external: false,
    isolated: true,
    at: [],
  };
  assert.ok(web !== undefined && db !== undefined);
  const forged = sampleGraph([web, db], { facts: [lan] }).edges.filter(({ rule }) => rule === 'spoofed-peers');
  assert.ok(forged.length > 0 && forged.every(({ assumes }) => assumes.some(({ name }) => name === 'frames-pass')));
});
test('a container in the network of another is on the networks of that', () => {
  const vpn = sampleWorkload({ name: 'vpn', containers: [{ networks: ['out'] }] });
  const web = sampleWorkload({ name: 'web', containers: [{ network: 'container:vpn' }] });
  const db = sampleWorkload({ name: 'db', containers: [{ networks: ['out'] }] });
  assert.equal(sampleReach([web, vpn, db], { weak: ['db'] }).level, 'neighbours');
  assert.equal(sampleReach([db, vpn, web], { weak: ['web'] }).level, 'neighbours');
  const round = sampleWorkload({ name: 'a', containers: [{ ...tame, network: 'container:a' }] });
  assert.equal(sampleReach([round]).level, 'contained');
});
test('an entry from outside is a port on all interfaces, or a service that opens one', () => {
  const open = (says: Says, facts: readonly ServiceFact[] = []): number =>
    sampleGraph(
      [
        sampleWorkload({
          engine: facts.length > 0 ? 'kubernetes' : 'docker',
          labels: { app: 'web', tier: 'front' },
          containers: [says],
        }),
      ],
      { facts },
    ).edges.filter(({ rule }) => rule === 'published-port').length;
  assert.equal(open({ ports: [{ container: 80, host: 8080, protocol: 'tcp' }] }), 1);
  assert.equal(open({ ports: [{ container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' }] }), 0);
  assert.equal(open({}, [sampleService('LoadBalancer', { app: 'web' })]), 1);
  assert.equal(open({}, [sampleService('ClusterIP', { app: 'web' })]), 0);
  assert.equal(open({}, [sampleService('NodePort', { app: 'web', tier: 'back' })]), 0);
  assert.equal(open({}, [sampleService('NodePort', {})]), 0);
});
test('projects of one engine share their host, those of another scope do not', () => {
  const strong = sampleWorkload({ project: 'a', containers: [{ privileged: true }] });
  const hosts = (scope: string) =>
    new Set(
      sampleGraph([strong, sampleWorkload({ project: 'b', scope, containers: [{}] })])
        .nodes.filter(({ kind }) => kind === 'host')
        .map(({ id }) => id),
    ).size;
  assert.equal(hosts('test'), 1);
  assert.equal(hosts('other'), 2);
});

test('every rule explains itself, and names itself on its edges', () => {
  const ids = edgeRules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const rule of edgeRules) {
    assert.match(rule.id, /^[a-z]+(?:-[a-z]+)*$/);
    assert.ok(rule.why.length > 40 && rule.title.length > 5 && rule.refs.length > 0, rule.id);
    assert.ok(rule.examples.bad.length > 0 && rule.examples.good.length > 0, rule.id);
    for (const { text } of [...rule.examples.bad, ...rule.examples.good]) assert.ok(text.endsWith('\n'), rule.id);
  }
  const files = readdirSync(import.meta.dirname).filter((file) => !/^index\.ts$|\.test\.ts$/u.test(file));
  assert.deepEqual(files.map((file) => file.slice(0, -3)).sort(), ids.toSorted());
});

test('whoever is on the network of a neighbour answers in the name of those around it', () => {
  const tame: Says = { capDrop: ['NET_RAW'] };
  const web = sampleWorkload({ name: 'web', containers: [{ network: 'container:vpn' }] });
  const others = ['vpn', 'db'].map((name) => sampleWorkload({ name, containers: [{ ...tame, networks: ['front'] }] }));
  const away = sampleWorkload({ name: 'away', containers: [{ ...tame, networks: ['back'] }] });
  const forged = sampleGraph([web, ...others, away]).edges.filter(({ rule }) => rule === 'spoofed-peers');
  assert.deepEqual(
    forged.map(({ from, to }) => [from.includes('/web'), to]),
    [[true, 'effect:docker/test/shop/front/PEER_NET_MITM']],
  );
});

// What each kind of step gives, and what stands in its way: one row, one fact.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import type { NetworkFact, ServiceFact, VolumeFact } from '../../model/facts.ts';
import { declared, unseen } from '../../model/field.ts';
import type { ReachLevel } from '../../model/graph.ts';
import { bind, sampleAt, sampleGraph, sampleReach, sampleWorkload, volume, type Says } from '../sample-world.ts';
import { edgeRules } from './index.ts';

interface Row {
  readonly says: Says;
  readonly level: ReachLevel;
  readonly possible: ReachLevel;
  readonly kubernetes?: true;
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
const unresolved = unseen<never>('${SETTING} is not set here', sampleAt());

const rows: Readonly<Record<string, Row>> = {
  'a hardened container': onDocker({}, 'contained'),
  'a hardened container in a sandbox without a network': onDocker({ runtime: 'runsc' }, 'contained', 'contained'),
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
  'privileged by a variable that is not set': onDocker({ privileged: unresolved, runtime: 'runsc' }, 'contained'),
  'privileged by a variable that can only be false': onDocker(
    { privileged: unseen('', sampleAt(), [false]), runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the processes of the host, and nothing else': onDocker({ pid: 'host' }, 'contained'),
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
    'contained',
  ),
  'SYS_PTRACE among its own processes': onDocker({ capAdd: ['SYS_PTRACE'], ...off }, 'contained'),
  'the network of the host': onDocker({ network: 'host' }, 'contained'),
  'the shared memory of the host': onDocker({ ipc: 'host' }, 'contained'),
  'SYS_ADMIN, unconfined': onDocker({ capAdd: ['SYS_ADMIN'], ...off }, 'node'),
  'SYS_ADMIN, profile as usual': onDocker({ capAdd: ['SYS_ADMIN'] }, 'contained'),
  'SYS_ADMIN, unconfined, in a user namespace': onDocker(
    { capAdd: ['SYS_ADMIN'], ...off, userNamespace: true },
    'contained',
  ),
  'SYS_ADMIN, unconfined, as another user': onDocker({ capAdd: ['SYS_ADMIN'], ...off, user: 'node' }, 'contained'),
  'every capability': onDocker({ capAdd: ['ALL'] }, 'node'),
  'every capability but SYS_MODULE and the like': onDocker(
    { capAdd: ['ALL'], capDrop: ['SYS_MODULE', 'DAC_READ_SEARCH'] },
    'contained',
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
  'no masks below /proc': onDocker({ procUnmasked: true }, 'node'),
  'no masks below /proc, in a user namespace': onDocker(
    { procUnmasked: true, userNamespace: true, runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the engine socket': onDocker({ mounts: [bind('/var/run/docker.sock')] }, 'node'),
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
  "the image builder's socket": onDocker({ mounts: [bind('/run/buildkit/buildkitd.sock')] }, 'contained'),
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
  'the whole host, read-only, as another user': onDocker({ mounts: [bind('/', 'ro')], user: '65534' }, 'contained'),
  'the whole host in a user namespace': onDocker({ mounts: [bind('/')], userNamespace: true }, 'contained'),
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
  'the processes folder, read-only': onDocker({ mounts: [bind('/proc', 'ro')] }, 'contained'),
  'the processes folder, read-only, with SYS_PTRACE, unconfined': onDocker(
    { mounts: [bind('/proc', 'ro')], capAdd: ['SYS_PTRACE'], ...off },
    'node',
  ),
  'the processes folder': onDocker({ mounts: [bind('/proc')] }, 'node'),
  'the devices folder': onDocker({ mounts: [bind('/dev')] }, 'contained'),
  'the control groups of the host': onDocker({ mounts: [bind('/sys/fs/cgroup')] }, 'contained'),
  'an ordinary folder of the host': onDocker(
    { mounts: [bind('/srv/data')], runtime: 'runsc' },
    'contained',
    'contained',
  ),
  'the folder of the kubelet, read-only': onKubernetes({ mounts: [bind('/var/lib/kubelet', 'ro')] }, 'node'),
  'the folder of the pods of a node': onKubernetes({ mounts: [bind('/var/lib/kubelet/pods')] }, 'node'),
  'the store of the cluster, read-only': onKubernetes({ mounts: [bind('/var/lib/etcd', 'ro')] }, 'cluster'),
  'the manifests of a node': onKubernetes({ mounts: [bind('/etc/kubernetes/manifests')] }, 'node'),
  'the configuration of a node, read-only': onKubernetes({ mounts: [bind('/etc/kubernetes', 'ro')] }, 'node'),
  'a mount that could not be resolved': onDocker({ mounts: [unresolved], runtime: 'runsc' }, 'contained'),
  'a token of the cluster': onKubernetes({ serviceAccountToken: true, runtime: 'runsc' }, 'contained'),
};

for (const [name, { says, level, possible, kubernetes }] of Object.entries(rows)) {
  test(`reach: ${name}`, () => {
    const reach = sampleReach([sampleWorkload({ engine: kubernetes ? 'kubernetes' : 'docker', containers: [says] })]);
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
  'a neighbour on the same network': { web: {}, db: {}, level: 'contained' },
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
    web: {},
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
  'a volume that only the neighbour may write': {
    web: { mounts: [volume('files', 'ro')] },
    db: { mounts: [volume('files')] },
    level: 'contained',
  },
  'a volume of its own': { web: { mounts: [volume('files')] }, db: { mounts: [volume('data')] }, level: 'contained' },
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
  'the loopback of a neighbour': { web: { network: 'container:db' }, db: {}, level: 'contained' },
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
  const service = (type: ServiceFact['type'], selector: Record<string, string>): ServiceFact => ({
    kind: 'service',
    id: toFactId('service', 'test', 's'),
    scope: 'test',
    type,
    name: 's',
    namespace: 'shop',
    annotations: {},
    selector,
    ports: [],
    externalIps: [],
    sourceRanges: [],
    pointer: [],
    at: [],
    raw: { format: 'kubernetes', path: '', document: 0, pointer: [] },
  });
  assert.equal(open({ ports: [{ container: 80, host: 8080, protocol: 'tcp' }] }), 1);
  assert.equal(open({ ports: [{ container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' }] }), 0);
  assert.equal(open({}, [service('LoadBalancer', { app: 'web' })]), 1);
  assert.equal(open({}, [service('ClusterIP', { app: 'web' })]), 0);
  assert.equal(open({}, [service('NodePort', { app: 'web', tier: 'back' })]), 0);
  assert.equal(open({}, [service('NodePort', {})]), 0);
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from '../../model/check.ts';
import { byDefault, declared, unseen } from '../../model/field.ts';
import type { Engine } from '../../model/field.ts';
import type { Mount, Port } from '../../model/workload.ts';
import { workloadChecks } from './index.ts';
import { sampleAt, sampleWorkload, sampleWorld } from './workload-sample.ts';
import type { ContainerSample } from './workload-sample.ts';

const all = workloadChecks.filter(({ pack }) => pack === undefined) as readonly Check<'workload'>[];
const said = <T>(value: T) => declared(value, sampleAt);
const bind = (source: string, more: Partial<Mount> = {}): ContainerSample => ({
  says: { mounts: [said<Mount>({ kind: 'bind', source, target: '/mnt', readOnly: false, ...more })] },
});
const readOnly = (source: string, more: Partial<Mount> = {}): ContainerSample =>
  bind(source, { readOnly: true, ...more });
const port = (more: Partial<Port>): ContainerSample => ({
  says: { ports: [said<Port>({ container: 80, protocol: 'tcp', ...more })] },
});
const variable = (name: string, value: string): ContainerSample => ({ says: { env: [said({ name, value })] } });
const image = (ref: string): ContainerSample => ({ image: said(ref) });

interface Row {
  readonly name: string;
  readonly engine?: Engine;
  readonly sample: ContainerSample;
  /** Ids without `wl-`; nothing else may speak. */
  readonly accused: readonly string[];
}
const rows: readonly Row[] = [
  { name: 'a hardened service', sample: {}, accused: [] },
  { name: 'a hardened pod', engine: 'kubernetes', sample: {}, accused: [] },
  { name: 'privileged', sample: { says: { privileged: said(true) } }, accused: ['privileged'] },
  { name: 'privileged, not resolved', sample: { says: { privileged: unseen('${P}') } }, accused: [] },
  {
    name: 'privileged, which takes seccomp and AppArmor along unasked',
    sample: {
      says: { privileged: said(true) },
      holds: { seccomp: said({ type: 'unconfined' }), apparmor: said({ type: 'unconfined' }) },
    },
    accused: ['privileged'],
  },
  { name: 'SYS_ADMIN', sample: { says: { capAdd: [said('SYS_ADMIN')] } }, accused: ['cap-sys-admin'] },
  {
    name: 'every capability, and one that a rule is about',
    sample: { says: { capAdd: [said('ALL'), said('SYS_MODULE')] } },
    accused: ['cap-sys-admin', 'cap-sys-module'],
  },
  { name: 'SYS_TIME', sample: { says: { capAdd: [said('SYS_TIME')] } }, accused: ['cap-add-dangerous'] },
  {
    name: 'SYS_PTRACE with the processes of the host in sight',
    sample: { says: { capAdd: [said('SYS_PTRACE')], pid: said('host') } },
    accused: ['cap-sys-ptrace-hostpid', 'host-pid'],
  },
  { name: 'NET_RAW after the drop', sample: { says: { capAdd: [said('NET_RAW')] } }, accused: ['cap-net-raw'] },
  { name: 'one of the default set back', sample: { says: { capAdd: [said('CHOWN')] } }, accused: ['cap-add-not-bind'] },
  {
    name: 'one of the default set, which is there anyway',
    sample: { says: { capDrop: [], capAdd: [said('CHOWN')] } },
    accused: ['cap-no-drop-all'],
  },
  { name: 'NET_BIND_SERVICE', sample: { says: { capAdd: [said('NET_BIND_SERVICE')] } }, accused: [] },
  { name: 'an added capability, not resolved', sample: { says: { capAdd: [unseen('${CAP}')] } }, accused: [] },
  { name: 'no drops', sample: { says: { capDrop: [] } }, accused: ['cap-no-drop-all'] },
  { name: 'one drop', sample: { says: { capDrop: [said('NET_RAW')] } }, accused: ['cap-no-drop-all'] },
  { name: 'a drop that is not resolved', sample: { says: { capDrop: [unseen('${CAP}')] } }, accused: [] },
  { name: 'user root', sample: { says: { user: said('root:wheel') } }, accused: ['run-as-root'] },
  { name: 'user 0', sample: { says: { user: said('00:0') } }, accused: ['run-as-root'] },
  { name: 'user not resolved', sample: { says: { user: unseen('${UID}'), runAsNonRoot: said(false) } }, accused: [] },
  {
    name: 'no user, image not looked at',
    sample: { holds: { user: unseen('the image was not looked at'), runAsNonRoot: byDefault(false, 'docker') } },
    accused: ['run-as-nonroot-unset'],
  },
  {
    name: 'no user in file and image',
    sample: { holds: { user: byDefault('', 'docker'), runAsNonRoot: byDefault(false, 'docker') } },
    accused: ['run-as-nonroot-unset'],
  },
  {
    name: 'a user in the image',
    sample: { holds: { user: said('node'), runAsNonRoot: byDefault(false, 'docker') } },
    accused: [],
  },
  {
    name: 'no user, but runAsNonRoot',
    engine: 'kubernetes',
    sample: { holds: { user: unseen('the image was not looked at') }, says: { runAsNonRoot: said(true) } },
    accused: [],
  },
  { name: 'a number of the host', sample: { says: { user: said('1000') } }, accused: ['low-uid'] },
  {
    name: 'numbers of the host for user and group',
    sample: { says: { user: said('1000:1000'), group: said('1000') } },
    accused: ['low-uid'],
  },
  { name: 'a number of the host for the group', sample: { says: { group: said('1000') } }, accused: ['low-gid'] },
  {
    name: 'a number of the host in a user namespace of its own',
    sample: { says: { user: said('1000'), group: said('1000'), userNamespace: said(true) } },
    accused: [],
  },
  { name: 'a number in the image', sample: { holds: { user: said('999') } }, accused: [] },
  { name: 'the group of root', sample: { says: { group: said('root') } }, accused: ['root-group'] },
  {
    name: 'root in the group of root',
    sample: { says: { user: said('0:0'), group: said('0') } },
    accused: ['run-as-root'],
  },
  { name: 'another group of root', sample: { says: { groups: [said('0')] } }, accused: ['root-group'] },
  { name: 'volumes for the group of root', sample: { says: { fsGroup: said(0) } }, accused: ['root-group'] },
  {
    name: 'the group of the engine',
    sample: { says: { groups: [said('Docker')] } },
    accused: ['group-add-privileged'],
  },
  {
    name: 'groups of the image in a pod that names its own',
    engine: 'kubernetes',
    sample: { says: { groups: [said('10002')] } },
    accused: ['supplemental-groups-image'],
  },
  { name: 'pid of the host', sample: { says: { pid: said('host') } }, accused: ['host-pid'] },
  {
    name: 'pid of another container',
    sample: { says: { pid: said('container:db') } },
    accused: ['ns-share-container'],
  },
  { name: 'ipc of the host', sample: { says: { ipc: said('host') } }, accused: ['host-ipc'] },
  {
    name: 'network of the host, which takes the host name along',
    sample: { says: { network: said('host') }, holds: { uts: said('host') } },
    accused: ['host-network'],
  },
  { name: 'uts of the host', sample: { says: { uts: said('host') } }, accused: ['host-uts'] },
  { name: 'cgroup of the host', sample: { says: { cgroup: said('host') } }, accused: ['host-cgroupns'] },
  { name: 'the host’s users', sample: { says: { userNamespace: said(false) } }, accused: ['host-userns'] },
  { name: 'a cgroup elsewhere', sample: { says: { cgroupParent: said('/x') } }, accused: ['cgroup-parent'] },
  {
    name: 'processes of the pod',
    engine: 'kubernetes',
    sample: { says: { pid: said('pod') } },
    accused: [],
  },
  { name: 'a process of the node', sample: { says: { hostProcess: said(true) } }, accused: ['windows-hostprocess'] },
  { name: 'a label of its own', sample: { says: { selinux: said({ role: 'r' }) } }, accused: ['selinux-custom'] },
  {
    name: 'a type without confinement, which another rule says',
    sample: { says: { selinux: said({ type: 'spc_t' }), selinuxDisabled: said(true) } },
    accused: ['selinux-disabled'],
  },
  {
    name: 'a sysctl that Kubernetes allows',
    sample: { says: { sysctls: [said({ name: 'net/ipv4/tcp_rmem', value: '1' })] } },
    accused: [],
  },
  {
    name: 'a sysctl of the network of the host',
    sample: { says: { network: said('host'), sysctls: [said({ name: 'net.ipv4.tcp_rmem', value: '1' })] } },
    accused: ['host-network', 'kernel-sysctl-hostnet'],
  },
  { name: 'seccomp off', sample: { says: { seccomp: said({ type: 'unconfined' }) } }, accused: ['seccomp-unconfined'] },
  {
    name: 'seccomp off by default',
    engine: 'kubernetes',
    sample: { holds: { seccomp: byDefault({ type: 'unconfined' }, 'kubernetes') } },
    accused: ['seccomp-unset'],
  },
  {
    name: 'AppArmor off',
    sample: { says: { apparmor: said({ type: 'unconfined' }) } },
    accused: ['apparmor-unconfined'],
  },
  { name: 'SELinux off', sample: { says: { selinuxDisabled: said(true) } }, accused: ['selinux-disabled'] },
  { name: '/proc unmasked', sample: { says: { procUnmasked: said(true) } }, accused: ['proc-unmasked'] },
  {
    name: 'new privileges by default',
    sample: { holds: { noNewPrivileges: byDefault(false, 'docker') } },
    accused: ['no-new-privileges-off'],
  },
  {
    name: 'a writable root by default',
    sample: { holds: { readOnlyRootfs: byDefault(false, 'docker') } },
    accused: ['readonly-rootfs-off'],
  },
  { name: 'no memory limit', sample: { holds: { memoryLimit: byDefault(-1, 'docker') } }, accused: ['memory-limit'] },
  { name: 'memory limit 0', sample: { says: { memoryLimit: said(0) } }, accused: ['memory-limit'] },
  { name: 'memory limit not resolved', sample: { says: { memoryLimit: unseen('${MEM}') } }, accused: [] },
  { name: 'no processor limit', sample: { holds: { cpuLimit: byDefault(-1, 'docker') } }, accused: ['cpu-limit'] },
  { name: 'no limit on processes', sample: { says: { pidsLimit: said(-1) } }, accused: ['pids-limit'] },
  {
    name: 'no limit on processes in a pod, which cannot set one',
    engine: 'kubernetes',
    sample: { holds: { pidsLimit: byDefault(-1, 'kubernetes') } },
    accused: [],
  },
  { name: 'the engine socket, read-only', sample: readOnly('/var/run/docker.sock'), accused: ['docker-sock'] },
  { name: 'the engine socket by a detour', sample: bind('/var/./run/../run//docker.sock'), accused: ['docker-sock'] },
  { name: 'the engine pipe of Windows', sample: bind(String.raw`\\.\pipe\docker_engine`), accused: ['docker-sock'] },
  { name: 'a rootless engine socket', sample: bind('/run/user/1000/docker.sock'), accused: ['docker-sock'] },
  { name: 'the folder of all sockets', sample: bind('/var/run/'), accused: ['docker-sock'] },
  { name: 'the folder of all sockets on a node', engine: 'kubernetes', sample: bind('/run'), accused: ['cri-sock'] },
  { name: 'the containerd socket', sample: readOnly('/run/containerd/containerd.sock'), accused: ['cri-sock'] },
  { name: 'a folder of an application below /run', sample: bind('/run/app'), accused: ['hostpath-writable'] },
  {
    name: 'a tmpfs at /run',
    sample: { says: { mounts: [said({ kind: 'tmpfs', target: '/run', readOnly: false })] } },
    accused: [],
  },
  { name: 'the whole host', sample: bind('/'), accused: ['sensitive-mount-rw'] },
  { name: 'the whole host, read-only', sample: readOnly('/'), accused: ['sensitive-mount-ro'] },
  { name: '/etc writable', sample: bind('/etc'), accused: ['sensitive-mount-rw'] },
  { name: 'a folder above a sensitive one', sample: bind('/var/lib'), accused: ['sensitive-mount-rw'] },
  { name: 'below the kubelet, read-only', sample: readOnly('/var/lib/kubelet/pods'), accused: ['sensitive-mount-ro'] },
  {
    name: 'the credentials of a small cluster',
    sample: readOnly('/var/snap/microk8s'),
    accused: ['sensitive-mount-ro'],
  },
  { name: 'control groups, read-only', sample: readOnly('/sys/fs/cgroup'), accused: [] },
  { name: 'cron jobs', sample: bind('/etc/cron.d/job'), accused: ['sensitive-mount-rw'] },
  { name: 'cron jobs, read-only and single', sample: readOnly('/etc/cron.d/job'), accused: [] },
  { name: 'keys of a person', sample: readOnly('/home/ann/.ssh'), accused: ['sensitive-mount-ro'] },
  { name: 'keys of a person, unexpanded', sample: readOnly('~/.gnupg'), accused: ['sensitive-mount-ro'] },
  { name: 'credentials of a cloud, unexpanded', sample: readOnly('~/.aws'), accused: ['cloud-cred-mount'] },
  { name: 'credentials of a cluster', sample: bind('/etc/kubernetes/admin.conf'), accused: ['cloud-cred-mount'] },
  {
    name: 'logs of a node, writable',
    engine: 'kubernetes',
    sample: bind('/var/log/containers'),
    accused: ['var-log-mount'],
  },
  { name: 'logs of a node', engine: 'kubernetes', sample: readOnly('/var/log'), accused: ['sensitive-mount-ro'] },
  { name: 'logs of a host without a kubelet', sample: bind('/var/log'), accused: ['sensitive-mount-rw'] },
  { name: 'an ordinary path of a node', engine: 'kubernetes', sample: readOnly('/srv'), accused: ['hostpath-any'] },
  { name: 'the same, writable', engine: 'kubernetes', sample: bind('/srv'), accused: ['hostpath-writable'] },
  { name: 'the folder of the file itself', sample: bind('.'), accused: ['hostpath-writable'] },
  { name: 'the folder above', sample: bind('..'), accused: ['hostpath-writable'] },
  { name: 'the folder of the file itself, read-only', sample: readOnly('.'), accused: [] },
  { name: 'a project in a home folder', sample: readOnly('/home/ann/shop/data'), accused: [] },
  { name: 'the time zone', sample: readOnly('/etc/localtime'), accused: [] },
  { name: 'kernel modules, read-only', sample: readOnly('/lib/modules'), accused: [] },
  { name: 'a path that only begins like one', sample: readOnly('/etcetera'), accused: [] },
  { name: 'a relative path', sample: bind('./etc'), accused: [] },
  { name: 'a source that is not resolved', sample: { says: { mounts: [unseen('${DIR}')] } }, accused: [] },
  {
    name: 'shared propagation',
    sample: bind('/srv/data', { propagation: 'shared' }),
    accused: ['mount-propagation-shared'],
  },
  { name: 'a device', sample: { says: { devices: [said({ host: '/dev/ttyUSB0' })] } }, accused: ['host-devices'] },
  {
    name: 'a device that leads further',
    sample: { says: { devices: [said({ host: '/dev/net/tun' })] } },
    accused: ['dangerous-char-device'],
  },
  {
    name: 'the same as a mount',
    engine: 'kubernetes',
    sample: readOnly('/dev/vhost-net'),
    accused: ['dangerous-char-device'],
  },
  {
    name: 'a device as a mount',
    engine: 'kubernetes',
    sample: readOnly('/dev/ttyUSB0', { hostType: 'CharDevice' }),
    accused: ['host-devices'],
  },
  {
    name: 'a rule for one device',
    sample: { says: { deviceRules: [said('c 10:200 rwm')] } },
    accused: [],
  },
  {
    name: 'a rule for the memory of the host',
    sample: { says: { deviceRules: [said('c 1:1 r')] } },
    accused: ['device-cgroup-rule'],
  },
  {
    name: 'the engine socket with its credentials',
    sample: {
      says: {
        useApiSocket: said(true),
        mounts: [
          said({ kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock', readOnly: false }),
        ],
      },
    },
    accused: ['use-api-socket'],
  },
  {
    name: 'a folder of the pod without a bound',
    engine: 'kubernetes',
    sample: { says: { mounts: [said({ kind: 'volume', type: 'emptyDir', target: '/tmp', readOnly: false })] } },
    accused: ['tmpfs-exec'],
  },
  {
    name: 'a folder of the pod, bounded by what the container may store',
    engine: 'kubernetes',
    sample: {
      says: {
        mounts: [said({ kind: 'volume', type: 'emptyDir', target: '/tmp', readOnly: false })],
        storageLimit: said(1024),
      },
    },
    accused: [],
  },
  { name: 'a disk', sample: { says: { devices: [said({ host: '/dev/nvme0n1p2' })] } }, accused: ['block-device'] },
  { name: 'a disk as a mount', sample: bind('/dev/mapper/vg-root'), accused: ['block-device'] },
  { name: 'a port on every address', sample: port({ host: 8080 }), accused: ['publish-all-interfaces'] },
  { name: 'a port on 0.0.0.0', sample: port({ host: 8080, hostIp: '0.0.0.0' }), accused: ['publish-all-interfaces'] },
  { name: 'every port of the image', sample: { says: { publishAll: said(true) } }, accused: ['publish-all'] },
  { name: 'the default bridge', sample: { says: { networks: [said('bridge')] } }, accused: ['default-bridge'] },
  {
    name: 'the default bridge, but no network of it',
    sample: { says: { networks: [said('bridge')], network: said('none') } },
    accused: [],
  },
  {
    name: 'a probe elsewhere',
    engine: 'kubernetes',
    sample: { says: { handlers: [said({ when: 'startup', how: 'tcp', host: '10.0.0.5', port: 1 })] } },
    accused: ['probe-host'],
  },
  { name: 'a port on the loopback', sample: port({ host: 8080, hostIp: '127.0.0.1' }), accused: [] },
  { name: 'a port that is not published', sample: port({}), accused: [] },
  {
    name: 'a port on every address, by podman',
    engine: 'podman',
    sample: port({ host: 8080 }),
    accused: ['publish-all-interfaces'],
  },
  { name: 'the folder of all sockets, by podman', engine: 'podman', sample: bind('/run'), accused: ['docker-sock'] },
  {
    name: 'no limit on processes, by podman',
    engine: 'podman',
    sample: { says: { pidsLimit: said(-1) } },
    accused: ['pids-limit'],
  },
  { name: 'a host port of a pod', engine: 'kubernetes', sample: port({ host: 8080 }), accused: ['host-port'] },
  {
    name: 'a host port in the network of the host',
    engine: 'kubernetes',
    sample: { says: { ...port({ host: 8080 }).says, network: said('host') } },
    accused: ['host-network'],
  },
  {
    name: 'a database on every address',
    sample: port({ container: 5432, host: 15_432 }),
    accused: ['publish-sensitive'],
  },
  {
    name: 'a database on one address',
    sample: port({ container: 5432, host: 5432, hostIp: '10.0.0.5' }),
    accused: ['publish-sensitive'],
  },
  { name: 'no tag', sample: image('nginx'), accused: ['image-latest'] },
  { name: 'no tag after a registry with a port', sample: image('localhost:5000/nginx'), accused: ['image-latest'] },
  { name: 'latest', sample: image('nginx:latest'), accused: ['image-latest'] },
  { name: 'latest, pinned', sample: image(`nginx:latest@sha256:${'0'.repeat(64)}`), accused: [] },
  { name: 'a version', sample: image('nginx:1.27'), accused: ['image-no-digest'] },
  { name: 'a version with its digest', sample: image(`nginx:1.27@sha256:${'0'.repeat(64)}`), accused: [] },
  {
    name: 'a registry that is given up',
    sample: image(`k8s.gcr.io/pause@sha256:${'0'.repeat(64)}`),
    accused: ['image-registry-deprecated'],
  },
  {
    name: 'a floating tag that is kept',
    sample: { ...image('nginx'), says: { pullPolicy: said('never') } },
    accused: ['image-latest', 'pull-policy'],
  },
  {
    name: 'an image that is built here',
    sample: { ...image('web'), build: said({ context: '', dockerfile: 'Dockerfile' }) },
    accused: [],
  },
  { name: 'an image that is not resolved', sample: { image: unseen('${TAG}') }, accused: [] },
  { name: 'a password', sample: variable('DB_PASSWORD', 'hunter2-Qx81vb'), accused: ['env-secret-literal'] },
  { name: 'a path to a password', sample: variable('DB_PASSWORD_FILE', '/run/secrets/db'), accused: [] },
  {
    name: 'a password by reference',
    sample: { says: { env: [said({ name: 'DB_PASSWORD', ref: 'db/password' })] } },
    accused: [],
  },
  { name: 'a password that is not resolved', sample: { says: { env: [unseen('${PW}')] } }, accused: [] },
];
for (const row of rows) {
  test(row.name, () => {
    const workload = sampleWorkload(row.engine ?? 'docker', row.sample);
    const accused = all.filter((check) => [...check.run(workload, sampleWorld())].length > 0).map((check) => check.id);
    assert.deepEqual(
      accused,
      row.accused.map((id) => `wl-${id}`),
    );
  });
}

test('ids are unique, and each rule has examples in a format that can express it', () => {
  assert.equal(new Set(all.map((check) => check.id)).size, all.length);
  for (const check of all) assert.ok(check.examples.bad.length > 0 && check.examples.good.length > 0, check.id);
});

// Which places of a host matter when a container has them: what each gives to whoever may write or read it, and what
// that is called. https://attack.mitre.org/techniques/T1611/ https://attack.mitre.org/techniques/T1552/001/
import type { Assumption } from './graph.ts';

/** `true` gives it as it stands, a list only when all of that holds too. */
export type Gift = true | readonly Assumption[];
export interface Gifts {
  /** Writing makes the host run code as root. */
  readonly root?: Gift;
  /** Reading gives keys, tokens or hashes of the host. */
  readonly secrets?: Gift;
  /** The files, logs or secrets of the other containers. */
  readonly containers?: Gift;
  /** The credentials of the whole cluster. */
  readonly cluster?: Gift;
}
export interface HostPlace {
  readonly path: string;
  /** Whether what lies below it is as sensitive: always, only to who may write there, or never. */
  readonly below: 'always' | 'writable' | 'never';
  /** What a mount of it gives away, in words; absent where such a mount is an ordinary one. */
  readonly means?: string;
  readonly gifts: Gifts;
  /** The gifts are those of the place itself, and not of what lies below it. */
  readonly onlyItself?: true;
}

const assume = (name: string, why: string): readonly Assumption[] => [{ name, why }];
/** What only some nodes of a cluster have. */
export const controlPlane = assume('control-plane', 'the node is one of the control plane');
const oldCgroup = assume('cgroup-v1', 'the host still uses control groups of version 1');
const deviceRule = assume('device-allowed', 'the device rules of the container let it open a disk');
const hostAccount = assume('host-account', 'someone on the host uses what was planted there');
const debugKnob = assume('debug-interface', 'a debugging interface of the kernel lets memory be written');
const keyOpens = assume('credential-opens', 'a key or password that lies there opens the host');
const logLinks = assume('log-links', 'the kubelet follows links in the folder of logs, and its logs can be asked for');
const containerLogs = assume('container-logs', 'the engine keeps the logs of its containers there');
const program = assume('host-program', 'the host runs a program from there');
const asPlugin = assume('kubelet-plugin', 'a pod asks for what the container offers the kubelet as a plugin');
const bootsAgain = assume('boots-again', 'the machine starts again, from what was written there');
const seenProcess = assume('secret-in-sight', 'a process of the host has a credential among its arguments');
const releaseAgent: readonly Assumption[] = [
  ...oldCgroup,
  ...assume('may-set-agent', 'it has SYS_ADMIN, or the kernel is older than 5.17 and does not ask for it'),
];
const eventHelper = assume('event-helper', 'the kernel of the host is built to start a helper for events of devices');

const plugins = 'the plugins of the kubelet, which decide what pods are given';
const startup = 'what runs at start-up or on a schedule, as root';
const accounts = 'accounts of the host';
const becomesRoot = 'who may become root';
const programs = 'programs and libraries that the host runs';
const credentials = 'credentials and keys';
const runtime = 'the configuration of the runtime';
const clusterKeys = 'the credentials of the cluster';
const everyPod = 'the tokens and secrets of every pod on the node';
const everyContainer = 'the files and secrets of every container on the host';
const bootData = 'user data and boot scripts';
const kernel = 'settings and memory of the kernel';
const services = 'control over the services of the host';

const root: Gifts = { root: true };
const rootAndSecrets: Gifts = { root: true, secrets: true };
const rootAndContainers: Gifts = { root: true, containers: true };
/** Whatever is on it. */
export const diskGifts: Gifts = { root: deviceRule, secrets: deviceRule };
const wholeCluster: Gifts = { root: true, secrets: true, cluster: controlPlane };

/** What is most telling about a folder that has several of them in it stands first. */
export const hostPlaces: readonly HostPlace[] = [
  {
    path: '/etc/kubernetes',
    below: 'always',
    means: 'the credentials of the cluster and the pods that the node starts by itself',
    gifts: wholeCluster,
  },
  { path: '/etc/rancher', below: 'always', means: credentials, gifts: wholeCluster },
  {
    path: '/etc/docker',
    below: 'always',
    means: 'the configuration of the engine and its registry credentials',
    gifts: { root: true, secrets: keyOpens },
  },
  ...alike({ below: 'always', means: runtime, gifts: { root: true, secrets: keyOpens } }, [
    '/etc/containerd',
    '/etc/crio',
  ]),
  { path: '/etc/ssh', below: 'always', means: credentials, gifts: rootAndSecrets },
  { path: '/etc/ssl/private', below: 'always', means: credentials, gifts: { secrets: keyOpens } },
  { path: '/etc/shadow', below: 'always', means: 'the password hashes of the host', gifts: rootAndSecrets },
  ...alike({ below: 'always', means: becomesRoot, gifts: root }, ['/etc/sudoers', '/etc/sudoers.d']),
  ...alike({ below: 'writable', means: startup, gifts: root }, [
    '/etc/cron.d',
    '/etc/cron.hourly',
    '/etc/cron.daily',
    '/etc/cron.weekly',
    '/etc/cron.monthly',
    '/etc/crontab',
    '/etc/systemd',
    '/etc/init.d',
    '/etc/rc.local',
    '/etc/profile',
    '/etc/profile.d',
    '/etc/environment',
    '/etc/udev',
    '/etc/modprobe.d',
    '/etc/modules-load.d',
    '/etc/logrotate.d',
    '/etc/ld.so.preload',
    '/etc/ld.so.conf',
    '/etc/ld.so.conf.d',
    '/etc/cni',
    '/var/spool/cron',
  ]),
  ...alike({ below: 'writable', means: accounts, gifts: root }, [
    '/etc/passwd',
    '/etc/group',
    '/etc/pam.d',
    '/etc/security',
  ]),
  { path: '/etc', below: 'never', means: 'accounts, start-up files and keys of the host', gifts: {} },
  { path: '/root', below: 'always', means: "root's keys and start-up files", gifts: rootAndSecrets },
  { path: '/home', below: 'never', means: "people's keys and start-up files", gifts: rootAndSecrets },
  ...alike({ below: 'always', means: services, gifts: {} }, ['/run/systemd', '/run/dbus']),
  { path: '/var/lib/kubelet', below: 'always', means: everyPod, gifts: { ...rootAndSecrets, containers: true } },
  { path: '/var/lib/kubelet/pods', below: 'always', means: everyPod, gifts: { secrets: true, containers: true } },
  ...alike({ below: 'always', means: plugins, gifts: { root: asPlugin } }, [
    '/var/lib/kubelet/device-plugins',
    '/var/lib/kubelet/plugins',
    '/var/lib/kubelet/plugins_registry',
  ]),
  {
    path: '/var/lib/kubelet/plugins/kubernetes.io',
    below: 'always',
    means: 'the volumes of the pods on the node',
    gifts: { containers: true },
  },
  { path: '/var/lib/kubelet/pod-resources', below: 'always', means: everyPod, gifts: {} },
  ...alike({ below: 'always', means: everyContainer, gifts: rootAndContainers }, [
    '/var/lib/docker',
    '/var/lib/containerd',
    '/var/lib/containers',
    '/run/containerd/io.containerd.runtime.v2.task',
  ]),
  ...alike({ below: 'always', means: 'the volumes of every container on the host', gifts: { containers: true } }, [
    '/var/lib/docker/volumes',
    '/var/lib/containers/storage/volumes',
  ]),
  {
    path: '/var/lib/etcd',
    below: 'always',
    means: 'every secret of the cluster',
    gifts: { secrets: true, cluster: true },
  },
  ...alike({ below: 'always', means: clusterKeys, gifts: wholeCluster }, [
    '/var/lib/rancher',
    '/var/lib/k0s',
    '/var/snap/microk8s',
  ]),
  ...alike({ below: 'always', means: bootData, gifts: rootAndSecrets }, ['/var/lib/cloud', '/var/lib/google']),
  { path: '/var/lib/waagent', below: 'always', means: 'the certificates of the cloud agent', gifts: rootAndSecrets },
  {
    path: '/var/log',
    below: 'never',
    means: "other containers' logs, and through links any file that the kubelet can read",
    gifts: { root: logLinks, containers: containerLogs },
  },
  ...alike({ below: 'always', gifts: { root: logLinks, containers: containerLogs } }, [
    '/var/log/pods',
    '/var/log/containers',
  ]),
  ...alike({ below: 'writable', means: programs, gifts: root }, [
    '/bin',
    '/sbin',
    '/lib',
    '/lib32',
    '/lib64',
    '/libx32',
    '/usr/bin',
    '/usr/sbin',
    '/usr/lib',
    '/usr/lib32',
    '/usr/lib64',
    '/usr/libexec',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/usr/local/lib',
    '/opt/cni',
  ]),
  { path: '/usr', below: 'never', means: programs, gifts: {} },
  { path: '/opt', below: 'never', gifts: { root: program } },
  { path: '/sys/firmware/efi/efivars', below: 'writable', gifts: { root: bootsAgain } },
  { path: '/boot', below: 'writable', means: 'the kernel that boots next', gifts: root },
  ...alike({ below: 'writable', gifts: root }, ['/proc/sys/kernel', '/proc/sysrq-trigger']),
  { path: '/proc', below: 'writable', means: kernel, gifts: { root: true, secrets: seenProcess }, onlyItself: true },
  { path: '/sys/fs/cgroup', below: 'writable', gifts: { root: releaseAgent } },
  ...alike({ below: 'writable', gifts: { root: debugKnob } }, ['/sys/kernel/debug', '/sys/kernel/tracing']),
  { path: '/sys', below: 'writable', means: kernel, gifts: { root: eventHelper }, onlyItself: true },
  {
    path: '/dev',
    below: 'never',
    means: 'the disks and memory of the host',
    gifts: diskGifts,
  },
  { path: '/var/lib/lxc/lxcfs', below: 'always', gifts: { root: oldCgroup } },
  ...alike({ below: 'never', gifts: { root: hostAccount } }, ['/tmp', '/var/tmp']),
];
function alike(place: Omit<HostPlace, 'path'>, paths: readonly string[]): readonly HostPlace[] {
  return paths.map((path) => ({ ...place, path }));
}

const homeFolder = /^\/home\/[^/]+$/;
const keyFolder = /\/\.(?:ssh|aws|kube|docker|gnupg|azure)(?:\/|$)|\/\.config\/gcloud(?:\/|$)/;
/** Of some person, wherever their folder is. */
export const personal: Pick<HostPlace, 'means' | 'gifts'> & { readonly means: string } = {
  means: credentials,
  gifts: rootAndSecrets,
};
export function isPersonal(path: string): boolean {
  return path === '~' || homeFolder.test(path) || keyFolder.test(path);
}

const disks =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]+[0-9]*|nvme[0-9]+n[0-9]+(?:p[0-9]+)?|mmcblk[0-9]+(?:p[0-9]+)?|(?:dm-|md|loop|sr|nbd|zd)[0-9]+|mapper\/.+|disk\/.+|block\/.+)$/;
export function isDisk(path: string): boolean {
  return path !== '/dev/mapper/control' && disks.test(path);
}

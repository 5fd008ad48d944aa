// What a path of the host gives to whoever may write or read it: https://attack.mitre.org/techniques/T1611/
import type { Assumption } from '../model/graph.ts';
import { always, type Condition } from './conditions.ts';
import { isWithin } from './host-mounts.ts';

/** `true` gives it as it stands, a list only when all of that holds too. */
type Gives = true | readonly Assumption[];
interface PathRow {
  readonly path: string;
  /** A mount of a folder inside it gives the same. */
  readonly below: boolean;
  /** Writing makes the host run code as root. */
  readonly root?: Gives;
  /** Reading gives keys, tokens or hashes of the host. */
  readonly secrets?: Gives;
  /** The files, logs or secrets of the other containers. */
  readonly containers?: true;
  /** The credentials of the whole cluster. */
  readonly cluster?: Gives;
}
export interface PathGifts {
  readonly root?: Gives;
  readonly secrets?: Gives;
  readonly containers?: true;
  readonly cluster?: Gives;
}

const assume = (name: string, why: string): readonly Assumption[] => [{ name, why }];
const controlPlane = assume('control-plane', 'the node is one of the control plane');
const oldCgroup = assume('cgroup-v1', 'the host still uses control groups of version 1');
const deviceRule = assume('device-allowed', 'the device rules of the container let it open a disk');
const hostAccount = assume('host-account', 'someone on the host uses what was planted there');
const debugKnob = assume('debug-interface', 'a debugging interface of the kernel lets memory be written');
const keyOpens = assume('credential-opens', 'a key or password that lies there opens the host');
const logLinks = assume('log-links', 'the kubelet follows links in the folder of logs, and its logs can be asked for');
const program = assume('host-program', 'the host runs a program from there');
const seenProcess = assume('secret-in-sight', 'a process of the host has a credential among its arguments');

const rows: readonly PathRow[] = [
  ...rootBelow([
    '/etc/cron.d',
    '/etc/cron.hourly',
    '/etc/cron.daily',
    '/etc/cron.weekly',
    '/etc/cron.monthly',
    '/etc/crontab',
    '/etc/ld.so.preload',
    '/etc/ld.so.conf',
    '/etc/ld.so.conf.d',
    '/etc/passwd',
    '/etc/group',
    '/etc/pam.d',
    '/etc/security',
    '/etc/sudoers',
    '/etc/sudoers.d',
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
    '/etc/cni',
    '/opt/cni',
    '/var/spool/cron',
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
    '/boot',
    '/proc/sys/kernel',
    '/proc/sysrq-trigger',
  ]),
  { path: '/etc/shadow', below: true, root: true, secrets: true },
  { path: '/etc/ssh', below: true, root: true, secrets: true },
  { path: '/etc/ssl/private', below: true, secrets: keyOpens },
  { path: '/etc/docker', below: true, root: true, secrets: keyOpens },
  { path: '/etc/containerd', below: true, root: true, secrets: keyOpens },
  { path: '/etc/crio', below: true, root: true, secrets: keyOpens },
  { path: '/etc/kubernetes', below: true, root: true, secrets: true, cluster: controlPlane },
  { path: '/etc/rancher', below: true, root: true, secrets: true, cluster: controlPlane },
  { path: '/root', below: true, root: true, secrets: true },
  { path: '/home', below: false, root: true, secrets: true },
  { path: '/opt', below: false, root: program },
  { path: '/var/lib/kubelet', below: true, root: true, secrets: true, containers: true },
  { path: '/var/lib/kubelet/pods', below: true, secrets: true, containers: true },
  { path: '/var/lib/kubelet/pod-resources', below: true },
  { path: '/var/lib/docker', below: true, root: true, containers: true },
  { path: '/var/lib/docker/volumes', below: false, containers: true },
  { path: '/var/lib/containerd', below: true, root: true, containers: true },
  { path: '/var/lib/containers', below: true, root: true, containers: true },
  { path: '/run/containerd/io.containerd.runtime.v2.task', below: true, root: true, containers: true },
  { path: '/var/lib/etcd', below: true, secrets: true, cluster: true },
  { path: '/var/lib/rancher', below: true, root: true, secrets: true, cluster: controlPlane },
  { path: '/var/lib/k0s', below: true, root: true, secrets: true, cluster: controlPlane },
  { path: '/var/snap/microk8s', below: true, root: true, secrets: true, cluster: controlPlane },
  { path: '/var/lib/cloud', below: true, root: true, secrets: true },
  { path: '/var/lib/waagent', below: true, root: true, secrets: true },
  { path: '/var/lib/google', below: true, root: true, secrets: true },
  { path: '/var/lib/lxc/lxcfs', below: true, root: oldCgroup },
  { path: '/var/log', below: false, root: logLinks, containers: true },
  { path: '/var/log/pods', below: true, root: logLinks, containers: true },
  { path: '/var/log/containers', below: true, root: logLinks, containers: true },
  { path: '/proc', below: false, root: true, secrets: seenProcess },
  { path: '/sys', below: false, root: true },
  { path: '/sys/fs/cgroup', below: true, root: oldCgroup },
  { path: '/sys/kernel/debug', below: true, root: debugKnob },
  { path: '/sys/kernel/tracing', below: true, root: debugKnob },
  { path: '/dev', below: false, root: deviceRule, secrets: deviceRule },
  { path: '/tmp', below: false, root: hostAccount },
  { path: '/var/tmp', below: false, root: hostAccount },
];
const homeFolder = /^\/home\/[^/]+$/;
const keyFolder = /\/\.(?:ssh|aws|kube|docker|gnupg|azure)(?:\/|$)|\/\.config\/gcloud(?:\/|$)/;
const disks =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]+[0-9]*|nvme[0-9]+n[0-9]+(?:p[0-9]+)?|mmcblk[0-9]+(?:p[0-9]+)?|(?:dm-|md|loop|sr|nbd|zd)[0-9]+|mapper\/.+|disk\/.+|block\/.+)$/;
export function isDisk(path: string): boolean {
  return path !== '/dev/mapper/control' && disks.test(path);
}

/** Everything that a mount of this path has in it, or is part of. */
export function giftsOf(path: string): PathGifts {
  if (path === '~' || homeFolder.test(path) || keyFolder.test(path)) return { root: true, secrets: true };
  if (isDisk(path)) return { root: deviceRule, secrets: deviceRule };
  if (!path.startsWith('/')) return {};
  const around = rows
    .filter((row) => row.path !== path && row.below && isWithin(path, row.path))
    .reduce<PathRow | undefined>((a, b) => (a === undefined || b.path.length > a.path.length ? b : a), undefined);
  const inside = rows.filter((row) => isWithin(row.path, path));
  return strongest(around === undefined ? inside : [...inside, around]);
}
/** What a gift adds to the conditions of its step. */
export function withGift(gift: Gives): Condition {
  return gift === true ? always : { ...always, assumes: gift };
}
function strongest(found: readonly PathRow[]): PathGifts {
  const root = best(found.map((row) => row.root));
  const secrets = best(found.map((row) => row.secrets));
  const cluster = best(found.map((row) => row.cluster));
  return {
    ...(root && { root }),
    ...(secrets && { secrets }),
    ...(cluster && { cluster }),
    ...(found.some((row) => row.containers) && { containers: true }),
  };
}
function best(gifts: readonly (Gives | undefined)[]): Gives | undefined {
  return gifts.find((one) => one === true) ?? gifts.find((one) => one !== undefined);
}
function rootBelow(paths: readonly string[]): readonly PathRow[] {
  return paths.map((path) => ({ path, below: true, root: true }));
}

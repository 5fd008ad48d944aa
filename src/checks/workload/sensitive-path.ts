// Which paths of the host give control over it when written, or its secrets when read.
import { isWithin } from './host-path.ts';

/** `below`: whether a path inside it is as sensitive: when writable, always, or never. */
interface Sensitive {
  readonly path: string;
  readonly below: 'always' | 'writable' | 'never';
  readonly gives: string;
}
const startup = 'what runs at start-up or on a schedule, as root';
const programs = 'programs and libraries that the host runs';
const credentials = 'credentials and keys';
const containers = 'the files and secrets of every container on the host';
const kernel = 'settings and memory of the kernel';
const sensitive: readonly Sensitive[] = [
  {
    path: '/etc/kubernetes',
    below: 'always',
    gives: 'the credentials of the cluster and the pods that the node starts by itself',
  },
  { path: '/etc/rancher', below: 'always', gives: credentials },
  { path: '/etc/docker', below: 'always', gives: 'the configuration of the engine and its registry credentials' },
  { path: '/etc/containerd', below: 'always', gives: 'the configuration of the runtime' },
  { path: '/etc/crio', below: 'always', gives: 'the configuration of the runtime' },
  { path: '/etc/ssh', below: 'always', gives: credentials },
  { path: '/etc/ssl/private', below: 'always', gives: credentials },
  { path: '/etc/shadow', below: 'always', gives: 'the password hashes of the host' },
  { path: '/etc/sudoers', below: 'always', gives: 'who may become root' },
  { path: '/etc/sudoers.d', below: 'always', gives: 'who may become root' },
  ...writable(startup, [
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
  ...writable('accounts of the host', ['/etc/passwd', '/etc/group', '/etc/pam.d', '/etc/security']),
  { path: '/etc', below: 'never', gives: 'accounts, start-up files and keys of the host' },
  { path: '/root', below: 'always', gives: "root's keys and start-up files" },
  { path: '/home', below: 'never', gives: "people's keys and start-up files" },
  { path: '/var/lib/kubelet', below: 'always', gives: 'the tokens and secrets of every pod on the node' },
  { path: '/var/lib/docker', below: 'always', gives: containers },
  { path: '/var/lib/containerd', below: 'always', gives: containers },
  { path: '/var/lib/containers', below: 'always', gives: containers },
  { path: '/var/lib/etcd', below: 'always', gives: 'every secret of the cluster' },
  { path: '/var/lib/rancher', below: 'always', gives: 'the credentials of the cluster' },
  { path: '/var/lib/k0s', below: 'always', gives: 'the credentials of the cluster' },
  { path: '/var/lib/cloud', below: 'always', gives: 'user data and boot scripts' },
  { path: '/var/lib/waagent', below: 'always', gives: 'the certificates of the cloud agent' },
  {
    path: '/var/log',
    below: 'never',
    gives: "other containers' logs, and through links any file that the kubelet can read",
  },
  ...writable(programs, [
    '/bin',
    '/sbin',
    '/lib',
    '/lib32',
    '/lib64',
    '/libx32',
    '/usr/bin',
    '/usr/sbin',
    '/usr/lib',
    '/usr/lib64',
    '/usr/libexec',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/usr/local/lib',
    '/opt/cni',
  ]),
  { path: '/usr', below: 'never', gives: programs },
  { path: '/boot', below: 'writable', gives: 'the kernel that boots next' },
  { path: '/proc', below: 'writable', gives: kernel },
  { path: '/sys', below: 'writable', gives: kernel },
  { path: '/dev', below: 'never', gives: 'the disks and memory of the host' },
  { path: '/run/systemd', below: 'always', gives: 'control over the services of the host' },
  { path: '/run/dbus', below: 'always', gives: 'control over the services of the host' },
];
const homeFolder = /^\/home\/[^/]+$/;
const keyFolder = /\/\.(?:ssh|aws|kube|docker|gnupg|azure)(?:\/|$)|\/\.config\/gcloud(?:\/|$)/;

/** What a mount of this path gives away; undefined when it is an ordinary one, or a matter of sockets. */
export function findSensitive(path: string, access: { readonly readOnly: boolean }): string | undefined {
  if (path === '/') return 'the whole host';
  if (path === '~' || homeFolder.test(path) || keyFolder.test(path)) return credentials;
  if (!path.startsWith('/')) return undefined;
  const hit = sensitive.find((entry) => isWithin(entry.path, path) || covers(entry, path, access));
  return hit?.gives;
}
function covers(entry: Sensitive, path: string, access: { readonly readOnly: boolean }): boolean {
  if (entry.below === 'never' || (entry.below === 'writable' && access.readOnly)) return false;
  return isWithin(path, entry.path);
}
function writable(gives: string, paths: readonly string[]): readonly Sensitive[] {
  return paths.map((path) => ({ path, below: 'writable', gives }));
}

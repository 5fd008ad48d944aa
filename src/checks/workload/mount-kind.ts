// Which one rule speaks about a mounted host path, where several could.
import type { Mount } from '../../model/workload.ts';
import type { JudgedWorkload } from './container.ts';
import { findCharDevice, isBlockDevice } from './device-rule.ts';
import { findSocket } from './engine-socket.ts';
import type { HostMount } from './host-path.ts';
import { isWithin } from '../../model/host-path.ts';
import { findSensitive } from './sensitive-path.ts';

export type MountKind =
  | 'engine socket'
  | 'runtime socket'
  | 'disk'
  | 'device'
  | 'cloud credentials'
  | 'logs of the node'
  | 'sensitive'
  | 'harmless'
  | 'ordinary';
/** Every rule about mounts asks for the same ones. */
const known = new WeakMap<HostMount, MountKind>();
export function kindOf(found: HostMount, engine: JudgedWorkload['engine']): MountKind {
  let kind = known.get(found);
  if (kind === undefined) {
    kind = findKind(found, engine);
    known.set(found, kind);
  }
  return kind;
}
function findKind({ path, mount }: HostMount, engine: JudgedWorkload['engine']): MountKind {
  const socket = findSocket(path, engine);
  if (socket !== undefined) return `${socket} socket`;
  if (isBlockDevice(path) || mount.hostType === 'BlockDevice') return 'disk';
  if (findCharDevice(path) !== undefined || mount.hostType === 'CharDevice') return 'device';
  if (isCloudCredential(path)) return 'cloud credentials';
  if (engine === 'kubernetes' && !mount.readOnly && logFolders.has(path)) return 'logs of the node';
  if (findSensitive(path, mount) !== undefined) return 'sensitive';
  return isHarmless(path, mount) ? 'harmless' : 'ordinary';
}

const credentialFolders = /(?:^|\/)\.(?:aws|kube|docker|azure|oci|config\/(?:gcloud|doctl|hcloud))(?:\/|$)/;
const credentialFiles =
  /\/(?:application_default_credentials\.json|azure\.json|cloud-config|cloud\.conf|k3s\.yaml)$|^\/etc\/kubernetes\/[a-z-]+\.conf$/;
/** Files in which tools of clouds and clusters keep whom they act for. */
function isCloudCredential(path: string): boolean {
  return credentialFolders.test(path) || credentialFiles.test(path);
}
/** From here the kubelet serves files to whoever may read logs, links followed. */
const logFolders: ReadonlySet<string> = new Set(['/var/log', '/var/log/pods', '/var/log/containers']);

/** The time zone and the identity of the machine tell nobody anything. */
const harmless = ['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo', '/etc/machine-id'];
function isHarmless(path: string, { readOnly }: Mount): boolean {
  return readOnly && harmless.some((one) => isWithin(path, one));
}

// Which paths of the host are sockets through which it obeys: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
import { isHostEngine } from '../../model/field.ts';
import type { JudgedWorkload } from '../nodes.ts';

/** `engine` starts containers for people, `runtime` for a kubelet, `builder` images; `init` and the rest run as root. */
export type SocketKind = 'engine' | 'runtime' | 'builder' | 'init' | 'manager';
export interface Socket {
  readonly kind: SocketKind;
  /** The mount is the socket itself, and serves no other purpose. */
  readonly itself: boolean;
}
const named: readonly (readonly [SocketKind, RegExp])[] = [
  ['engine', /\/(?:docker(?:\.raw|-cli)?|podman)\.sock$/],
  ['engine', /^[\\/]{2}\.[\\/]pipe[\\/]docker_engine$/i],
  ['runtime', /\/(?:containerd\.sock(?:\.ttrpc)?|(?:crio|cri-dockerd|dockershim|nri|isulad)\.sock)$/],
  ['builder', /\/buildkitd\.sock$/],
  ['init', /^\/run\/(?:systemd\/private|dbus\/system_bus_socket)$/],
  ['manager', /\/(?:snapd\.socket|snapd-snap\.socket|libvirt-sock|(?:lxd|incus)\/unix\.socket)$/],
];
/** Folders that exist to hold a socket. */
const folders: ReadonlyMap<string, SocketKind> = new Map([
  ['/run/containerd', 'runtime'],
  ['/run/crio', 'runtime'],
  ['/run/k3s', 'runtime'],
  ['/run/k3s/containerd', 'runtime'],
  ['/run/k0s', 'runtime'],
  ['/run/nri', 'runtime'],
  ['/run/podman', 'engine'],
  ['/run/buildkit', 'builder'],
  ['/run/systemd', 'init'],
  ['/run/dbus', 'init'],
  ['/run/libvirt', 'manager'],
]);
/** Folders that hold the socket of whatever started the container, among much else. */
const parents = /^\/(?:run(?:\/user(?:\/[0-9]+)?)?)?$/;

export function findSocket(path: string, engine: JudgedWorkload['engine']): Socket | undefined {
  const exact = named.find(([, pattern]) => pattern.test(path));
  if (exact !== undefined) return { kind: exact[0], itself: true };
  const folder = folders.get(path);
  if (folder !== undefined) return { kind: folder, itself: false };
  if (!parents.test(path)) return undefined;
  return { kind: isHostEngine(engine) ? 'engine' : 'runtime', itself: false };
}

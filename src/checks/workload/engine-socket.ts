// Which paths of the host are the sockets through which a container engine obeys: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
import { isHostEngine } from '../../model/field.ts';
import type { JudgedWorkload } from './container.ts';

const engineSocketNames = /\/docker(?:\.raw|-cli)?\.sock$/;
const enginePipe = /^[\\/]{2}\.[\\/]pipe[\\/]docker_engine$/i;
const runtimeSocketNames =
  /\/(?:containerd\.sock\.ttrpc|(?:containerd|crio|cri-dockerd|dockershim|podman|buildkitd|nri|isulad)\.sock)$/;
/** Folders that exist to hold a runtime's socket. */
const runtimeSocketFolders: ReadonlySet<string> = new Set([
  '/run/containerd',
  '/run/crio',
  '/run/k3s/containerd',
  '/run/k3s',
  '/run/k0s',
  '/run/podman',
  '/run/buildkit',
  '/run/nri',
]);
const socketParents: ReadonlySet<string> = new Set(['/run', '/run/user']);
const userRuntimeFolder = /^\/run\/user\/[0-9]+$/;

export type SocketKind = 'engine' | 'runtime';
/**
 * Whose socket a mount of this path hands over. The folder that holds all of them counts for the engine in question;
 * `/` and `/var` are judged as the sensitive paths that they are.
 */
export function findSocket(path: string, engine: JudgedWorkload['engine']): SocketKind | undefined {
  if (engineSocketNames.test(path) || enginePipe.test(path)) return 'engine';
  if (runtimeSocketNames.test(path) || runtimeSocketFolders.has(path)) return 'runtime';
  if (!socketParents.has(path) && !userRuntimeFolder.test(path)) return undefined;
  return isHostEngine(engine) ? 'engine' : 'runtime';
}

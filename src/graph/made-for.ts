// Images that are there for the sake of a privilege: whoever takes it from them has to know that their work ends with it.
// Their own pages say what they need: https://containrrr.dev/watchtower/, https://doc.traefik.io/traefik/providers/docker/
import { imageNameOf } from '../model/image-name.ts';
import type { JudgedContainer } from './conditions.ts';

const bySocket: ReadonlyMap<string, string> = new Map([
  ...alike('without which it does nothing', [
    'amir20/dozzle',
    'beatkind/watchtower',
    'containrrr/watchtower',
    'crazymax/diun',
    'louislam/dockge',
    'nginxproxy/docker-gen',
    'nicholas-fedor/watchtower',
    'portainer/agent',
    'portainer/portainer',
    'portainer/portainer-ce',
    'portainer/portainer-ee',
    'pyouroboros/ouroboros',
    'v2tec/watchtower',
    'willfarrell/autoheal',
  ]),
  ...alike('which it is there to hand on', [
    'linuxserver/socket-proxy',
    'tecnativa/docker-socket-proxy',
    'wollomatic/socket-proxy',
  ]),
  ...alike('by which it may find its routes', [
    'jwilder/nginx-proxy',
    'library/traefik',
    'lucaslorentz/caddy-docker-proxy',
    'nginxproxy/nginx-proxy',
    'traefik/traefik',
  ]),
  ...alike('by which it may start its jobs', [
    'gitea/act_runner',
    'gitlab/gitlab-runner',
    'woodpeckerci/woodpecker-agent',
  ]),
]);
function alike(words: string, repositories: readonly string[]): readonly (readonly [string, string])[] {
  return repositories.map((repository) => [repository, words]);
}

/** A clause that follows what is taken away; empty where nothing is known of the image. */
export function afterSocket({ image }: JudgedContainer): string {
  const words = bySocket.get(imageNameOf(image)?.repository ?? '');
  return words === undefined ? '' : `, ${words}`;
}
export function afterPrivileged({ image }: JudgedContainer): string {
  const name = imageNameOf(image);
  const isEngine = name?.repository === 'library/docker' && name.tag?.includes('dind') === true;
  return isEngine ? ', without which its engine does not start' : '';
}

// What package managers leave behind that nobody needs at run time: indexes and downloads. Judged by being there.
import type { Reader } from '../../model/reader.ts';

const caches: readonly (readonly [folder: string, manager: string])[] = [
  ['var/lib/apt/lists/', 'apt'],
  ['var/cache/apt/', 'apt'],
  ['var/cache/apk/', 'apk'],
  ['etc/apk/cache/', 'apk'],
  ['var/cache/dnf/', 'dnf'],
  ['var/cache/libdnf5/', 'dnf'],
  ['var/cache/yum/', 'yum'],
  ['var/cache/zypp/', 'zypper'],
  ['var/cache/pacman/pkg/', 'pacman'],
  ['root/.cache/pip/', 'pip'],
  ['root/.cache/uv/', 'uv'],
  ['root/.npm/_cacache/', 'npm'],
  ['root/.cache/yarn/', 'yarn'],
  ['usr/local/share/.cache/yarn/', 'yarn'],
  ['root/.local/share/pnpm/store/', 'pnpm'],
  ['root/.cache/go-build/', 'go'],
  ['root/.cache/composer/', 'composer'],
  ['root/.composer/cache/', 'composer'],
  ['root/.gradle/caches/', 'gradle'],
  ['root/.cargo/registry/', 'cargo'],
];
/** What the tools keep even after a clean-up. */
const markers =
  /(?:^|\/)(?:lock|\.lock|\.keep|lastUpdate|\.gitkeep|tempfiles\.json|expired_repos\.json|CACHEDIR\.TAG)$/;

export const packageCacheReader: Reader = {
  id: 'packages/cache',
  version: 2,
  area: 'packages',
  wants: { under: caches.map(([folder]) => folder.slice(0, -1)) },
  refine: ({ path, size }) => (size > 0 && !markers.test(path) ? 'header' : 'no'),
  async *read({ path, size }) {
    const found = caches.find(([folder]) => path.startsWith(folder) || path.includes(`/${folder}`));
    if (found !== undefined) yield { kind: 'file', type: 'package-cache', manager: found[1], size, at: [{ path }] };
  },
};

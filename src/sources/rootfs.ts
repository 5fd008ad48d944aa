// A root filesystem in a folder, `/` included: which of its folders are not its own. Kernel file systems, other
// file systems and the engines' layer stores hold other systems' files, also on the same device.
// https://refspecs.linuxfoundation.org/FHS_3.0/fhs-3.0.html
import { existsSync } from 'node:fs';
import path from 'node:path';
import { compileGlob, type PathMatcher } from '../io/glob.ts';
import { findInside } from '../io/inside.ts';
import { AppError } from '../model/errors.ts';
import type { SourceKind } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';
import { findTarget, isFolder, openDiskTree } from './disk-tree.ts';

const kernels = new Set(['proc', 'sys', 'dev', 'run']);
/** Where engines and package formats keep whole systems of others. */
const stores = [
  'snap/**',
  'var/lib/docker/**',
  'var/lib/containerd/**',
  'var/lib/containers/storage/**',
  'var/lib/buildkit/**',
  'var/lib/{lxc,lxd,incus,machines}/**',
  'var/lib/rancher/*/agent/containerd/**',
  'var/lib/rancher/*/containerd/**',
  'var/lib/k0s/containerd/**',
  'var/lib/kubelet/pods/**',
  'var/snap/*/common/var/lib/containerd/**',
  'var/lib/snapd/snap/**',
  '{root,home/*}/.local/share/{docker,containers,containerd}/**',
];
/** Folders in which programs and package databases lie: not to have seen these makes the answer incomplete. */
const systemFolders = [
  'etc',
  'opt',
  'srv',
  'app',
  'lib',
  'lib64',
  'bin',
  'sbin',
  'usr',
  'usr/*',
  'usr/{lib,local}/**',
  'var',
  'var/lib',
  'opt/**',
];
const databases = [
  'var/lib/{dpkg,rpm,apk,pacman}/**',
  'lib/apk/**',
  'etc/{apk,os-release,alpine-release,redhat-release}',
];

/** Any of these makes a folder a root filesystem. */
const signs = ['etc/os-release', 'usr/lib/os-release', 'var/lib/dpkg', 'lib/apk/db', 'usr/lib/apk/db'];

export const rootfs: SourceKind = {
  id: 'rootfs',
  prefix: 'rootfs',
  help: 'a root filesystem: a folder such as / or an unpacked image',
  async isAt(target) {
    if (!isFolder(target)) return false;
    const { real } = findTarget(target);
    return (
      real === '/' || signs.some((sign) => findInside(sign, { root: real, beyond: 'root', prefix: '' }) !== undefined)
    );
  },
  async open(target, open) {
    const { real, stats } = findTarget(target);
    if (!stats.isDirectory())
      throw new AppError(
        'target-unsupported',
        `${target} is not a folder; a root filesystem in a tar needs no rootfs:`,
      );
    const isStore = anyOf(stores);
    const isSystem = anyOf([...systemFolders, ...databases]);
    const mounts: string[] = [];
    return openDiskTree({
      root: real,
      described: { kind: 'tree', name: target, prefix: '', repeatable: true },
      open,
      beyond: 'root',
      leavesOut: (inside, isDirectory) => isDirectory && (kernels.has(inside) || isStore(inside)),
      crosses(inside) {
        if (open.crossFileSystems === true) return true;
        mounts.push(inside);
        return false;
      },
      matters: (inside) => inside === '' || isSystem(inside),
      alsoUnknown: () => [...leftOut(mounts.splice(0), isSystem), ...foundStores(real)],
    });
  },
};

/** Patterns of whole paths, also those of one name. */
function anyOf(patterns: readonly string[]): PathMatcher {
  const matchers = patterns.map(compileGlob);
  return (inside) => matchers.some((matches) => matches(inside));
}

const maxTold = 20;
function leftOut(mounts: readonly string[], isSystem: PathMatcher): readonly Unknown[] {
  const told = mounts.filter((mount) => isSystem(mount) || mounts.length <= maxTold).slice(0, maxTold);
  const unknowns = told.map((mount): Unknown => {
    return {
      code: 'unreadable',
      why: `${mount} is another file system and was left out; --cross-file-systems goes into it`,
      at: { path: mount },
      affects: [],
      incomplete: isSystem(mount),
    };
  });
  const rest = mounts.length - told.length;
  if (rest === 0) return unknowns;
  const why = `${rest} more file systems were left out; --cross-file-systems goes into them`;
  return [...unknowns, { code: 'unreadable', why, affects: [], incomplete: false }];
}

/** Images of engines are places of their own. */
function foundStores(root: string): readonly Unknown[] {
  return ['var/lib/docker', 'var/lib/containerd', 'var/lib/containers/storage']
    .filter((store) => existsSync(path.join(root, store)))
    .map((store): Unknown => {
      const why = `images and containers in ${store} were not looked at; save an image to a file to judge it`;
      return { code: 'unsupported', why, at: { path: store }, affects: [], incomplete: false };
    });
}

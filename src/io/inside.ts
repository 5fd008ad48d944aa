// Where a path leads inside a root that links must not lead out of, name by name, as a chroot would see it.
// https://man7.org/linux/man-pages/man7/path_resolution.7.html; the budget of links is the kernel's.
import { readlinkSync } from 'node:fs';
import { DiskEntry, lookAt } from './disk-entry.ts';
import { systemCode } from './safe-open.ts';

export interface InsideOptions {
  /** Real path of the folder on disk. */
  readonly root: string;
  /** `root`: absolute links begin at the root and `..` stays there. `refuse`: what leads out is not found. */
  readonly beyond: 'root' | 'refuse';
  /** What every entry's path begins with. */
  readonly prefix: string;
}
const maxLinks = 40;
const maxNames = 4096;

/** The entry that a path means; it keeps the path it was asked by. */
export function findInside(path: string, options: InsideOptions): DiskEntry | undefined {
  if (!path.startsWith(options.prefix) || path.includes('\0')) return undefined;
  try {
    const disk = resolveInside(path.slice(options.prefix.length), options);
    const stats = disk === undefined ? undefined : lookAt(disk);
    return disk === undefined || stats === undefined ? undefined : new DiskEntry(path, disk, stats);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Path on disk, every link in it followed; undefined where it leads out, around in circles or nowhere. */
function resolveInside(path: string, { root, beyond }: InsideOptions): string | undefined {
  const todo = path.split('/').reverse();
  const done: string[] = [];
  let links = 0;
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (done.pop() === undefined && beyond === 'refuse') return undefined;
      continue;
    }
    if (done.length + todo.length > maxNames) return undefined;
    const disk = onDisk(root, [...done, part]);
    const stats = lookAt(disk);
    if (stats === undefined) return undefined;
    if (!stats.isSymbolicLink()) {
      if (!stats.isDirectory() && todo.length > 0) return undefined;
      done.push(part);
      continue;
    }
    links += 1;
    const target = insideTarget(readlinkSync(disk), { root, beyond });
    if (links > maxLinks || target === undefined) return undefined;
    if (target.isAbsolute) done.length = 0;
    todo.push(...target.path.split('/').reverse());
  }
  return onDisk(root, done);
}

/** A link as read from the root or from its own folder; absolute ones of a folder count only when they stay in it. */
function insideTarget(
  target: string,
  { root, beyond }: Pick<InsideOptions, 'root' | 'beyond'>,
): { readonly path: string; readonly isAbsolute: boolean } | undefined {
  if (!target.startsWith('/')) return { path: target, isAbsolute: false };
  if (beyond === 'root') return { path: target, isAbsolute: true };
  const home = root.endsWith('/') ? root : `${root}/`;
  return target.startsWith(home) ? { path: target.slice(home.length), isAbsolute: true } : undefined;
}
function onDisk(root: string, names: readonly string[]): string {
  return names.length === 0 ? root : `${root === '/' ? '' : root}/${names.join('/')}`;
}

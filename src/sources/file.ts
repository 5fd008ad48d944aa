// One file of sources: a manifest, a Dockerfile, a lockfile. What it points to is looked for beside and below it.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { DiskEntry, lookAt } from '../io/disk-entry.ts';
import { findInside } from '../io/inside.ts';
import { AppError } from '../model/errors.ts';
import type { Described, Source, SourceKind } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';
import { findTarget, isFolder, toPrefix } from './disk-tree.ts';
import { UnknownList } from './unknown-list.ts';

export const file: SourceKind = {
  id: 'file',
  help: 'one file: a manifest, a Dockerfile, a lockfile',
  // The last kind that is asked: also takes what is not there, for opening it says why.
  isAt: async (target) => target !== '-' && !isFolder(target),
  async open(target) {
    const { real, stats } = findTarget(target);
    if (stats.isDirectory()) throw new AppError('target-unsupported', `${target} is a folder, not a file`);
    if (!stats.isFile())
      throw new AppError(
        'target-unsupported',
        `${target} is a pipe or a device; to read a pipe, give - and redirect it`,
      );
    return openFile(target, real);
  },
};

/** The path that the entry of a file has. */
export function toEntryPath(target: string): string {
  return toPrefix(path.dirname(target)) + path.basename(target);
}
function openFile(target: string, real: string): Source {
  const prefix = toPrefix(path.dirname(target));
  const full = toEntryPath(target);
  const described: Described = { kind: 'file', name: target, prefix, repeatable: true };
  const root = realpathSync(path.dirname(target));
  const unknowns = new UnknownList();
  return {
    describe: () => described,
    async *entries(wanted, { signal }) {
      signal.throwIfAborted();
      const stats = lookAt(real);
      if (stats === undefined) return;
      const entry = new DiskEntry(full, real, stats);
      if (wanted.matches(full, 'file') && wanted.keep(entry).keep !== 'no') yield [entry];
      else unknowns.add(unread(target, full));
    },
    near: async (asked) => findInside(asked, { root, prefix, beyond: 'refuse' }),
    unknowns: () => unknowns.all,
    close: async () => undefined,
  };
}
/** Whoever names a file wants an answer about it: a damaged archive is not one without findings. */
function unread(target: string, full: string): Unknown {
  const why = `${target} is no file that was asked for and can be read: no image archive that is whole, no manifest, Dockerfile, lockfile or package database`;
  return { code: 'unsupported', why, at: { path: full }, affects: [], incomplete: true };
}

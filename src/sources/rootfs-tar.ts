// A root filesystem as a tar, whatever its compression: what `docker export`, debootstrap and distributions give.
import { statSync } from 'node:fs';
import type { SourceKind } from '../model/source.ts';
import { openArchive } from './open-archive.ts';
import { rootfs } from './rootfs.ts';
import { shapeAt } from './shape-at.ts';

export const rootfsTar: SourceKind = {
  id: 'rootfs-tar',
  prefix: 'rootfs',
  help: 'a root filesystem as a tar: file or pipe',
  isAt: async (target) => (await shapeAt(target)) === 'rootfs',
  // A folder has the same prefix.
  open: (target, options) =>
    statSync(target, { throwIfNoEntry: false })?.isDirectory() === true
      ? rootfs.open(target, options)
      : openArchive(target, 'rootfs', options),
};

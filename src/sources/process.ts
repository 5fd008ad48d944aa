// The root filesystem of a running process, such as a container's: /proc/PID/root. proc(5).
import { readlinkSync } from 'node:fs';
import { AppError } from '../model/errors.ts';
import type { SourceKind } from '../model/source.ts';
import { rootfs } from './rootfs.ts';

export const processRoot: SourceKind = {
  id: 'process',
  prefix: 'pid',
  help: 'the root filesystem of a running process, by its number',
  // Only by its prefix: a number may be a file's name.
  isAt: async () => false,
  async open(target, options) {
    if (!/^\d{1,10}$/u.test(target))
      throw new AppError('bad-option', `pid:${target}: a process has a number, such as pid:1234`);
    try {
      readlinkSync(`/proc/${target}/root`);
    } catch (error) {
      throw new AppError('target-not-found', `there is no process ${target}, or its root is not ours to see`, {
        cause: error,
      });
    }
    // The dot makes it the folder behind the link.
    return rootfs.open(`/proc/${target}/root/.`, { ...options, crossFileSystems: options.crossFileSystems ?? true });
  },
};

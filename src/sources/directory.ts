// A folder of sources: manifests, Dockerfiles, lockfiles, installed language packages. Not the history of them.
import { statfsSync } from 'node:fs';
import type { DiskPath } from '../io/safe-open.ts';
import { AppError } from '../model/errors.ts';
import type { Renderer } from '../model/render.ts';
import type { SourceKind } from '../model/source.ts';
import { findTarget, isFolder, openDiskTree, toPrefix } from './disk-tree.ts';
import type { RendererOptions } from './render-job.ts';

const versionControl = new Set(['.git', '.hg', '.svn', '.bzr', '.jj', '.pijul', '_darcs', 'CVS']);

export const directory: SourceKind = {
  id: 'directory',
  prefix: 'dir',
  help: 'a folder of sources: manifests, Dockerfiles, lockfiles',
  isAt: async (target) => isFolder(target),
  async open(target, open) {
    const { real, stats } = findTarget(target);
    if (!stats.isDirectory()) throw new AppError('target-unsupported', `${target} is not a folder; leave dir: out`);
    const prefix = toPrefix(target);
    const tree = openDiskTree({
      root: real,
      described: { kind: 'folder', name: target, prefix, repeatable: true },
      open,
      beyond: 'refuse',
      leavesOut: (path, isFolder) => isFolder && versionControl.has(path.slice(path.lastIndexOf('/') + 1)),
      crosses: (_path, disk) => !isKernels(disk),
      // Whatever lies there would have been looked at.
      matters: () => true,
    });
    const { signal, render, skip } = open;
    return { ...tree, renderer: laterRenderer({ root: real, prefix, signal, skip, ...(render && { render }) }) };
  },
};

/** `f_type` of proc, sysfs, cgroup2, debugfs, tracefs, devpts, securityfs and bpf, from linux/magic.h. */
const kernelTypes = new Set([0x9fa0, 0x62656572, 0x63677270, 0x64626720, 0x74726163, 0x1cd1, 0x73636673, 0xcafe4a11]);
/** File systems in which the kernel makes files up as they are read. */
function isKernels(disk: DiskPath): boolean {
  try {
    return kernelTypes.has(statfsSync(disk).type);
  } catch {
    return true;
  }
}

/** Loaded by the first folder that has something to render. */
function laterRenderer(options: RendererOptions): Renderer {
  let loaded: Promise<Renderer> | undefined;
  const load = (): Promise<Renderer> =>
    (loaded ??= import('./renderer.ts').then(({ openRenderer }) => openRenderer(options)));
  return {
    obstacle: async (tool) => (await load()).obstacle(tool),
    chart: async (folder, name) => (await load()).chart(folder, name),
    kustomization: async (folder) => (await load()).kustomization(folder),
    leavesOut: async (path) => (await load()).leavesOut(path),
    find: async (path) => (await load()).find(path),
  };
}

// Renders charts and kustomizations of a folder on this machine's disk, with the programs that are on the PATH.
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { DiskEntry, lookAt } from '../io/disk-entry.ts';
import { compileSkips } from '../io/glob.ts';
import { systemCode } from '../io/safe-open.ts';
import type { NotRendered, Renderer, Tool } from '../model/render.ts';
import { findTool, isWithin } from './find-tool.ts';
import { isLeftOut } from './leave-out.ts';
import { renderChart } from './render-helm.ts';
import { renderKustomization } from './render-kustomize.ts';
import { toDisk, toEntryPath, type Program, type RendererOptions } from './render-job.ts';

const candidates: Readonly<Record<Tool, readonly string[]>> = { helm: ['helm'], kustomize: ['kustomize', 'kubectl'] };

export function openRenderer(options: RendererOptions): Renderer {
  const skips = compileSkips(options.skip);
  let home: string | undefined;
  const found = new Map<Tool, Program | undefined>();
  const programOf = (tool: Tool): Program | undefined => {
    if (!found.has(tool)) found.set(tool, findProgram(tool, options));
    return found.get(tool);
  };
  const readied = (tool: Tool): Program | NotRendered => {
    if (options.render === undefined) return { code: 'not-rendered', why: '--no-render was given' };
    return programOf(tool) ?? missing(tool);
  };
  return {
    async obstacle(tool) {
      const ready = readied(tool);
      return 'why' in ready ? ready : undefined;
    },
    async chart(folder, name) {
      const ready = readied('helm');
      return 'why' in ready ? ready : renderChart(folder, { ...options, name, program: ready });
    },
    async kustomization(folder) {
      const ready = readied('kustomize');
      return 'why' in ready ? ready : renderKustomization(folder, { ...options, program: ready });
    },
    async leavesOut(asked) {
      const inside = asked.startsWith(options.prefix) ? asked.slice(options.prefix.length) : asked;
      return skips !== undefined && (isLeftOut(inside, skips) || isLeftOut(asked.replace(/^\//u, ''), skips));
    },
    find: async (asked) => findReal(asked, { ...options, home: (home ??= repositoryOf(options.root)) }),
  };
}
function missing(tool: Tool): NotRendered {
  const names = candidates[tool];
  const what = names.length === 1 ? `${tool} is not` : `neither ${names.join(' nor ')} is`;
  return { code: 'tool-missing', why: `${what} on the PATH` };
}
function findProgram(tool: Tool, { root, render }: RendererOptions): Program | undefined {
  const here = realpathSync('.');
  const avoid = here === '/' ? [root] : [root, here];
  for (const name of candidates[tool]) {
    const file = findTool(name, render?.searchPath ?? '', avoid);
    if (file !== undefined) return { name, file };
  }
  return undefined;
}

/** The nearest folder around it that is a repository; without one the folder itself. */
function repositoryOf(root: string): string {
  for (let at = root; at !== path.dirname(at); at = path.dirname(at)) if (existsSync(path.join(at, '.git'))) return at;
  return root;
}
function findReal(
  asked: string,
  { home, ...options }: RendererOptions & { readonly home: string },
): DiskEntry | undefined {
  if (asked.includes('\0')) return undefined;
  try {
    const real = realpathSync(toDisk(asked, options));
    const stats = isWithin(home, real) ? lookAt(real) : undefined;
    return stats === undefined ? undefined : new DiskEntry(toEntryPath(real, options), real, stats);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

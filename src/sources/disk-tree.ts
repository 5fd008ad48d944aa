// What places on this machine's disk have in common: a bounded walk, and neighbours that never lie outside.
import { realpathSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { compileSkips } from '../io/glob.ts';
import { findInside, type InsideOptions } from '../io/inside.ts';
import { systemCode, type DiskPath } from '../io/safe-open.ts';
import { walk, type WalkTrouble } from '../io/walk.ts';
import { AppError } from '../model/errors.ts';
import type { Described, OpenOptions, Source } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';

export interface DiskTreeOptions {
  /** Real path. */
  readonly root: string;
  readonly described: Described;
  readonly open: Pick<OpenOptions, 'skip'>;
  readonly beyond: InsideOptions['beyond'];
  /** Paths relative to the root. */
  readonly leavesOut: (path: string, isFolder: boolean) => boolean;
  readonly crosses: (path: string, disk: DiskPath) => boolean;
  /** Whether not to know what lies at a path makes the answer incomplete. */
  readonly matters: (path: string) => boolean;
  /** Told by the kind itself, once a walk has ended. */
  readonly alsoUnknown?: () => readonly Unknown[];
}
/** Troubles told one by one; the rest is counted. */
const maxTold = 20;

export function openDiskTree(options: DiskTreeOptions): Source {
  const { root, described, beyond } = options;
  const { prefix } = described;
  const isSkipped = compileSkips(options.open.skip);
  // Patterns have no leading slash.
  const shown = prefix.startsWith('/') ? prefix.slice(1) : prefix;
  let unknowns: readonly Unknown[] = [];
  return {
    describe: () => described,
    async *entries(wanted, { signal }) {
      const troubles: WalkTrouble[] = [];
      const counts = new Map<boolean, number>();
      yield* walk({
        root,
        prefix,
        wanted,
        signal,
        crosses: options.crosses,
        leavesOut: (inside, isFolder) =>
          options.leavesOut(inside, isFolder) ||
          (isSkipped !== undefined && (isSkipped(inside) || (prefix !== '' && isSkipped(shown + inside)))),
        onTrouble: (trouble) => {
          const matters = trouble.code === 'limit-reached' || options.matters(trouble.path);
          const count = (counts.get(matters) ?? 0) + 1;
          counts.set(matters, count);
          if (count <= maxTold) troubles.push(trouble);
        },
      });
      unknowns = [...toUnknowns(troubles, counts, options), ...(options.alsoUnknown?.() ?? [])];
    },
    near: async (asked) => findInside(asked, { root, beyond, prefix }),
    unknowns: () => unknowns,
    close: async () => undefined,
  };
}

function toUnknowns(
  troubles: readonly WalkTrouble[],
  counts: ReadonlyMap<boolean, number>,
  { described, matters }: DiskTreeOptions,
): readonly Unknown[] {
  const told = troubles.map(({ code, why, path: inside }): Unknown => {
    const full = described.prefix + inside;
    return {
      code,
      why: `${full === '' ? described.name : full}: ${why}`,
      at: { path: full },
      affects: [],
      incomplete: code === 'limit-reached' || matters(inside),
    };
  });
  const more = [...counts]
    .filter(([, count]) => count > maxTold)
    .map(([incomplete, count]): Unknown => {
      return {
        code: 'unreadable',
        why: `${count - maxTold} more files and folders could not be opened`,
        affects: [],
        incomplete,
      };
    });
  return [...told, ...more];
}

/** The target itself may be a link: the user named it. Throws AppError. */
export function findTarget(target: string): { readonly real: string; readonly stats: Stats } {
  try {
    const real = realpathSync(target);
    return { real, stats: statSync(real) };
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AppError('target-not-found', `${target} does not exist; check its path`, { cause: error });
    throw new AppError('target-unreadable', `${target} cannot be opened (${code})`, { cause: error });
  }
}
export function isFolder(target: string): boolean {
  try {
    return statSync(target).isDirectory();
  } catch {
    return false;
  }
}

/** What paths of a folder begin with: as typed and normalised, below the working directory relative to it. */
export function toPrefix(target: string): string {
  const normal = path.normalize(target).replace(/\/+$/u, '');
  if (normal === '' && target.startsWith('/')) return '/';
  const cwd = process.cwd();
  if (normal === '.' || normal === '' || normal === cwd) return '';
  const home = cwd.endsWith('/') ? cwd : `${cwd}/`;
  return `${normal.startsWith(home) ? normal.slice(home.length) : normal}/`;
}

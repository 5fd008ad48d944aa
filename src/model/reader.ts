// What a format's reader looks like; the readers themselves are one file each under `readers/`.
import type { Draft } from './facts.ts';
import type { Entry, EntryHeader, Keep } from './entry.ts';
import type { Renderer } from './render.ts';

/** Patterns as data: `scan/` compiles those of all readers into one expression. */
export interface Wants {
  /** Base names, such as `package.json`. */
  readonly names?: readonly string[];
  /** Beginnings of base names, such as `Dockerfile.`. */
  readonly starts?: readonly string[];
  /** Endings of the whole path, such as `.yaml`. */
  readonly suffixes?: readonly string[];
  /** Whole paths, such as `var/lib/dpkg/status`: also found through links. */
  readonly paths?: readonly string[];
  /** Base names without a dot, such as those of commands. */
  readonly bare?: true;
  /** Everything below these folders, such as `var/lib/dpkg/status.d`. */
  readonly under?: readonly string[];
}
/** Gives a neighbour by path, following links inside the tree; undefined when there is none. */
export type Near = (path: string) => Promise<Entry | undefined>;
/** What a reader may know of the run, and tell it. */
export interface ReadRun {
  /** Files that the user named, in that order, as paths of entries. */
  readonly named: readonly string[];
  /** The file is part of what this entry is read as: what it says on its own is not told again. */
  take(path: string): void;
  /** As `take`, for this reader only: others still read the file. */
  cover(path: string): void;
  readonly renderer?: Renderer;
}

export interface Reader {
  readonly id: string;
  /** Part of the cache's key: raise it when the same bytes give other facts. */
  readonly version: number;
  /** `config` readers run on folders and files, `packages` everywhere, `image` on what an image source yields. */
  readonly area: 'packages' | 'config' | 'image';
  readonly wants: Wants;
  /** What the reader needs of this one; default is `whole`. */
  refine?(header: EntryHeader): Keep;
  /** Bound on what is read of one entry, in bytes; default 64 MiB. */
  readonly maxBytes?: number;
  /** Suffixes of files beside a wanted one that change what it says, such as `-wal`: with one present, `near` is given. */
  readonly companions?: readonly string[];
  /**
   * Facts exactly as declared in this one entry. Bad input gives unknown drafts or rejects with InputError.
   * `near` is absent where the place cannot answer it.
   */
  read(entry: Entry, near?: Near, run?: ReadRun): AsyncIterable<Draft>;
}

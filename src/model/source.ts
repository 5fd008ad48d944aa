// What a place looks like; the places themselves are one file each under `sources/`.
import type { Digest } from './brand.ts';
import type { Entry, LayerDescription, Wanted } from './entry.ts';
import type { Near } from './reader.ts';
import type { Renderer, RenderOptions } from './render.ts';
import type { Unknown } from './unknown.ts';

export interface ImageDescription {
  /** The configuration's digest, verified by us: the image's id. */
  readonly id: Digest;
  readonly ref?: string;
  /** Of what goes by `ref` in its registry, a manifest or an index, verified; absent where nobody can tell. */
  readonly manifest?: Digest;
  readonly platform: string;
  /** In words, when there was a choice: `app:1 of 2 images, linux/amd64 of 3 platforms`. */
  readonly picked?: string;
  /** Lowest first. */
  readonly layers: readonly LayerDescription[];
}
/** `tree` is a root filesystem, `folder` a directory of sources, `file` one of its files. */
export interface Described {
  readonly kind: 'image' | 'tree' | 'folder' | 'file';
  /** As the user wrote it. */
  readonly name: string;
  /** What every path of a folder or file begins with, relative to the working directory; '' for images and trees. */
  readonly prefix: string;
  readonly image?: ImageDescription;
  readonly digest?: Digest;
  /** False where entries can be asked for only once (a pipe). */
  readonly repeatable: boolean;
}
export interface EntriesOptions {
  readonly signal: AbortSignal;
  /** Indexes of layers that need not be read. */
  readonly skipLayers?: ReadonlySet<number>;
}
export interface Source {
  /** After `entries` has ended, layers that were wholly read are `verified`. */
  describe(): Described;
  /**
   * Wanted entries in batches of about 1,024, layers lowest first, members in the order of the place.
   * An image yields its configuration first, as `config.json` with layer undefined.
   */
  entries(wanted: Wanted, options: EntriesOptions): AsyncIterable<readonly Entry[]>;
  near?: Near;
  /** Where programs of this machine may run over folders of the place. */
  readonly renderer?: Renderer;
  /** What could not be read so far. */
  unknowns(): readonly Unknown[];
  close(): Promise<void>;
}
export interface OpenOptions {
  readonly signal: AbortSignal;
  /** `os/arch[/variant]`. */
  readonly platform?: string;
  /** What to pick when `platform` is not given: this machine's own. */
  readonly hostPlatform?: string;
  /** Which image of several, by tag or id. */
  readonly image?: string;
  /** Globs of paths to leave out. */
  readonly skip: readonly string[];
  /** Go into other file systems too. */
  readonly crossFileSystems?: boolean;
  /** Charts and kustomizations are rendered; absent leaves them alone. */
  readonly render?: RenderOptions;
  /** Standard input, for `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}
/** A kind of place: `find` says whether the target is one, cheaply; `open` gives something to close. */
export interface SourceKind {
  readonly id: string;
  /** The explicit prefix: `archive:`, `oci:`, `rootfs:`, `dir:`. */
  readonly prefix?: string;
  readonly help: string;
  /** Whether this kind opens `target`, judged by its name, its type and its first bytes. */
  isAt(target: string): Promise<boolean>;
  open(target: string, options: OpenOptions): Promise<Source>;
}

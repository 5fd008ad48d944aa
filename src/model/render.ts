// What programs of this machine make of a folder of sources: charts of Helm, kustomizations.
import type { Entry } from './entry.ts';
import type { Location } from './location.ts';

export type Tool = 'helm' | 'kustomize';

export interface Rendered {
  /** Manifests, document after document. */
  readonly text: string;
  /** Paths of entries that the folder holds, where the program reads all of it. */
  readonly files: readonly string[];
  /** Path of the entry that the program means by this name. */
  pathOf(name: string): string;
}
/** Nothing came of it: why, in words for the user, and where when the program says so. */
export interface NotRendered {
  readonly code: 'not-rendered' | 'tool-missing';
  readonly why: string;
  readonly at?: Location;
}
/** Folders are paths of entries without a slash at the end; '' is the working directory. */
export interface Renderer {
  /** What stands in the way of any rendering: the program is not there, or was not asked for. */
  obstacle(tool: Tool): Promise<NotRendered | undefined>;
  /** `name` is what the chart calls itself. */
  chart(folder: string, name: string): Promise<Rendered | NotRendered>;
  kustomization(folder: string): Promise<Rendered | NotRendered>;
  /** Whether the user asked to leave the file out. */
  leavesOut(path: string): Promise<boolean>;
  /** A file or folder of the place or of the repository around it, links followed: it comes with its real path. */
  find(path: string): Promise<Entry | undefined>;
}
export interface RenderOptions {
  /** Folders in which programs are looked for, `:` between them. */
  readonly searchPath: string;
  /** Files of values for charts, later ones over earlier ones. */
  readonly helmValues: readonly string[];
  /** `name=value` for charts. */
  readonly helmSet: readonly string[];
}

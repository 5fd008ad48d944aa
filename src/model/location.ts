// Where something was found. Paths are those of entries: `/`-separated, no leading slash, relative to
// the image's root, or to the working directory when the target is a folder or a file.
import type { Digest } from './brand.ts';

/** Lines and columns count from 1; `layer` is the diffID of the layer the bytes came from. */
export interface Location {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly layer?: Digest;
}

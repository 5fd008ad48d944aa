// One target of a run, as it was read.
import type { Draft } from '../model/facts.ts';
import type { Described } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';

export interface ReadTarget {
  readonly described: Described;
  /** Facts of one scope are about one image, one tree, or all the folders and files of the run. */
  readonly scope: string;
  readonly drafts: readonly Draft[];
  readonly unknowns: readonly Unknown[];
}

// What a writer is given, and what it gives back.
import type { ModelEdit } from '../model/edit.ts';
import type { RawRef } from '../model/workload.ts';
import type { TextEdit } from './text-edit.ts';

/** An edit of the model and the way to the text of what it changes. */
export type PlacedEdit = ModelEdit & { readonly raw: RawRef };
export interface RefusedEdit {
  readonly edit: ModelEdit;
  /** Why, as a clause that follows "because". */
  readonly why: string;
}
export interface WrittenFixes {
  readonly text: string;
  readonly done: readonly ModelEdit[];
  readonly refused: readonly RefusedEdit[];
}
/** What one edit comes to: changes of the text (none when it holds already), or why there are none. */
export type Plan = readonly TextEdit[] | { readonly why: string };
export function isRefusal(plan: Plan): plan is { readonly why: string } {
  return 'why' in plan;
}

/** Writes edits into one file of its format. */
export type Writer = (text: string, edits: readonly PlacedEdit[]) => WrittenFixes;

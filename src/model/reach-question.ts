// What can be asked about reach, and the answers as values that outputs show.
import type { FactId } from './brand.ts';
import type { Fix } from './edit.ts';
import type { Assumption, GraphNode, NodeId, Reach, ReachLevel, Step } from './graph.ts';
import type { Location } from './location.ts';
import type { OutputOptions, Report } from './report.ts';

/** A chain from one node to another; without assumptions it is proven. */
export interface Way {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly steps: readonly Step[];
  readonly assumes: readonly Assumption[];
}
/** A container in which somebody from outside could begin. */
export interface Entry {
  readonly workload: FactId;
  readonly step: Step;
  readonly assumes: readonly Assumption[];
  /** Something in it can be exploited now. */
  readonly exploitable: boolean;
}
export interface LevelChange {
  readonly workload: FactId;
  readonly from: ReachLevel;
  readonly to: ReachLevel;
}
/** An edit under a name that stays the same while what it is about does. */
export interface NamedEdit {
  readonly id: string;
  readonly fix: Fix;
  readonly at?: Location;
}
export interface CutStep extends NamedEdit {
  /** Undefined when there are too many edits to try each by itself. */
  readonly alone?: readonly LevelChange[];
  /** What falls by it once the other edits are made. */
  readonly among?: readonly LevelChange[];
}
export type AnswerOf =
  | { readonly kind: 'all' }
  /** One way a workload, for those that get to one of the nodes: proven ones first, shortest first. */
  | {
      readonly kind: 'to';
      readonly name: string;
      readonly nodes: readonly GraphNode[];
      readonly ways: readonly Way[];
    }
  /** One way a node that is reached: proven ones first, shortest first. */
  | {
      readonly kind: 'from';
      readonly name: string;
      readonly nodes: readonly GraphNode[];
      readonly ways: readonly Way[];
    }
  /** The ways from the starts to the nodes: proven ones first, shortest first. */
  | {
      readonly kind: 'between';
      readonly start: string;
      readonly starts: readonly GraphNode[];
      readonly name: string;
      readonly nodes: readonly GraphNode[];
      readonly ways: readonly Way[];
      /** There are more than these. */
      readonly more: boolean;
    }
  | {
      readonly kind: 'without';
      readonly edits: readonly NamedEdit[];
      /** One a workload, in the order of the report. */
      readonly after: readonly Reach[];
    };
export interface ReachAnswer {
  /** The verdict is that after the edits, where edits were asked about. */
  readonly report: Report;
  readonly entries: readonly Entry[];
  readonly cut: readonly CutStep[];
  /** Levels of those over the line with the whole cut made. */
  readonly together: readonly LevelChange[];
  readonly of: AnswerOf;
  /** What reaching a node means for everyone; nodes that are not in it mean nothing by themselves. */
  readonly levels: ReadonlyMap<NodeId, ReachLevel>;
}
export interface ReachOptions extends Pick<OutputOptions, 'width' | 'colour' | 'unicode' | 'exitCode'> {
  /** Show everything, however long. */
  readonly all: boolean;
}
export interface ReachOutput {
  readonly id: string;
  readonly help: string;
  write(answer: ReachAnswer, options: ReachOptions): Iterable<string>;
}

// Who can reach whom, and why: an AND/OR graph whose chains are proofs.
import type { FactId } from './brand.ts';
import type { Fix } from './edit.ts';
import type { World } from './facts.ts';
import type { FieldRef } from './field.ts';
import type { Location } from './location.ts';
import type { Example } from './check.ts';

export const reachLevels = ['contained', 'neighbours', 'node', 'cluster', 'cloud'] as const;
export type ReachLevel = (typeof reachLevels)[number];
/** Negative when `a` reaches less far than `b`. */
export function compareReach(a: ReachLevel, b: ReachLevel): number {
  return reachLevels.indexOf(a) - reachLevels.indexOf(b);
}

export type NodeKind =
  | 'internet'
  | 'container'
  | 'network'
  | 'volume'
  | 'host'
  | 'engine'
  | 'cluster'
  | 'identity'
  | 'cloud';
/** `container:WORKLOAD/NAME`, `network:PROJECT/NAME`, `host:SCOPE`: made by `toNodeId`. */
export type NodeId = `${NodeKind}:${string}`;
export function toNodeId(kind: NodeKind, name: string): NodeId {
  return `${kind}:${name}`;
}
export interface GraphNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  readonly workload?: FactId;
}
/** Something that has to hold and was not seen: then the edge counts for `possible` only. */
export interface Assumption {
  readonly name: string;
  readonly why: string;
}
export interface Edge {
  readonly rule: string;
  readonly from: NodeId;
  readonly to: NodeId;
  /** Every one of these fields is needed for the step. */
  readonly allOf: readonly FieldRef[];
  /** Nodes that must also have been reached, such as a listener's own weakness. */
  readonly also: readonly NodeId[];
  /** What would stop it and is known not to be there; for the explanation. */
  readonly blockedBy: readonly string[];
  readonly assumes: readonly Assumption[];
  /** Codes of the consequences: `HOST_ROOT`, `CTR_ALL`, `PEER_READ` … */
  readonly yields: readonly string[];
  /** One clause that follows "because": "mounts /var/run/docker.sock". */
  readonly why: string;
  readonly at?: Location;
  /** Any one of these takes the edge away. */
  readonly fixes: readonly Fix[];
}
/** One kind of edge is one file under `graph/edges/`. */
export interface EdgeRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly refs: readonly string[];
  /** Files in which the edge is drawn, and in which it is not; run as tests. */
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
  edges(world: World, facts: GraphFacts): Iterable<Edge>;
}
/** What edges may know beyond the model: which containers have something exploitable in them now. */
export interface GraphFacts {
  nodeOf(workload: FactId, container: string): NodeId;
  /** Containers with an exploitable finding in what listens. */
  readonly exploitable: ReadonlySet<NodeId>;
}
export interface Step {
  readonly rule: string;
  readonly why: string;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly at?: Location;
}
export interface Chain {
  readonly to: ReachLevel;
  readonly steps: readonly Step[];
  /** Empty when the chain is proven. */
  readonly assumes: readonly Assumption[];
}
/** `level` is proven from what was seen; `possible` is what it would be if the assumptions hold. */
export interface Reach {
  readonly workload: FactId;
  readonly level: ReachLevel;
  readonly possible: ReachLevel;
  /** Shortest first, the worst level first. */
  readonly chains: readonly Chain[];
}
export interface CutEdit {
  readonly fix: Fix;
  readonly at?: Location;
  /** Workloads whose level falls by this edit with the others in place. */
  readonly effect: readonly {
    readonly workload: FactId;
    readonly from: ReachLevel;
    readonly to: ReachLevel;
  }[];
}
/** The fewest edits that bring everything within the line; `bound` is a proven lower bound on the count. */
export interface Cut {
  readonly edits: readonly CutEdit[];
  readonly bound: number;
  /** Workloads that no edit of ours brings within the line. */
  readonly left: readonly FactId[];
}
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
}

// The graph of one run: every rule's edges, and the nodes at their ends.
import type { FactId } from '../model/brand.ts';
import type { World } from '../model/facts.ts';
import {
  toNodeId,
  type Edge,
  type Graph,
  type GraphFacts,
  type GraphNode,
  type NodeId,
  type Refusal,
} from '../model/graph.ts';
import { ifAdmitted } from './admitted.ts';
import { edgeRules } from './edges/index.ts';
import { kindOfNode, nameOfNode, type JudgedWorkload } from './nodes.ts';

export function containerNode(workload: FactId, container: string): NodeId {
  return toNodeId('container', `${workload}/${container}`);
}

/**
 * `exploitable` are the containers in which something that listens can be exploited now, `refused` the pods that are
 * not let in as they are.
 */
export function buildGraph(
  world: World,
  exploitable: ReadonlySet<NodeId>,
  refused: ReadonlyMap<FactId, Refusal> = new Map(),
): Graph {
  const facts: GraphFacts = { nodeOf: containerNode, exploitable };
  const nodes = new Map<NodeId, GraphNode>();
  for (const workload of world.facts('workload')) {
    for (const { name } of workload.containers) {
      const id = containerNode(workload.id, name);
      nodes.set(id, { id, kind: 'container', name: nameOfContainer(workload, name), workload: workload.id });
    }
  }
  const refusalOf = (from: NodeId): Refusal | undefined => {
    const workload = nodes.get(from)?.workload;
    return workload && refused.get(workload);
  };
  const add = (id: NodeId): void => {
    if (!nodes.has(id)) nodes.set(id, { id, kind: kindOfNode(id), name: nameOfNode(id) });
  };
  const fixable = fixableIn(world);
  const edges: Edge[] = [];
  for (const rule of edgeRules) {
    for (const drawn of rule.edges(world, facts)) {
      const edge = fixable(refused.size === 0 ? drawn : ifAdmitted(drawn, refusalOf(drawn.from)));
      edges.push(edge);
      add(edge.from);
      add(edge.to);
      for (const id of edge.also) add(id);
    }
  }
  return { nodes: [...nodes.values()], edges };
}
/**
 * A node makes pods of files of its own and tells the cluster of them, which changes none:
 * https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/
 */
function fixableIn(world: World): (edge: Edge) => Edge {
  const ofNodes = new Set(
    world
      .facts('workload')
      .filter(({ owner }) => owner?.type === 'Node')
      .map(({ id }) => id),
  );
  if (ofNodes.size === 0) return (edge) => edge;
  return (edge) => {
    const fixes = edge.fixes.filter(({ edits }) => !edits.some(({ target }) => ofNodes.has(target.fact)));
    return fixes.length === edge.fixes.length ? edge : { ...edge, fixes };
  };
}
function nameOfContainer({ name, containers }: JudgedWorkload, container: string): string {
  return containers.length === 1 ? name : `${name}/${container}`;
}

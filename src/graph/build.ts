// The graph of one run: every rule's edges, and the nodes at their ends.
import type { FactId } from '../model/brand.ts';
import type { World } from '../model/facts.ts';
import {
  toNodeId,
  type Edge,
  type EdgeRule,
  type Graph,
  type GraphFacts,
  type GraphNode,
  type NodeId,
} from '../model/graph.ts';
import { edgeRules } from './edges/index.ts';
import { kindOfNode, nameOfNode, type JudgedWorkload } from './nodes.ts';

export function containerNode(workload: FactId, container: string): NodeId {
  return toNodeId('container', `${workload}/${container}`);
}

/** `exploitable` are the containers in which something that listens can be exploited now. */
export function buildGraph(
  world: World,
  exploitable: ReadonlySet<NodeId>,
  rules: readonly EdgeRule[] = edgeRules,
): Graph {
  const facts: GraphFacts = { nodeOf: containerNode, exploitable };
  const nodes = new Map<NodeId, GraphNode>();
  for (const workload of world.facts('workload')) {
    for (const { name } of workload.containers) {
      const id = containerNode(workload.id, name);
      nodes.set(id, { id, kind: 'container', name: nameOfContainer(workload, name), workload: workload.id });
    }
  }
  const add = (id: NodeId): void => {
    if (!nodes.has(id)) nodes.set(id, { id, kind: kindOfNode(id), name: nameOfNode(id) });
  };
  const edges: Edge[] = [];
  for (const rule of rules) {
    for (const edge of rule.edges(world, facts)) {
      edges.push(edge);
      add(edge.from);
      add(edge.to);
      for (const id of edge.also) add(id);
    }
  }
  return { nodes: [...nodes.values()], edges };
}
function nameOfContainer({ name, containers }: JudgedWorkload, container: string): string {
  return containers.length === 1 ? name : `${name}/${container}`;
}

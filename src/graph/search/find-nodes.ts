// Which nodes a person means: by kind, by the name of a workload, by the name of anything else, or by id.
import type { FactId } from '../../model/brand.ts';
import type { Graph, GraphNode } from '../../model/graph.ts';
import type { Workload } from '../../model/workload.ts';

type Named = Pick<Workload, 'id' | 'name' | 'namespace' | 'type'>;
export interface Found {
  /** All of what is meant; empty when nothing or too much is. */
  readonly nodes: readonly GraphNode[];
  /** Names that are unambiguous: of what was meant, if it was too much; else of everything. */
  readonly names: Iterable<string>;
  readonly isAmbiguous: boolean;
}
/** The first way of naming things that knows the name decides. */
export function findNodes(graph: Graph, workloads: readonly Named[], name: string): Found {
  const things = thingsOf(graph, workloads);
  const wanted = fold(name);
  const kind = kindWords.get(wanted) ?? wanted;
  const ofKind = graph.nodes.filter((node) => node.kind === kind && kind !== 'container');
  const isWhole = kindWords.has(wanted) && ofKind.length > 0;
  if (isWhole) return { nodes: ofKind, names: [], isAmbiguous: false };
  for (const rank of [0, 1, 2, 3]) {
    const meant = things.filter(({ names }) => names[rank]?.some((one) => fold(one) === wanted) === true);
    if (meant.length === 1) return { nodes: meant.flatMap(({ nodes }) => nodes), names: [], isAmbiguous: false };
    if (meant.length > 1) return { nodes: [], names: meant.map(({ unique }) => unique), isAmbiguous: true };
  }
  return { nodes: [], names: namesOf(things), isAmbiguous: false };
}
/** There may be many hosts, clusters or accounts; whoever gets to one of them has got to one. */
const kindWords: ReadonlyMap<string, string> = new Map([
  ['internet', 'internet'],
  ['host', 'host'],
  ['node', 'host'],
  ['engine', 'engine'],
  ['cluster', 'cluster'],
  ['cloud', 'cloud'],
]);

interface Thing {
  readonly nodes: readonly GraphNode[];
  /** Ids, then names of workloads from the whole to the short, then names of other things, then their last parts. */
  readonly names: readonly (readonly string[])[];
  readonly unique: string;
}
function thingsOf({ nodes }: Graph, workloads: readonly Named[]): readonly Thing[] {
  const containers = new Map<FactId, GraphNode[]>();
  const others: Thing[] = [];
  for (const node of nodes) {
    const { workload, kind } = node;
    if (kind !== 'container' || workload === undefined) others.push(otherThing(node));
    else if (containers.has(workload)) containers.get(workload)?.push(node);
    else containers.set(workload, [node]);
  }
  const own = workloads.flatMap(({ id, name, namespace, type }): readonly Thing[] => {
    const mine = containers.get(id);
    if (mine === undefined) return [];
    const long = namespace === undefined ? [] : [`${namespace}/${name}`];
    const unique = `${type}/${[...long, name][0]}`;
    const words = [unique, `${type} ${[...long, name][0]}`, `${type}/${name}`, `${name} (${type})`, ...long];
    return [{ nodes: mine, names: [[id, ...mine.map((node) => node.id), unique], words, [name]], unique }];
  });
  return [...own, ...others];
}
/** `identity:service-account/PLACE/shop/web` is also `service account web`, `shop/web` and `web`. */
function otherThing(node: GraphNode): Thing {
  const key = node.id.slice(node.kind.length + 1);
  const parts = key.split('/');
  const last = parts.at(-1) ?? key;
  const tail = parts.slice(-2).join('/');
  const short = [last, tail, `${node.kind}:${last}`, `${node.kind}/${last}`, node.name.split(' ').at(-1) ?? ''];
  return { nodes: [node], names: [[node.id], [node.name], [], short], unique: node.id };
}
function* namesOf(things: readonly Thing[]): Iterable<string> {
  yield* kindWords.keys();
  for (const { names } of things) for (const rank of names) yield* rank;
}
function fold(name: string): string {
  return name.trim().toLowerCase();
}

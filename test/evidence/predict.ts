// What our own graph says that a container can do: a scan of what the engine tells of it, as a user would have it.
import { scan } from '../../src/scan/scan.ts';
import type { Edge, Graph, NodeId } from '../../src/model/graph.ts';
import { kindOfNode } from '../../src/graph/nodes.ts';
import { silent } from '../scan-folder.ts';
import { neighbour } from './effects.ts';

export interface Prediction {
  readonly code: string;
  /** An edge on the way says so itself; otherwise a wider code has this one in it. */
  readonly direct: boolean;
  /** Every assumption on the way is empty, or holds on this machine. */
  readonly certain: boolean;
  readonly rules: readonly string[];
  readonly assumes: readonly string[];
}

/** Whoever has the first has the others too. */
const everything = [
  'CTR_ALL',
  'HOST_READ',
  'HOST_WRITE',
  'HOST_PROC_CODE',
  'HOST_NET_CTRL',
  'HOST_NET_SNIFF',
  'HOST_LOCAL_SVC',
  'EVASION',
  'NODE_REBOOT',
  'SELF_PRIVESC',
  'HOST_KERNEL',
];
const within: Readonly<Record<string, readonly string[]>> = {
  HOST_KERNEL: ['HOST_ROOT', 'INFO_KERNEL'],
  HOST_ROOT: everything,
  HOST_PROC_CODE: ['HOST_PROC_VIEW', 'HOST_PROC_KILL', 'PEER_CODE'],
  HOST_PROC_VIEW: ['PEER_READ'],
  HOST_READ: ['PEER_READ'],
  HOST_WRITE: ['PEER_WRITE'],
  HOST_NET_SNIFF: ['PEER_NET_MITM'],
  HOST_NET_CTRL: ['PEER_NET_MITM'],
  CTR_ALL: ['PEER_CODE', 'IMAGE_PERSIST'],
  PEER_CODE: ['PEER_READ', 'PEER_WRITE'],
  PEER_WRITE: ['PEER_READ'],
};
/** Nothing here uses a flaw, so what only a flaw would give is not looked for. */
const flaws = new Set(['kernel-flaw', 'sandbox-flaw', 'sandbox-socket']);

export interface Predicting {
  readonly file: string;
  /** Name of the container in it. */
  readonly name: string;
  /** Names of assumptions that hold for it on this machine. */
  readonly holds: ReadonlySet<string>;
}
export async function predict({ file, name, holds }: Predicting): Promise<ReadonlyMap<string, Prediction>> {
  const { report } = await scan({
    targets: [file],
    only: new Set(['config', 'reach']),
    open: { signal: new AbortController().signal, skip: [] },
    advisories: async () => silent,
    loadLine: 'contained',
    ignoreUnfixed: false,
    today: '2026-11-26',
    maxAgeDays: 7,
    version: '0.0.0',
  });
  const start = report.graph.nodes.find((node) => node.kind === 'container' && node.name === name);
  if (start === undefined) throw new Error(`the scan of ${file} does not know the container ${name}`);
  return predictionsOf(report.graph, start.id, holds);
}

/** Over every edge that can be taken, up to the next container: the probe does not go on from there. */
export function predictionsOf(
  graph: Graph,
  start: NodeId,
  holds: ReadonlySet<string>,
): ReadonlyMap<string, Prediction> {
  const found = new Map<string, Prediction>();
  const leaving = Map.groupBy(graph.edges, ({ from }) => from);
  const seen = new Set<NodeId>([start]);
  for (const node of seen) {
    for (const edge of leaving.get(node) ?? []) {
      if (edge.assumes.some(({ name }) => flaws.has(name))) continue;
      const missing = edge.assumes.map(({ name }) => name).filter((one) => !holds.has(one));
      for (const code of codesOf(edge, start))
        note(found, {
          code,
          direct: kindOfNode(node) !== 'host',
          certain: missing.length === 0,
          rules: [edge.rule],
          assumes: missing,
        });
      if (missing.length === 0 && kindOfNode(edge.to) !== 'container') seen.add(edge.to);
    }
  }
  const own = found.values().toArray();
  for (const one of own) for (const code of innerCodes(one.code)) note(found, { ...one, code, direct: false });
  return found;
}
function innerCodes(code: string): ReadonlySet<string> {
  const inner = new Set(within[code]);
  for (const one of inner) for (const next of within[one] ?? []) inner.add(next);
  return inner;
}
function codesOf(edge: Edge, start: NodeId): readonly string[] {
  const isOther = kindOfNode(edge.to) === 'container' && edge.to !== start;
  const talks = isOther && edge.assumes.some(({ name }) => name === 'neighbour-accepts');
  if (kindOfNode(edge.to) === 'host' && edge.yields.length === 0) return ['HOST_ROOT'];
  if (edge.rule === 'shared-network') return talks ? [neighbour] : [];
  return talks ? [...edge.yields, neighbour] : edge.yields;
}
/** The surest stays; rules of equal ones add up. */
function note(found: Map<string, Prediction>, one: Prediction): void {
  const known = found.get(one.code);
  const rank = ({ certain, direct }: Prediction): number => (certain ? 2 : 0) + (direct ? 1 : 0);
  if (known === undefined || rank(one) > rank(known)) found.set(one.code, one);
  else if (rank(one) === rank(known))
    found.set(one.code, { ...known, rules: [...new Set([...known.rules, ...one.rules])].sort() });
}

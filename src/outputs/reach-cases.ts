// Answers about reach for the tests of outputs: a small graph, asked everything, and a hostile one.
import type { FactId } from '../model/brand.ts';
import { toNodeId, type Edge, type GraphNode, type NodeId, type Step } from '../model/graph.ts';
import type { Location } from '../model/location.ts';
import type { AnswerOf, ReachAnswer, ReachOptions, Way } from '../model/reach-question.ts';
import { reach, report, workload, workloadId } from './report-sample.ts';

export const plainReach: ReachOptions = { width: 80, colour: false, unicode: true, all: false, exitCode: 1 };

interface Named {
  readonly edge: string;
  readonly web: string;
  readonly volume: string;
  readonly file: string;
  readonly why: string;
}
const harmless: Named = {
  edge: 'edge',
  web: 'web',
  volume: 'volume uploads',
  file: 'compose.yaml',
  why: 'it mounts the engine socket (/var/run/docker.sock)',
};
const kernel = { name: 'kernel-flaw', why: 'the kernel of the host has a flaw that the container can reach' };

/** A proxy that reaches the host, a site that writes what it shares, and what was asked. */
export function reachCase(kind: AnswerOf['kind'], names: Named = harmless): ReachAnswer {
  const place = (line: number): Location => ({ path: `examples/harbour/${names.file}`, line });
  const edge = workload(names.edge, place(5));
  const web = workload(names.web, place(16));
  const nodeOf = (id: FactId): NodeId => toNodeId('container', `${id}/main`);
  const [a, b, host, engine, volume] = [
    nodeOf(edge.id),
    nodeOf(web.id),
    toNodeId('host', 'docker/sources'),
    toNodeId('engine', 'docker/sources'),
    toNodeId('volume', `docker/sources/${names.volume}`),
  ];
  const fix = {
    say: 'remove the engine socket',
    edits: [
      {
        op: 'remove',
        target: { fact: edge.id, container: names.edge },
        field: 'mounts',
        value: '/var/run/docker.sock',
        at: place(12),
      },
    ],
  } as const;
  const step = (from: NodeId, to: NodeId, why: string, at?: Location): Step => ({
    rule: 'engine-socket',
    from,
    to,
    why,
    ...(at && { at }),
  });
  const internet = toNodeId('internet', 'world');
  const inwards = step(internet, a, `port 80 of the host is open for ${names.edge}`, place(9));
  const socket = step(a, engine, names.why, place(12));
  const start = step(engine, host, 'the engine starts a container that has the host in it');
  const writes = step(b, volume, `it may write ${names.volume}`, place(21));
  const flaw = step(b, host, 'it runs on the kernel of the host');
  const toEdge = (of: Step, more: Partial<Edge> = {}): Edge => ({
    ...of,
    allOf: [],
    also: [],
    blockedBy: [],
    assumes: [],
    yields: [],
    fixes: [],
    ...more,
  });
  const nodes: readonly GraphNode[] = [
    { id: a, kind: 'container', name: names.edge, workload: edge.id },
    { id: b, kind: 'container', name: names.web, workload: web.id },
    { id: engine, kind: 'engine', name: 'the engine' },
    { id: host, kind: 'host', name: 'the host' },
    { id: volume, kind: 'volume', name: names.volume },
    { id: internet, kind: 'internet', name: 'the internet' },
  ];
  const before = [
    reach(names.edge, 'node', { chains: [{ to: 'node', steps: [socket, start], assumes: [] }] }),
    reach(names.web, 'neighbours', {
      possible: 'node',
      chains: [
        { to: 'node', steps: [flaw], assumes: [kernel] },
        { to: 'neighbours', steps: [writes], assumes: [] },
      ],
    }),
  ];
  const firewall = [{ name: 'no-firewall', why: `no firewall stands before ${names.edge}` }];
  const ways: readonly Way[] = [
    { from: a, to: host, steps: [socket, start], assumes: [] },
    { from: b, to: host, steps: [flaw], assumes: [kernel] },
  ];
  const named = { id: '811ad2', fix, at: place(12) };
  const falls = [{ workload: edge.id, from: 'node', to: 'contained' }] as const;
  const of: Readonly<Record<AnswerOf['kind'], AnswerOf>> = {
    all: { kind: 'all' },
    to: { kind: 'to', name: names.volume, nodes: nodes.slice(3, 4), ways },
    from: {
      kind: 'from',
      name: names.web,
      nodes: nodes.slice(1, 2),
      ways: [{ from: b, to: volume, steps: [writes], assumes: [] }, ...ways.slice(1)],
    },
    between: {
      kind: 'between',
      start: names.edge,
      starts: nodes.slice(0, 2),
      name: names.volume,
      nodes: nodes.slice(3, 4),
      ways,
      more: true,
    },
    without: { kind: 'without', edits: [named], after: [reach(names.edge, 'contained'), ...before.slice(1)] },
  };
  return {
    report: report({
      workloads: [edge, web],
      reach: before,
      graph: {
        nodes,
        edges: [
          toEdge(inwards, { assumes: firewall }),
          toEdge(socket, { fixes: [fix] }),
          toEdge(start),
          toEdge(writes),
          toEdge(flaw, { assumes: [kernel] }),
        ],
      },
      cut: { edits: [{ fix, at: place(12), effect: falls }], bound: 1, left: [] },
      verdict: {
        pass: false,
        complete: true,
        reasons: [{ code: 'over-the-line', why: `${names.edge} reaches the node; the load line is its neighbours` }],
      },
    }),
    entries: [{ workload: workloadId(names.edge), step: inwards, assumes: firewall, exploitable: true }],
    cut: [{ ...named, alone: falls }],
    together: falls,
    of: of[kind],
    levels: new Map([[host, 'node']]),
  };
}

/** Text that each of the formats could take for something else, and what none of them may pass on. */
const hostile =
  '"]}) --> x; <script>alert(1)</script> `rm` |a| %%{init: {}}%% </svg> &quot; \\" \\N #quot; \n\r\u0000\u001b[31m\u202e\ud800\ufffe';
export const hostileNames: Named = {
  edge: `edge${hostile}`,
  web: `- web${hostile}`,
  volume: `1. volume ${hostile}`,
  file: `c${hostile}.yaml`,
  why: `it mounts ${hostile}`,
};

// The step into a container whose namespaces are shared by name: https://docs.docker.com/engine/containers/run/#container-networking
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts } from '../../model/graph.ts';
import { isHostEngine, isKnown, type Field } from '../../model/field.ts';
import { wieldsCapability } from '../host/capabilities.ts';
import { always, assuming, fieldOf, refOf, type Condition } from '../conditions.ts';
import type { EffectCode } from '../effects.ts';
import { composeServices, kubernetesExample } from '../example-text.ts';
import { meetsNobodyNew } from '../network/networks.ts';
import { effectNode, placeOf, type JudgedWorkload } from '../nodes.ts';
import { mayEnter, sameUser } from '../host/processes.ts';
import { subjectsOf, toEdge, unsetting, type Subject } from '../step.ts';

export const sharedNamespace: EdgeRule = {
  id: 'shared-namespace',
  title: 'A namespace of a neighbour is shared',
  why: 'In the process namespace of a neighbour its processes can be entered by the same user; in its network namespace its loopback is in reach; its shared memory can be read and changed.',
  refs: ['T1055', 'T1080', 'T1557'],
  examples: {
    bad: [
      composeServices({ web: { pid: '"service:db"' }, db: {} }),
      composeServices({ web: { network_mode: '"service:db"' }, db: {} }),
    ],
    good: [composeServices({ web: {}, db: {} }), kubernetesExample()],
  },
  *edges(world, facts) {
    const index = byName(world);
    for (const subject of subjectsOf(world, facts)) {
      for (const name of ['pid', 'network', 'ipc'] as const) {
        const field: Field<string> = fieldOf(subject.container, name);
        if (!isKnown(field) || !field.value.startsWith('container:')) continue;
        const peer = index.get(keyOf(subject.workload, field.value.slice('container:'.length)));
        const other = peer?.containers[0];
        if (peer === undefined || other === undefined) continue;
        const there = { node: facts.nodeOf(peer.id, other.name), workload: peer, container: other, host: subject.host };
        yield* both(subject, there, { name, field, facts, world });
      }
    }
  },
};
interface Sharing {
  readonly name: 'pid' | 'network' | 'ipc';
  readonly field: Field<string>;
  readonly facts: GraphFacts;
  readonly world: World;
}
function* both(subject: Subject, peer: Subject, { name, field, facts, world }: Sharing): Iterable<Edge> {
  const ref = refOf(subject.container, name, field);
  const isHelp = name !== 'network' || meetsNobodyNew(world, subject);
  const fixes: readonly Fix[] = isHelp ? unsetting(subject, `give it its own ${words[name]}`, name) : [];
  const draw = (from: Subject, to: Subject): Edge => {
    const when = entering(name, { from, to, weak: facts.exploitable.has(to.node) });
    return toEdge({
      rule: 'shared-namespace',
      from: from.node,
      to: to.node,
      when: { ...when, fields: [ref, ...when.fields] },
      why: `it shares the ${words[name]} of a neighbour`,
      yields: [name === 'pid' ? 'PEER_CODE' : 'PEER_READ'],
      fixes,
    });
  };
  for (const [from, to] of [
    [subject, peer],
    [peer, subject],
  ] as const) {
    yield draw(from, to);
    const seen = seenFrom(name, { from, to });
    if (seen === undefined) continue;
    yield toEdge({
      rule: 'shared-namespace',
      from: from.node,
      to: effectNode(to.node, seen.code),
      when: { ...seen.when, fields: [ref, ...seen.when.fields] },
      why: seen.why,
      yields: [seen.code],
      fixes,
    });
  }
}
interface Seen {
  readonly code: EffectCode;
  readonly when: Condition;
  readonly why: string;
}
/** What it reads of the other without taking it over. */
function seenFrom(name: Sharing['name'], { from, to }: Omit<Pair, 'weak'>): Seen | undefined {
  if (name === 'pid') return undefined;
  if (name === 'ipc') {
    const any = wieldsCapability(from, 'DAC_OVERRIDE')?.when ?? wieldsCapability(from, 'IPC_OWNER')?.when;
    const when = any?.assumes.length === 0 ? any : sameUser(from.container, to.container);
    return { code: 'PEER_READ', when, why: 'it reads the shared memory of a neighbour' };
  }
  const when = wieldsCapability(from, 'NET_RAW')?.when;
  return when && { code: 'PEER_NET_MITM', when, why: 'with raw sockets it reads the traffic of a neighbour' };
}
const words = { pid: 'process namespace', network: 'network', ipc: 'shared memory' } as const;
interface Pair {
  readonly from: Subject;
  readonly to: Subject;
  readonly weak: boolean;
}
function entering(name: Sharing['name'], { from, to, weak }: Pair): Condition {
  if (name === 'pid') return mayEnter(from.workload, from.container, to.container);
  if (name === 'ipc') return assuming('shared-memory', 'the neighbour trusts what is in its shared memory');
  return weak ? always : assuming('neighbour-accepts', 'the neighbour trusts its own loopback');
}

function byName(world: World): ReadonlyMap<string, JudgedWorkload> {
  const named = world.facts('workload').filter(({ engine }) => isHostEngine(engine));
  return new Map<string, JudgedWorkload>(named.map((workload) => [keyOf(workload, workload.name), workload]));
}
function keyOf(workload: JudgedWorkload, name: string): string {
  return JSON.stringify([placeOf(workload), workload.namespace ?? '', name]);
}

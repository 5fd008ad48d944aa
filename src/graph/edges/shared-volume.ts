// The step through files that two workloads have in common: https://attack.mitre.org/techniques/T1080/
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import { isHostEngine, isKnown, locationOf, type Field } from '../../model/field.ts';
import { toNodeId, type Edge, type EdgeRule, type NodeId } from '../../model/graph.ts';
import { volumesOf } from '../../model/volume-index.ts';
import type { Mount } from '../../model/workload.ts';
import { always, assuming, refOf } from '../conditions.ts';
import { composeServices, kubernetesExample } from '../example-text.ts';
import { tellLimit } from '../../model/limits.ts';
import { normalPath } from '../../model/host-path.ts';
import { effectNode, pathMark, placeOf, type JudgedWorkload } from '../nodes.ts';
import { findSocket } from '../host/sockets.ts';
import { removing, subjectsOf, targetOf, toEdge, type Subject } from '../step.ts';

const claim = (name: string): string =>
  kubernetesExample({
    name,
    pod: { volumes: '[{name: files, persistentVolumeClaim: {claimName: files}}]' },
    container: { volumeMounts: '[{name: files, mountPath: /files}]' },
  }).text;
const both = (mount: string): Record<'web' | 'job', { readonly volumes: string }> => ({
  web: { volumes: `["${mount}"]` },
  job: { volumes: `["${mount}"]` },
});

export const sharedVolume: EdgeRule = {
  id: 'shared-volume',
  title: 'Files are shared with a neighbour',
  why: 'Whoever may write the files of a neighbour reads and changes what it works with; where it runs or trusts them, that is code in the neighbour. Whoever may only read them still has what the neighbour writes there.',
  refs: ['T1080', 'T1565.001', 'T1005'],
  examples: {
    bad: [
      composeServices(
        { web: { volumes: '["files:/files"]' }, job: { volumes: '["files:/in:ro"]' } },
        'volumes:\n  files:\n',
      ),
      composeServices({ web: { volumes: '["/srv/files:/files"]' }, job: { volumes: '["/srv/files:/in:ro"]' } }),
      composeServices(both('/dev/shm/pool:/pool')),
      composeServices({ web: { volumes: '["/srv:/all:ro"]' }, job: { volumes: '["/srv/files:/files"]' } }),
      { format: 'kubernetes', text: `${claim('web')}---\n${claim('job')}` },
    ],
    good: [
      composeServices(
        { web: { volumes: '["files:/files:ro"]' }, job: { volumes: '["files:/in:ro"]' } },
        'volumes:\n  files:\n',
      ),
      composeServices({ web: { volumes: '["files:/files"]' }, job: {} }, 'volumes:\n  files:\n'),
      composeServices(both('/var/run/docker.sock:/var/run/docker.sock')),
      composeServices(both('/proc:/host/proc')),
      composeServices(both('/sys:/sys')),
      composeServices(both('/dev/dri:/dev/dri')),
    ],
  },
  *edges(world, facts) {
    const trusts = assuming('files-trusted', 'the neighbour runs or trusts what lies there');
    for (const [node, users] of shared(world, facts)) {
      yield* readings(node, users);
      // What nobody writes carries nothing from one to the other.
      if (users.every(({ covers, mount }) => covers || mount.readOnly)) continue;
      for (const use of users) {
        const { subject, field, mount } = use;
        const when = { ...always, fields: [refOf(subject.container, 'mounts', field)] };
        if (writes(use))
          yield toEdge({
            rule: 'shared-volume',
            from: subject.node,
            to: node,
            when,
            why: `it may write ${mount.source ?? mount.target}, which a neighbour uses`,
            yields: ['PEER_READ', 'PEER_WRITE'],
            fixes: makingReadOnly(subject, field),
          });
        yield toEdge({
          rule: 'shared-volume',
          from: node,
          to: subject.node,
          when: { ...when, ...trusts, fields: when.fields },
          why: `it uses the files of ${mount.source ?? mount.target}`,
          yields: ['PEER_CODE'],
        });
      }
    }
  },
};

/** Of what a neighbour writes, also by those who write themselves: to make their mounts read-only leaves them this. */
function* readings(node: NodeId, users: readonly Use[]): Iterable<Edge> {
  const writers = users.filter(({ mount }) => !mount.readOnly);
  const around = othersIn(writers.filter(({ covers }) => !covers));
  const anywhere = othersIn(writers);
  for (const { subject, field, mount, covers } of users) {
    // Two folders that lie in the same one have nothing in common.
    const others = (covers ? around : anywhere)(subject);
    if (others === undefined) continue;
    const name = mount.source ?? mount.target;
    const own = removing(subject, `remove the mount of ${name}`, { name: 'mounts', field });
    yield toEdge({
      rule: 'shared-volume',
      from: subject.node,
      to: effectNode(node, 'PEER_READ'),
      when: { ...always, fields: [refOf(subject.container, 'mounts', field)] },
      why: `it reads what a neighbour writes to ${name}`,
      yields: ['PEER_READ'],
      fixes: others.only === undefined ? own : [...own, ...makingReadOnly(others.only.subject, others.only.field)],
    });
  }
}
/** Those of other workloads, where there are any; the one alone that there is. */
function othersIn(uses: readonly Use[]): (subject: Subject) => { readonly only: Use | undefined } | undefined {
  const byOwner = Map.groupBy(uses, ({ subject }) => subject.workload.id);
  const few = [...byOwner.values()].slice(0, 2);
  return ({ workload }) => {
    const count = uses.length - (byOwner.get(workload.id)?.length ?? 0);
    if (count === 0) return undefined;
    const [first] = few.find(([use]) => use?.subject.workload.id !== workload.id) ?? [];
    return { only: count === 1 ? first : undefined };
  };
}

interface Use {
  readonly subject: Subject;
  readonly field: Field<Mount>;
  readonly mount: Mount;
  /** It mounts a folder inside: who writes the outer one writes its files too. */
  readonly covers: boolean;
}
/** Volumes and folders that containers of at least two workloads mount, one of which may write. */
function shared(world: World, facts: Parameters<EdgeRule['edges']>[1]): ReadonlyMap<NodeId, readonly Use[]> {
  const uses = new Map<NodeId, Use[]>();
  const all: { readonly use: Use; readonly node: NodeId }[] = [];
  for (const subject of subjectsOf(world, facts)) {
    for (const field of subject.container.effective.mounts) {
      if (!isKnown(field)) continue;
      const node = volumeNode(world, subject.workload, field.value);
      if (node !== undefined) all.push({ node, use: { subject, field, mount: field.value, covers: false } });
    }
  }
  for (const { node, use } of all) {
    const list = uses.get(node);
    if (list === undefined) uses.set(node, [use]);
    else list.push(use);
  }
  for (const { node, use } of all)
    for (const outer of outerFolders(world, node)) uses.get(outer)?.push({ ...use, covers: true });
  return new Map([...uses].filter(([, list]) => list.some(({ mount }) => !mount.readOnly) && isShared(list)));
}
function writes({ mount, covers }: Use): boolean {
  return !covers && !mount.readOnly;
}
function isShared(uses: readonly Use[]): boolean {
  const [first] = uses;
  return uses.some(({ subject }) => subject.workload.id !== first?.subject.workload.id);
}
function volumeNode(world: World, workload: JudgedWorkload, mount: Mount): NodeId | undefined {
  if (mount.source === undefined) return undefined;
  if (mount.kind === 'bind') return pathNode(workload, mount.source);
  if (mount.kind !== 'volume') return undefined;
  const [fact] = volumesOf(world, workload, mount.source);
  const path = fact?.hostPath;
  if (isKnown(path)) return pathNode(workload, path.value);
  const owner = fact?.external === true && isHostEngine(workload.engine) ? '' : (workload.namespace ?? '');
  return toNodeId('volume', `${placeOf(workload)}/${owner}/${mount.source}`);
}
/** What a kernel shows and the socket of an engine hold no files of a neighbour; what they give has steps of its own. */
function pathNode(workload: JudgedWorkload, source: string): NodeId | undefined {
  const path = normalPath(source);
  if (notFiles.test(path) || findSocket(path, workload.engine)?.itself === true) return undefined;
  return toNodeId('volume', `${placeOf(workload)}${pathMark}${path}`);
}
const notFiles = /^\/(?:proc|sys(?!\/fs\/bpf(?:\/|$))|dev(?!\/shm(?:\/|$)))(?:\/|$)/;
const deepest = 40;
function outerFolders(world: World, node: NodeId): readonly NodeId[] {
  const start = node.indexOf(pathMark) + pathMark.length;
  if (!node.includes(pathMark)) return [];
  const found: NodeId[] = [];
  let path = node.slice(start);
  while (path.length > 1 && found.length < deepest) {
    path = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';
    found.push(toNodeId('volume', `${node.slice('volume:'.length, start)}${path}`));
  }
  if (path.length > 1) {
    const why = `a mounted folder is more than ${deepest} folders deep; it was not held against those furthest out`;
    tellLimit(world, { rule: 'shared-volume', scope: node.slice('volume:'.length, node.indexOf(pathMark)), why });
  }
  return found;
}
function makingReadOnly(subject: Subject, field: Field<Mount>): readonly Fix[] {
  const at = locationOf(field);
  if (!isKnown(field) || at === undefined) return [];
  const target = targetOf(subject);
  const value: Mount = { ...field.value, readOnly: true };
  return [
    {
      say: `mount ${field.value.source ?? field.value.target} read-only`,
      edits: [
        { op: 'remove', target, field: 'mounts', value: field.value, at },
        { op: 'add', target, field: 'mounts', value },
      ],
    },
  ];
}

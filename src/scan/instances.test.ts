import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeclaredWorkload } from '../model/workload.ts';
import { foldInstances } from './instances.ts';

const at = { path: 'list.json' };
const raw = { format: 'kubernetes', path: 'list.json', document: 0, pointer: [] } as const;
type Say = Partial<Pick<DeclaredWorkload, 'nodes' | 'owner' | 'namespace'>> & {
  readonly containers?: readonly string[];
};
function made(type: string, name: string, { containers = ['web'], ...rest }: Say = {}) {
  const draft: DeclaredWorkload = {
    kind: 'workload',
    type,
    name,
    format: 'kubernetes',
    engine: 'kubernetes',
    namespace: 'shop',
    labels: {},
    at: [at],
    containers: containers.map((one) => ({ name: one, role: 'main', at, declared: {}, raw })),
    ...rest,
  };
  return { draft, scope: 'test' };
}
const deployment = made('Deployment', 'web');
const set = made('ReplicaSet', 'web-1', { owner: { type: 'Deployment', name: 'web' } });
const owner = { type: 'ReplicaSet', name: 'web-1' } as const;
const pod = (name: string, node: string, rest: Say = {}) => made('Pod', name, { owner, nodes: [node], ...rest });

for (const [name, input, expected] of [
  ['a pod, its set and its deployment', [pod('a', 'n2'), pod('b', 'n1'), set, deployment], ['Deployment web n1 n2']],
  ['two pods on one node', [pod('a', 'n1'), pod('b', 'n1'), set, deployment], ['Deployment web n1']],
  ['a pod whose set was not asked for', [pod('a', 'n1'), deployment], ['Pod a n1', 'Deployment web']],
  [
    'a pod with a container more',
    [pod('a', 'n1', { containers: ['web', 'proxy'] }), set, deployment],
    ['Pod a n1', 'Deployment web'],
  ],
  [
    'a pod of another namespace',
    [pod('a', 'n1', { namespace: 'other' }), set, deployment],
    ['Pod a n1', 'Deployment web'],
  ],
  ['a pod of its own', [made('Pod', 'a', { nodes: ['n1'] }), deployment], ['Pod a n1', 'Deployment web']],
  [
    'owners in a circle',
    [
      made('ReplicaSet', 'x', { owner: { type: 'ReplicaSet', name: 'y' } }),
      made('ReplicaSet', 'y', { owner: { type: 'ReplicaSet', name: 'x' } }),
    ],
    ['ReplicaSet x', 'ReplicaSet y'],
  ],
] as const)
  test(`what is left of ${name}`, () => {
    const kept = foldInstances(input).map(({ draft }) => [draft.type, draft.name, ...(draft.nodes ?? [])].join(' '));
    assert.deepEqual(kept, expected);
  });

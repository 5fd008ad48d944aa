// Names as people write them: one row, one name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNodeId } from '../../model/graph.ts';
import { findNodes } from './find-nodes.ts';
import { bind, sampleGraph, sampleWorkload, volume } from '../samples/sample-world.ts';

const workloads = [
  sampleWorkload({ name: 'web', project: 'shop', containers: [{ mounts: [volume('uploads')], networks: ['front'] }] }),
  sampleWorkload({ name: 'web', project: 'blog', containers: [{ mounts: [bind('/')] }] }),
  sampleWorkload({
    name: 'db',
    project: 'shop',
    containers: [{ mounts: [volume('uploads')], networks: ['front'] }, {}],
  }),
  sampleWorkload({ name: 'uploads', project: 'shop', containers: [{}] }),
  sampleWorkload({
    name: 'job',
    engine: 'kubernetes',
    containers: [{ serviceAccountToken: true, serviceAccount: 'runner' }],
  }),
];
const graph = sampleGraph(workloads);
const found: Readonly<Record<string, readonly string[] | 'ambiguous' | 'nothing'>> = {
  db: ['db/db', 'db/db-1'],
  DB: ['db/db', 'db/db-1'],
  web: 'ambiguous',
  'shop/web': ['web'],
  'service/shop/web': ['web'],
  'service blog/web': ['web'],
  'container:workload:test:shop/web/web': ['web'],
  node: ['the cluster node', 'the host'],
  host: ['the cluster node', 'the host'],
  cluster: ['the cluster'],
  uploads: ['uploads'],
  'volume uploads': ['volume uploads'],
  'volume:uploads': ['volume uploads'],
  'network front': ['network front'],
  front: ['network front'],
  runner: ['service account runner'],
  'service account runner': ['service account runner'],
  wbe: 'nothing',
  '': 'nothing',
};
for (const [name, expected] of Object.entries(found)) {
  test(`"${name}" is ${expected.toString()}`, () => {
    const { nodes, isAmbiguous } = findNodes(graph, workloads, name);
    const names = nodes.map((node) => node.name).sort();
    assert.deepEqual(names.length > 0 ? names : isAmbiguous ? 'ambiguous' : 'nothing', expected);
  });
}
test('what a name could be is said in names that are unambiguous', () => {
  const { names } = findNodes(graph, workloads, 'web');
  for (const name of names) assert.equal(findNodes(graph, workloads, name).nodes.length, 1, name);
});
test('every node is found by its id', () => {
  for (const { id } of graph.nodes)
    assert.ok(
      findNodes(graph, workloads, id).nodes.some((node) => node.id === id),
      id,
    );
  assert.deepEqual(findNodes(graph, workloads, toNodeId('host', 'nowhere')).nodes, []);
});

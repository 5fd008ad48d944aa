// Which machine a container is on decides whom it takes along.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reachOf } from './reach.ts';
import { toFactId } from '../model/brand.ts';
import type { HostFact } from '../model/facts.ts';
import { sampleGraph, sampleWorkload } from './sample-world.ts';

const engine = 'kubernetes';
const escapes = { privileged: true } as const;

for (const [name, nodes, expected] of [
  ['on the same node it takes the other along', [['n1'], ['n1']], 'host:kubernetes/test/node:n1 → container'],
  ['on another it does not', [['n1'], ['n2']], undefined],
  ['on one of several it does', [['n1', 'n2'], ['n2']], 'host:kubernetes/test/node:n2 → container'],
  ['a node that was not seen is an assumption', [undefined, undefined], 'host:kubernetes/test → container?'],
] as const)
  test(name, () => {
    const [web, db] = nodes.map((own, index) =>
      sampleWorkload({
        name: index === 0 ? 'web' : 'db',
        engine,
        containers: [index === 0 ? escapes : {}],
        ...(own && { nodes: own }),
      }),
    );
    assert.ok(web && db);
    const graph = sampleGraph([web, db]);
    const [reach] = reachOf(graph, [web.id]);
    assert.equal(reach?.level, 'node');
    const taken = graph.edges.find(({ rule, to }) => rule === 'host-containers' && to.endsWith('/db'));
    const mark = taken !== undefined && taken.assumes.length > 0 ? '?' : '';
    assert.equal(taken && `${taken.from} → container${mark}`, expected);
  });

for (const controlPlane of [true, false])
  test(`root of a node ${controlPlane ? 'of the control plane' : 'among others'}`, () => {
    const web = sampleWorkload({ engine, containers: [escapes], nodes: ['n1'] });
    const at = { path: 'list.json' };
    const machine: HostFact = {
      kind: 'host',
      id: toFactId('host', 'test', 'n1'),
      scope: 'test',
      engine,
      name: 'n1',
      labels: {},
      controlPlane,
      taints: [],
      programs: [],
      at: [at],
      raw: { format: 'kubernetes', path: at.path, document: 0, pointer: [] },
    };
    const [reach] = reachOf(sampleGraph([web], { facts: [machine] }), [web.id]);
    assert.equal(reach?.level, controlPlane ? 'cluster' : 'node');
  });

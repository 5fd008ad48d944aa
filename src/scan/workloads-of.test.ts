// A fact and the workloads that it concerns: one row, one way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, type FactId } from '../model/brand.ts';
import type { FactKind } from '../model/facts.ts';
import { declared } from '../model/field.ts';
import { toImageId, type BuildRef, type Container } from '../model/workload.ts';
import { toWorkloadsOf } from './workloads-of.ts';

const image = toImageId('sha256:a');
function idOf(name: string): FactId {
  return toFactId('workload', 'sources', name);
}
function built(context: string, dockerfile: string): Pick<Container, 'joint' | 'build'> {
  const build: BuildRef = { context, dockerfile };
  return { joint: { via: 'build context' }, build: declared(build, { path: 'compose.yaml' }) };
}
const running: Pick<Container, 'joint' | 'build'> = { joint: { via: 'archive', content: image } };
const unread = 'shop/unread/Dockerfile';
const workloadsOf = toWorkloadsOf({
  workloads: [
    { id: idOf('web'), containers: [built('shop', 'shop/Dockerfile'), built('shop', 'shop/Dockerfile')] },
    { id: idOf('api'), containers: [built('shop/api', 'shop/api.Dockerfile'), running] },
    { id: idOf('job'), containers: [built('shop/unread', unread), built('shop/api', 'shop/api.Dockerfile')] },
    { id: idOf('root'), containers: [built('', 'Dockerfile')] },
    { id: idOf('up'), containers: [built('..', '../Dockerfile')] },
    { id: idOf('none'), containers: [{ joint: { via: 'not looked at' } }] },
  ],
  imageScopes: new Map([[image, 'image:sha256:a']]),
  dockerfileOf: ({ dockerfile }) => (dockerfile === unread ? undefined : dockerfile),
});

const rows: readonly (readonly [
  what: string,
  kind: FactKind,
  scope: string,
  path: string,
  names: readonly string[],
])[] = [
  ['a Dockerfile, once', 'build', 'sources', 'shop/Dockerfile', ['web']],
  ['a Dockerfile of two', 'build', 'sources', 'shop/api.Dockerfile', ['api', 'job']],
  ['a lockfile in a context', 'package', 'sources', 'shop/package-lock.json', ['web']],
  ['the innermost context', 'package', 'sources', 'shop/api/deep/package-lock.json', ['api', 'job']],
  ['a folder whose name only begins alike', 'package', 'sources', 'shopping/package-lock.json', ['root']],
  ['a context whose Dockerfile was not read', 'package', 'sources', 'shop/unread/x', ['job']],
  ['the working directory as context', 'package', 'sources', 'package-lock.json', ['root']],
  ['a folder of the working directory', 'package', 'sources', 'tools/package-lock.json', ['root']],
  ['beside the working directory', 'package', 'sources', '../tools/package-lock.json', ['up']],
  ['further up', 'package', 'sources', '../../package-lock.json', []],
  ['elsewhere', 'package', 'sources', '/srv/package-lock.json', []],
  ['a package of an image', 'package', 'image:sha256:a', 'var/lib/dpkg/status', ['api']],
  ['a package of an image that nobody runs', 'package', 'image:sha256:b', 'var/lib/dpkg/status', []],
];
for (const [what, kind, scope, path, names] of rows) {
  test(what, () => {
    const found = workloadsOf({ kind, scope, id: toFactId(kind, scope, path), at: [{ path }] });
    assert.deepEqual(found, names.map(idOf));
  });
}
test('a workload concerns itself', () =>
  assert.deepEqual(workloadsOf({ kind: 'workload', scope: 'sources', id: idOf('web') }), [idOf('web')]));

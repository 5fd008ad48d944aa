import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldPath, isWithin, normalPath } from './host-path.ts';
import { hostPlaces } from './host-places.ts';

const rows: readonly (readonly [fact: string, text: string, folded: string, normal: string])[] = [
  ['a plain path', '/a/b', '/a/b', '/a/b'],
  ['dots and doubled slashes', '/a/./b//../c/', '/a/c', '/a/c'],
  ['dots above the root', '/../a', '/a', '/a'],
  ['the root', '//', '/', '/'],
  ['/var/run is /run, where a host is meant', '/var/run/docker.sock', '/var/run/docker.sock', '/run/docker.sock'],
  ['/var/lock is /run/lock', '/var/lock', '/var/lock', '/run/lock'],
  ['but not what only begins so', '/var/runner', '/var/runner', '/var/runner'],
  ['a path that climbs out keeps its dots', 'a/../../b', '../b', 'a/../../b'],
  ['a name stays as it is', 'data', 'data', 'data'],
];
for (const [fact, text, folded, normal] of rows)
  test(`path: ${fact}`, () => assert.deepEqual([foldPath(text), normalPath(text)], [folded, normal]));

test('a path is within itself, its folders and the root, and not within what only begins alike', () => {
  assert.deepEqual(
    ['/a/b', '/a', '/', '/a/', '/a/bc'].map((folder) => isWithin('/a/b', folder)),
    [true, true, true, false, false],
  );
});
test('places of a host are written as they are looked up, each once', () => {
  const paths = hostPlaces.map(({ path }) => path);
  assert.deepEqual(paths.map(normalPath), paths);
  assert.equal(new Set(paths).size, paths.length);
});

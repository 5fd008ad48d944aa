// Which release a tag of an official image names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releasesIn } from './end-of-life.ts';

const rows: readonly (readonly [image: string, tag: string, names: readonly string[]])[] = [
  ['debian', '10', ['debian 10']],
  ['debian', '10.13-slim', ['debian 10']],
  ['debian', 'buster-slim', ['debian 10']],
  ['debian', '1', []],
  ['debian', 'stable', []],
  ['ubuntu', 'bionic-20230530', ['ubuntu 18.04']],
  ['alpine', '3.1', []],
  ['alpine', '3.12.1', ['alpine 3.12']],
  ['python', '3.12-slim-buster', ['python 3.12', 'debian 10']],
  ['golang', '1.20.3-alpine3.17', ['golang 1.20', 'alpine 3.17']],
  ['golang', '1.2', []],
  ['node', '20-alpine', ['node 20']],
  ['node', '200', []],
  ['node', '25-alpine3.9', ['node 25', 'alpine 3.9']],
  ['harbour', '1', []],
  ['harbour', 'bookworm', []],
];
for (const [image, tag, names] of rows) {
  test(`${image}:${tag} is ${names.join(' on ') || 'nothing in the table'}`, () => {
    const found = releasesIn(image, tag);
    assert.deepEqual(
      found.map(({ name }) => name),
      names,
    );
    for (const { until } of found) assert.match(until, /^20\d\d-\d\d-\d\d$/u);
  });
}

const dates: readonly (readonly [image: string, tag: string, until: string])[] = [
  ['ubuntu', '22.04', '2027-06-01'],
  ['ubuntu', 'noble', '2029-05-31'],
  ['ubuntu', '25.04', '2026-01-15'],
  ['ruby', '3.2', '2026-04-01'],
  ['golang', '1.24', '2026-02-10'],
];
for (const [image, tag, until] of dates) {
  test(`${image}:${tag} until ${until}`, () => {
    assert.equal(releasesIn(image, tag)[0]?.until, until);
  });
}

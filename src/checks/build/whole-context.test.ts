// Which copies take the whole context.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBuild } from '../../../test/dockerfile-run.ts';
import { wholeContextCopies } from './whole-context.ts';

const rows: readonly (readonly [copy: string, isWhole: boolean])[] = [
  ['COPY . /b', true],
  ['COPY ./ /b', true],
  ['COPY / /b', true],
  ['COPY * /b', true],
  ['COPY ./* /b', true],
  ['COPY ../c . /b', true],
  ['COPY src /b', false],
  ['COPY *.js /b', false],
  ['COPY $C /b', false],
  ['COPY --from=c / /b', false],
  ['COPY <<E /b\nc\nE', false],
];
for (const [copy, isWhole] of rows) {
  test(`${copy}: ${isWhole ? 'all of it' : 'a part'}`, async () => {
    const { build } = await readBuild(`FROM a AS c\nFROM a\n${copy}`);
    assert.equal(wholeContextCopies(build).length, isWhole ? 1 : 0);
  });
}

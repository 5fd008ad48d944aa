// What tells several credentials of one command line apart: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declared } from '../../model/field.ts';
import { sampleAt, sampleWorkload, sampleWorld } from '../workload/workload-sample.ts';
import { processList } from './process-list.ts';

const rows: readonly (readonly [fact: string, command: readonly string[], keys: readonly string[]])[] = [
  ['an option by its name', ['serve', '--db-password=hunter2-Qx81vb'], ['web/db-password']],
  [
    'two addresses by their places',
    ['serve', 'postgres://web:hunter2-Qx81vb@db/a', 'redis://web:hunter2-Qx81vb@db'],
    ['web/1', 'web/2'],
  ],
];
for (const [fact, words, keys] of rows) {
  test(`credentials of a command line: ${fact}`, () => {
    const command = words.map((word) => declared(word, sampleAt));
    const workload = sampleWorkload('docker', { says: { command } });
    assert.deepEqual(
      [...processList.run(workload, sampleWorld())].map(({ key }) => key),
      keys,
    );
  });
}

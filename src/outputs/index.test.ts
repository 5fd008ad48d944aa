import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputs } from './index.ts';

test('there is a table, JSON, Markdown and SARIF', () =>
  assert.deepEqual([...outputs.keys()], ['table', 'json', 'markdown', 'sarif']));
for (const [id, load] of outputs)
  test(`${id} is loaded under its own name`, async () => assert.equal((await load()).id, id));

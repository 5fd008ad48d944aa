import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { processRoot } from './process.ts';

const options = { signal: new AbortController().signal, skip: ['**'] };
const hasProc = existsSync('/proc/self/root') ? {} : { skip: 'there is no /proc' };

test('the root of a process is a tree', hasProc, async () => {
  const source = await processRoot.open(String(process.pid), options);
  assert.equal(source.describe().kind, 'tree');
  await source.close();
});
test('no number and no process are said', hasProc, async () => {
  await assert.rejects(processRoot.open('../1', options), { code: 'bad-option' });
  await assert.rejects(processRoot.open('4999999999', options), { code: 'target-not-found' });
});
test('only its prefix finds it', async () => assert.equal(await processRoot.isAt('1'), false));

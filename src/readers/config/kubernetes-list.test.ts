// A list that is read item by item says what it says when it is read at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Entry } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import { readSample } from './config-sample.ts';
import { kubernetesReader } from './kubernetes.ts';

const file = path.join(import.meta.dirname, '../../../testdata/readers/kubernetes/live/list.json');
const short = readFileSync(file, 'utf8');
const padding = `"padding": "${'x'.repeat(9 * 1024 * 1024)}"`;
/** Too long to be read at once, by what stands behind the items. */
const long = short.trimEnd().replace(/\}$/u, `, ${padding}}`);

test('the same drafts, at the same lines', async () => {
  const whole = await readSample(kubernetesReader, { path: 'list.json', content: short });
  const counts = { read: 0 };
  const items = await drafts(long, counts);
  assert.ok(whole.length > 3);
  assert.deepEqual(items, whole);
  assert.equal(counts.read, 0, 'the text was asked for as a whole');
});
test('an item that is no JSON is told with its line, and the others are read', async () => {
  const broken = long.replace('"kind": "Pod"', '"kind": Pod');
  assert.notEqual(broken, long);
  const found = await drafts(broken, { read: 0 });
  const problems = found.filter((draft) => draft.kind === 'unknown');
  const line = broken.slice(0, broken.indexOf('"kind": Pod')).split('\n').length;
  assert.deepEqual(
    problems.map(({ code, at, incomplete }) => ({ code, line: at?.line, incomplete })),
    [{ code: 'bad-syntax', line, incomplete: true }],
  );
  assert.ok(found.some((draft) => draft.kind === 'workload'));
});

async function drafts(content: string, counts: { read: number }): Promise<readonly Draft[]> {
  const bytes = Buffer.from(content);
  const entry: Entry = {
    path: 'list.json',
    type: 'file',
    size: bytes.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    head: async (n) => bytes.subarray(0, n),
    read: async () => {
      counts.read += 1;
      return bytes;
    },
    async *stream() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  };
  const found: Draft[] = [];
  for await (const draft of kubernetesReader.read(entry)) found.push(draft);
  return found;
}

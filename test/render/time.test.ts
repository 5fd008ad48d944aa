// The time limit of a scan holds for what it has started; and who has nothing to render starts nothing.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { scratch } from '../plimsoll.ts';
import { lay, run } from './programs.ts';

function programs(text: string): string {
  const folder = scratch();
  for (const name of ['helm', 'kustomize', 'kubectl']) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return folder;
}

test('a scan that is out of time ends, and the program with it', async () => {
  const folder = lay({ 'Chart.yaml': 'name: a\nversion: 1.0.0\n' });
  const note = path.join(scratch(), 'done');
  const PATH = programs(`/bin/sleep 20; : > ${note}`);
  const started = performance.now();
  const { code, stderr } = await run(folder, ['.', '--timeout', '1s'], { PATH });
  assert.equal(code, 2);
  assert.match(stderr, /not done within 1s/u);
  assert.ok(performance.now() - started < 15_000 && !existsSync(note));
});
test('without a chart or a kustomization no program is started', async () => {
  const note = path.join(scratch(), 'started');
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "a:1"}]}\n';
  const { code } = await run(lay({ 'pod.yaml': pod, 'values.yaml': 'a: 1\n' }), ['.'], {
    PATH: programs(`: > ${note}`),
  });
  assert.deepEqual([code, existsSync(note)], [0, false]);
});

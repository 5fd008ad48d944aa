// The README's first command and its transcript.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { plimsoll, root, scratch } from './plimsoll.ts';

test('the transcript in the README is what comes out', async () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const transcript = /```\n\$ \.\/plimsoll scan examples\/harbour\n([\s\S]*?)```/u.exec(readme)?.[1];
  const ran = await plimsoll(['scan', 'examples/harbour'], { cache: scratch() });
  assert.equal(ran.stdout, transcript);
  assert.equal(ran.code, 1);
});

test('the same input gives the same bytes', async () => {
  const [first, second] = await Promise.all([
    plimsoll(['scan', 'examples/harbour', '--format', 'json'], { cache: scratch() }),
    plimsoll(['scan', 'examples/harbour', '--format', 'json'], { cache: scratch() }),
  ]);
  assert.equal(first?.stdout, second?.stdout);
});

test('progress and time never reach standard output', async () => {
  const ran = await plimsoll(['scan', 'examples/harbour', '--format', 'json'], { cache: scratch() });
  assert.equal(typeof JSON.parse(ran.stdout), 'object');
  assert.match(ran.stderr, /^plimsoll: \d+\.\d+ s\n$/u);
});

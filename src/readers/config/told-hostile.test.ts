// What is told of images, accounts and use may be anything: there is an end to it, and what comes of it is sound.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import type { Reader } from '../../model/reader.ts';
import { accountsReader } from '../image/accounts.ts';
import { readSample } from './config-sample.ts';
import { engineImageReader } from './engine-image.ts';
import { engineStatsReader } from './engine-stats.ts';
import { kubernetesReader } from './kubernetes.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const image = JSON.stringify([{ Id: digest, RepoTags: ['nginx:1.27'], RepoDigests: [`nginx@${digest}`] }]);
const stats = `${JSON.stringify({ Name: 'shop-web-1', MemUsage: '100MiB / 1GiB', CPUPerc: '1.00%' })}\n`;
const metrics = JSON.stringify({
  kind: 'PodMetricsList',
  apiVersion: 'metrics.k8s.io/v1beta1',
  items: [{ metadata: { name: 'web' }, containers: [{ name: 'web', usage: { cpu: '1n', memory: '1Ki' } }] }],
});
const passwd = 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n';
const cases: readonly (readonly [reader: Reader, text: string])[] = [
  [engineImageReader, image],
  [engineStatsReader, stats],
  [kubernetesReader, metrics],
  [accountsReader, passwd],
];
function isSound(draft: Draft): boolean {
  if (draft.kind === 'usage') return draft.memory > 0 && Number.isFinite(draft.memory) && Number.isFinite(draft.cpu);
  if (draft.kind === 'reference') return /^sha256:[0-9a-f]{64}$/u.test(draft.digest);
  return draft.kind === 'unknown' || draft.kind === 'accounts';
}
function* damaged(text: string): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1) {
    yield bytes.subarray(0, at);
    for (const bit of [1, 32, 128]) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ bit;
      yield flipped;
    }
  }
}
for (const [reader, text] of cases)
  test(`${reader.id}: cut short or with bits that changed`, async () => {
    assert.equal((await readSample(reader, { path: 'told.json', content: text, layer: 0 })).length, 1);
    for (const content of damaged(text)) {
      const drafts = await readSample(reader, { path: 'told.json', content, layer: 0 });
      assert.deepEqual(
        drafts.filter((draft) => !isSound(draft)),
        [],
      );
    }
  });

test('a hundred thousand lines of the same container are one use, and what no line is stops nothing', async () => {
  const content = `${stats.repeat(100_000)}${'['.repeat(100_000)}\n${stats}`;
  const drafts = await readSample(engineStatsReader, { path: 'told.json', content });
  assert.deepEqual(
    drafts.map(({ kind }) => kind),
    ['usage', 'unknown'],
  );
});
test('an image with more names than any has is told of as far as names are looked at', async () => {
  const tags = Array.from({ length: 50_000 }, (_, index) => `nginx:${String(index)}`);
  const content = JSON.stringify([{ Id: digest, RepoTags: tags, RepoDigests: [`nginx@${digest}`] }]);
  const drafts = await readSample(engineImageReader, { path: 'told.json', content });
  assert.equal(drafts.length, 1000);
});

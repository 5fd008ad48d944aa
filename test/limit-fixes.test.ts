// Limits come from what the containers were seen to use, where there is no doubt which one it was; as docs/fixes.md says.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { planFixes } from '../src/scan/fix-plan.ts';
import { compose, composed, hash, manifest, metrics, podded, spec, stats } from './limit-rows.ts';
import { plimsoll } from './plimsoll.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

const rules = new Set<string>(['wl-memory-limit', 'wl-cpu-limit']);
/** New lines of files that somebody wrote, without their indentation. */
async function limits(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { report, facts } = await scanTargets([writeFiles(files)]);
  const findings = report.findings.filter(({ rule }) => rules.has(rule));
  assert.notEqual(findings.length, 0);
  const cut = { ...report.cut, edits: [] };
  const { files: planned, refused } = planFixes({ report: { ...report, cut, findings }, facts, which: 'all' }, (file) =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  assert.deepEqual(refused, []);
  const written = planned.filter((file) => !file.path.endsWith('.json'));
  return written.flatMap(({ before = '', after }) => {
    const old = new Set(before.split('\n'));
    const lines = after.split('\n').filter((line) => !old.has(line));
    return lines.map((line) => line.trim());
  });
}
for (const [name, [text, told, expected]] of Object.entries(composed))
  test(`limits of a service: ${name}`, async () => {
    assert.deepEqual(await limits({ 'compose.yaml': text, 'told.json': told }), expected);
  });

for (const [name, [text, told, isMatched]] of Object.entries(podded))
  test(`limits of what makes pods: ${name}`, async () => {
    const lines = await limits({ 'deploy.yaml': text, 'told.json': told });
    const written = 'resources: {limits: {memory: 256Mi, cpu: 300m}, requests: {memory: 128Mi, cpu: 200m}}';
    assert.deepEqual(
      lines.map((line) => line.includes(written)),
      isMatched ? [true] : [],
    );
  });

test('the command of docs/fixes.md shows it, and the words say how', async () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/fixes.md'), 'utf8');
  const [, line = ''] = /^## How much[^]*?^plimsoll (scan .*told .*)$/mu.exec(page) ?? [];
  const files = { 'compose.yaml': compose, 'told/use.json': stats(['shop-web-1', '100MiB', '12.00%']) };
  const { stdout } = await plimsoll(line.split(' '), { cwd: writeFiles(files) });
  assert.match(stdout, /^\+    mem_limit: 256m$/mu);
  const { report } = await scanTargets([writeFiles(files)]);
  const says = [...rules].map((rule) => report.findings.find((one) => one.rule === rule)?.fix?.say);
  assert.deepEqual(says, [
    'limit memory to 256 MiB: twice the 100 MiB that it was seen to use, rounded up',
    'limit processors to 0.3: twice the 0.12 that it was seen to use, rounded up',
  ]);
});
test('limits of what makes pods: what is reserved stays', async () => {
  const reserved = '{containers: [{name: web, image: a, resources: {requests: {memory: 1Gi, cpu: 50m}}}]}';
  const lines = await limits({
    'deploy.yaml': manifest('Deployment').replace(spec, reserved),
    'told.json': metrics(hash),
  });
  assert.match(lines.join(' '), /requests: \{memory: 1Gi, cpu: 50m\}/u);
  assert.match(lines.join(' '), /limits: \{memory: 1024Mi, cpu: 300m\}/u);
});
test('limits of a service: nothing where two may have that name', async () => {
  const files = {
    'a/compose.yaml': 'name: shop\nservices: {web-web: {image: a}}\n',
    'told.json': stats(['shop-web-web-1', '100MiB', '1.00%']),
  };
  assert.equal((await limits(files)).length, 1);
  assert.deepEqual(await limits({ ...files, 'b/compose.yaml': 'name: shop-web\nservices: {web: {image: b}}\n' }), []);
});
test('a line that is none is told', async () => {
  const told = `${stats(['shop-web-1', '100MiB', '12.00%'])}{"Name"\n`;
  const { report } = await scanTargets([writeFiles({ 'compose.yaml': compose, 'told.json': told })]);
  const broken = report.unknowns.filter(({ why }) => /what containers use/u.test(why));
  assert.deepEqual(
    broken.map(({ at, incomplete }) => [at?.line, incomplete]),
    [[2, false]],
  );
});

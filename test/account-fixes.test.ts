// A container that runs as root gets the one account that its image was given, and only where nothing may need root; as
// docs/fixes.md says.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { planFixes } from '../src/scan/fix-plan.ts';
import { accountRows, filesOf, type Row } from './account-rows.ts';
import { plimsoll } from './plimsoll.ts';
import { scanTargets } from './scan-folder.ts';

async function userOf(row: Row): Promise<string | undefined> {
  const { folder, archive } = filesOf(row);
  const { report, facts } = await scanTargets([path.join(folder, 'compose.yaml'), archive]);
  const findings = report.findings.filter(({ rule }) => rule.startsWith('wl-run-as'));
  assert.notEqual(findings.length, 0);
  const plan = planFixes(
    { report: { ...report, cut: { ...report.cut, edits: [] }, findings }, facts, which: 'all' },
    (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
  );
  assert.deepEqual(plan.refused, []);
  return /user: *(.*)/u.exec(plan.files[0]?.after ?? '')?.[1];
}
for (const [name, [row, expected]] of Object.entries(accountRows))
  test(`the account: ${name}`, async () => {
    assert.equal(await userOf(row), expected);
  });

test('the command of docs/fixes.md shows it', async () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/fixes.md'), 'utf8');
  const [, line = ''] = /^plimsoll (scan .*web\.tar .*)$/mu.exec(page) ?? [];
  const { stdout } = await plimsoll(line.split(' '), { cwd: filesOf({}).folder });
  assert.match(stdout, /^\+    user: "1000:1000"$/mu);
});
test('nothing is left to say of it then', async () => {
  const { folder, archive } = filesOf({});
  const targets = [path.join(folder, 'compose.yaml'), archive];
  await plimsoll(['scan', ...targets, '--fixes', 'all', '--fix'], { cwd: folder });
  const { report } = await scanTargets(targets);
  assert.deepEqual(
    report.findings.filter(({ rule }) => rule.startsWith('wl-run-as')),
    [],
  );
});
test('a pod gets the number alone', async () => {
  const { folder, archive } = filesOf({});
  const manifest =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: web:1\n';
  writeFileSync(path.join(folder, 'pod.yaml'), manifest);
  const { stdout } = await plimsoll(['scan', 'pod.yaml', archive, '--fixes', 'all', '--diff'], { cwd: folder });
  assert.match(stdout, /^\+ {8}runAsUser: 1000$/mu);
});

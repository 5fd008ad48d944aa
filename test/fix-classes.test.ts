// Every rule that the catalogue calls AUTO puts its bad examples right, or docs/left-out.md says why it does not; and
// what a fix is for is gone from the files afterwards.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { checks } from '../src/checks/index.ts';
import type { AnyCheck, Example } from '../src/model/check.ts';
import { writtenFormats } from '../src/model/edit.ts';
import type { Finding } from '../src/model/finding.ts';
import { planFixes } from '../src/scan/fix-plan.ts';
import { root } from './plimsoll.ts';
import { nameOfExample, scanExample } from './scan-folder.ts';

const catalogue = path.join(root, '..', 'shared', 'knowledge', 'checks.md');
const skip = !existsSync(catalogue) && 'the catalogue is not here';
const excused = new Map(
  [
    ...readFileSync(path.join(root, 'docs/left-out.md'), 'utf8').matchAll(/^\| fix of `([\w-]+)` +\| (.+?) *\|$/gmu),
  ].map(([, id = '', reason = '']) => [id, reason]),
);

/** Ids of the rules that the catalogue has a fix for, in the sections that are about files. */
function automatic(): ReadonlySet<string> {
  const found = new Set<string>();
  let isOurs = false;
  for (const line of readFileSync(catalogue, 'utf8').split('\n')) {
    const heading = /^## (?:([A-K])\.)?/u.exec(line);
    if (heading !== null) isOurs = 'ACFGHI'.includes(heading[1] ?? '-');
    const id = /^\| `([\w-]+)`/u.exec(line)?.[1];
    const cell = line.split(/(?<!\\)\|/u).at(-2);
    if (isOurs && id !== undefined && cell?.trim().startsWith('AUTO') === true) found.add(id);
  }
  return found;
}
function isWritten({ format }: Example): boolean {
  return writtenFormats.some((one) => one === format);
}
/** What a rule was silent about as long as the graver one had something to say. */
const successors: ReadonlyMap<string, string> = new Map([
  ['rbac-bind', 'rbac-rolebinding-edit'],
  ['wl-hostpath-writable', 'wl-hostpath-any'],
  ['wl-mount-propagation-shared', 'wl-hostpath-writable'],
]);
/** Findings of the rule in its bad examples that have no fix, or whose fix does not take them away. */
async function unfixed(check: AnyCheck): Promise<{ readonly without: number; readonly fixed: number }> {
  let without = 0;
  let fixed = 0;
  for (const example of check.examples.bad.filter(isWritten)) {
    const scanned = await scanExample(example, check.pack);
    assert.ok(scanned);
    const own = scanned.report.findings.filter(({ rule }) => rule === check.id);
    const findings = own.filter(({ fix }) => fix !== undefined);
    without += own.length - findings.length;
    if (findings.length === 0) continue;
    fixed += findings.length;
    const again = await fixAndScan(example, { check, ...scanned, findings });
    const left = again.filter(({ rule, what }) => findings.some((one) => one.rule === rule && one.what === what));
    assert.deepEqual(left, [], example.text);
    const rules = new Set<string | undefined>([
      ...scanned.report.findings.map(({ rule }) => rule),
      successors.get(check.id),
    ]);
    assert.deepEqual(
      again.filter(({ rule }) => !rules.has(rule)).map(({ rule, what }) => `${rule}: ${what}`),
      [],
      `new in what was made of\n${example.text}`,
    );
  }
  return { without, fixed };
}
type Scanned = NonNullable<Awaited<ReturnType<typeof scanExample>>>;
async function fixAndScan(
  example: Example,
  { check, report, facts, findings }: Scanned & { readonly check: AnyCheck; readonly findings: readonly Finding[] },
): Promise<readonly Finding[]> {
  const main = nameOfExample(example);
  const files: Record<string, string | undefined> = { ...example.files, [main]: example.text };
  const [folder = ''] = report.targets.map(({ prefix }) => prefix);
  const here = (file: string): string => (file.startsWith(folder) ? file.slice(folder.length) : file);
  const cut = { ...report.cut, edits: [] };
  const plan = planFixes({ report: { ...report, cut, findings }, facts, which: 'all' }, (file) => files[here(file)]);
  assert.deepEqual(plan.refused, [], example.text);
  assert.notEqual(plan.files.length, 0, example.text);
  for (const { path: file, before, after } of plan.files) {
    assert.equal(before, files[here(file)], file);
    files[here(file)] = after;
  }
  const { [main]: text = '', ...others } = files;
  const beside = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, value ?? '']));
  const again = await scanExample({ ...example, text, files: beside }, check.pack);
  return again?.report.findings ?? [];
}

const fixes = new Map<string, { readonly without: number; readonly fixed: number }>();
for (const check of checks)
  test(`${check.id}: what a fix is for is gone afterwards`, async () => {
    fixes.set(check.id, await unfixed(check));
  });
test('most rules about settings have a fix', () => {
  assert.ok([...fixes.values()].filter(({ fixed }) => fixed > 0).length > 150);
});
test('a rule with an automatic fix has it in each example, or an excuse', { skip }, () => {
  if (skip !== false) return;
  const ids = [...automatic()].filter((id) => fixes.has(id));
  assert.ok(ids.length > 150, `only ${ids.length} rules`);
  const without = ids.filter((id) => (fixes.get(id)?.without ?? 0) > 0 && !excused.has(id));
  assert.deepEqual(without.sort(), []);
});
test('nothing is excused that needs no excuse', () => {
  const needless = [...excused].filter(([id, reason]) => (fixes.get(id)?.without ?? 0) === 0 || reason.length < 20);
  assert.deepEqual(needless, []);
});

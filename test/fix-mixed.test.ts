// All fixes on files of many styles, and on examples/: what they are for is gone, nothing new is found, the rest of the
// model and of the text is as it was, and a second run changes nothing.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { packs } from '../src/model/check.ts';
import type { ModelEdit } from '../src/model/edit.ts';
import type { Fact } from '../src/model/facts.ts';
import type { Finding } from '../src/model/finding.ts';
import { findChanges } from '../src/fixes/line-diff.ts';
import type { PlannedFile } from '../src/scan/fix-plan.ts';
import { planUntilDone, type WholePlan } from '../src/scan/fix-rounds.ts';
import { openReread } from '../src/scan/reread.ts';
import type { ScanResult } from '../src/scan/scan.ts';
import { composeFiles } from './mixed/compose-files.ts';
import { dockerfileFiles } from './mixed/dockerfile-files.ts';
import { kubernetesFiles } from './mixed/kubernetes-files.ts';
import type { MixedFile } from './mixed/mixed-file.ts';
import { root, scratch } from './plimsoll.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

interface Run {
  readonly plan: WholePlan;
  /** What was found at the beginning, and after each round. */
  readonly rounds: readonly [ScanResult, ...ScanResult[]];
}
/** Scans the folder, and writes every fix there is. */
async function fixAll(folder: string): Promise<Run> {
  const reread = openReread();
  const scan = async (): Promise<ScanResult> => scanTargets([folder], { packs: new Set(packs), reread });
  const first = await scan();
  const rounds: [ScanResult, ...ScanResult[]] = [first];
  const plan = await planUntilDone({
    first,
    which: 'all',
    read: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    reread,
    scanAgain: async () => {
      const result = await scan();
      rounds.push(result);
      return result;
    },
  });
  for (const { path: file, after } of plan.files) writeFileSync(file, after);
  return { plan, rounds };
}
async function check(folder: string): Promise<void> {
  const run = await fixAll(folder);
  assert.deepEqual(run.plan.refused, []);
  assert.deepEqual(run.plan.unsettled, []);
  const again = await fixAll(folder);
  assert.deepEqual(again.plan.files, [], 'a second run changes something');
  const [first] = run.rounds;
  const [second] = again.rounds;
  // What was read in memory is what now is on disk.
  assert.deepEqual(run.rounds.at(-1)?.report.findings, second.report.findings);
  assertGone(first.report.findings, second.report.findings);
  const open = new Set(first.report.unknowns.map(({ why }) => why));
  const unclear = second.report.unknowns.filter(({ code, why }) => code !== 'image-not-looked-at' && !open.has(why));
  assert.deepEqual(unclear, [], 'is not understood any more');
  assertNothingNew(first.report.findings, second.report.findings);
  assertSameModel(first.facts, second.facts, run.rounds.flatMap(editsOf));
  for (const file of run.plan.files) assertSmall(file, run.plan.done);
}
function editsOf({ report }: ScanResult): readonly ModelEdit[] {
  const fixes = [...report.findings.map(({ fix }) => fix), ...report.cut.edits.map(({ fix }) => fix)];
  return fixes.flatMap((fix) => fix?.edits ?? []);
}
function assertGone(before: readonly Finding[], after: readonly Finding[]): void {
  const left = new Set(after.map(({ id }) => id));
  const stayed = before.filter(({ id, fix }) => fix !== undefined && left.has(id));
  assert.deepEqual(stayed.map(sayFinding), [], 'is still found');
}
/** What a rule was silent about as long as a graver one had something to say. */
const successors: readonly (readonly [graver: string, next: string])[] = [
  ['wl-host-network', 'wl-privileged-port'],
  ['wl-hostpath-writable', 'wl-hostpath-any'],
  ['wl-privileged', 'wl-default-seccomp'],
  ['wl-privileged', 'wl-apparmor-unset'],
  ['wl-apparmor-unconfined', 'wl-apparmor-unset'],
  ['df-legacy-kv', 'df-label-schema'],
  ['df-user-missing', 'df-expose-privileged-port'],
  ['rbac-bind', 'rbac-rolebinding-edit'],
];
function assertNothingNew(before: readonly Finding[], after: readonly Finding[]): void {
  const known = new Set(before.map(placeOf));
  for (const [graver, next] of successors)
    for (const { rule, subject } of before) if (rule === graver) known.add(`${next} ${subject.name}`);
  assert.deepEqual(after.filter((one) => !known.has(placeOf(one))).map(sayFinding), [], 'is new');
}
function placeOf({ rule, subject }: Finding): string {
  return `${rule} ${subject.name}`;
}
function sayFinding(finding: Finding): string {
  return `${placeOf(finding)}: ${finding.what}`;
}

/** Declared settings by container, without their places; those that an edit names are left out. */
function declaredIn(facts: readonly Fact[], edited: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const fact of facts) {
    if (fact.kind !== 'workload') continue;
    for (const { name, image, declared } of fact.containers) {
      const all = { image, ...declared };
      for (const [field, value] of Object.entries(all)) {
        const key = `${fact.id} ${name} ${field}`;
        if (!edited.has(`${fact.id} ${field}`) && value !== undefined) found[key] = withoutPlaces(value);
      }
    }
  }
  return found;
}
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'at' && key !== 'from' && key !== 'via');
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutPlaces(member)]));
}
/** What an edit at a way may change of the model besides. */
const byWay: Readonly<Record<string, readonly string[]>> = {
  automountServiceAccountToken: ['serviceAccountToken'],
  serviceAccount: ['serviceAccount'],
  serviceAccountName: ['serviceAccount'],
};
/** Fields that one key of a file says together with another. */
const oneKey: ReadonlyMap<string, readonly string[]> = new Map([
  ['useApiSocket', ['mounts']],
  ['mounts', ['useApiSocket']],
  ['network', ['networks']],
  ['selinuxDisabled', ['selinux']],
]);
function fieldsOf(edit: ModelEdit): readonly string[] {
  switch (edit.op) {
    case 'set-at':
    case 'remove-at':
      return byWay[String(edit.pointer.at(-1))] ?? [];
    case 'replace-text':
      return ['image'];
    case 'unset':
    case 'remove':
      return [edit.field, ...(oneKey.get(edit.field) ?? [])];
    case 'set':
    case 'add':
    case 'change':
      return [edit.field];
    default:
      return [];
  }
}
function assertSameModel(before: readonly Fact[], after: readonly Fact[], edits: readonly ModelEdit[]): void {
  const edited = new Set(edits.flatMap((edit) => fieldsOf(edit).map((field) => `${edit.target.fact} ${field}`)));
  assert.deepEqual(declaredIn(after, edited), declaredIn(before, edited), 'something else of the model has changed');
}
/** Marks and line ends stay; a comment goes only with its own line; and no edit moves more than a few lines. */
function assertSmall({ before, after }: PlannedFile, edits: number): void {
  if (before === undefined) return;
  assert.equal(after.startsWith('\uFEFF'), before.startsWith('\uFEFF'));
  assert.equal(after.endsWith('\n'), before.endsWith('\n'));
  assert.equal(/(?<!\r)\n/u.test(after), /(?<!\r)\n/u.test(before));
  const comments = (text: string): readonly string[] =>
    text.split('\n').filter((line) => line.trimStart().startsWith('#'));
  assert.deepEqual(comments(after), comments(before));
  assert.ok(countOf(before, after).total <= edits * 5, 'more has moved than the edits need');
}
function countOf(before: string, after: string): { readonly total: number; readonly text: string } {
  const changes = findChanges(before.split('\n'), after.split('\n'));
  const gone = changes.reduce((sum, { aFrom, aTo }) => sum + aTo - aFrom, 0);
  const come = changes.reduce((sum, { bFrom, bTo }) => sum + bTo - bFrom, 0);
  return { total: gone + come, text: `-${String(gone)} +${String(come)}` };
}

const sets: readonly (readonly [main: string, files: readonly MixedFile[]])[] = [
  ['compose.yaml', composeFiles],
  ['deploy.yaml', kubernetesFiles],
  ['Dockerfile', dockerfileFiles],
];
test('there are enough styles', () => {
  assert.ok(sets.flatMap(([, files]) => files).length >= 50);
});
for (const [main, files] of sets)
  for (const file of files)
    test(`${main}: ${file.name}`, async () => {
      const { text, files: beside, lines } = file;
      const folder = writeFiles({ [main]: text, ...beside });
      await check(folder);
      assert.equal(countOf(text, readFileSync(path.join(folder, main), 'utf8')).text, lines);
    });

test('the examples', async () => {
  const folder = path.join(scratch(), 'examples');
  cpSync(path.join(root, 'examples'), folder, { recursive: true });
  await check(folder);
});

// Questions put to whole scans: what is left without the cut, names of edits, and what is said of a wrong name.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { compareReach } from '../model/graph.ts';
import { AppError } from '../model/errors.ts';
import type { ReachAnswer } from '../model/reach-question.ts';
import type { Report } from '../model/report.ts';
import { exitCodeOf } from '../policy/verdict.ts';
import { root } from '../../test/plimsoll.ts';
import { scanTargets, writeFiles } from '../../test/scan-folder.ts';
import { answerReach, type Question } from './reach-question.ts';

const harbour = (await scanTargets([path.join(root, 'examples/harbour')])).report;
function ask(question: Question, report: Report = harbour): ReachAnswer {
  return answerReach(report, question, { ignoreUnfixed: false });
}
function without(edits: readonly string[], report: Report = harbour): Extract<ReachAnswer['of'], { kind: 'without' }> {
  const { of } = ask({ kind: 'without', edits }, report);
  assert.ok(of.kind === 'without');
  return of;
}

test('without all edits of the cut everything is within the line, and the verdict says so', () => {
  const { cut } = ask({ kind: 'all' });
  assert.equal(cut.length, 2);
  const edits = cut.map(({ id }) => id);
  for (const { level } of without(edits).after) assert.ok(compareReach(level, harbour.loadLine) <= 0);
  const { report, together } = ask({ kind: 'without', edits });
  assert.equal(exitCodeOf(report.verdict), 0);
  assert.equal(together.length, 2);
});
test('an edit alone is said to do what it does', () => {
  const { cut } = ask({ kind: 'all' });
  for (const { id, alone } of cut) {
    const { after } = without([id]);
    const fallen = harbour.reach.filter(({ level }, index) => after[index]?.level !== level);
    assert.deepEqual(
      alone?.map(({ workload }) => workload),
      fallen.map(({ workload }) => workload),
    );
  }
});
test('the beginning of an id, the line, and the line below the target are the same edit', () => {
  const [first] = ask({ kind: 'all' }).cut;
  assert.ok(first !== undefined);
  const shown = ['compose.yaml:12', './compose.yaml:12', first.id, first.id.slice(0, 5), `${first.at?.path}:12`];
  for (const name of shown)
    assert.deepEqual(
      without([name]).edits.map(({ id }) => id),
      [first.id],
      name,
    );
});
test('a line without an edit of the cut means every edit that stands there', () => {
  const { edits } = without(['k8s/metrics-agent.yaml:13']);
  assert.deepEqual(
    edits.map(({ fix }) => fix.say),
    ['give it its own process namespace'],
  );
});
test('an edit that puts in what is not there yet stands where its workload does', async () => {
  const pod = 'kind: Pod\nspec: {serviceAccountName: web, containers: [{name: web, image: "web:1"}]}\n';
  const admin =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: web}\nroleRef: {kind: ClusterRole, name: cluster-admin}\nsubjects: [{kind: Group, name: "system:serviceaccounts"}]\n';
  const text = `${admin}---\napiVersion: v1\nmetadata: {name: web}\n${pod}`;
  const { report } = await scanTargets([writeFiles({ 'pod.yaml': text })]);
  const edits = report.graph.edges.flatMap(({ fixes }) => fixes).filter(({ say }) => say === 'do not mount the token');
  assert.equal(edits.length, 1);
  assert.deepEqual(
    without(['pod.yaml:8'], report).edits.map(({ fix }) => fix.say),
    ['do not mount the token'],
  );
});
test('the name of an edit stays when lines come before it and the folder moves', async () => {
  const compose = 'services:\n  web:\n    image: web:1\n    privileged: true\n';
  const idsOf = async (text: string): Promise<readonly string[]> => {
    const { report } = await scanTargets([writeFiles({ 'compose.yaml': `name: shop\n${text}` })]);
    return ask({ kind: 'all' }, report).cut.map(({ id }) => id);
  };
  const before = await idsOf(compose);
  assert.equal(before.length, 1);
  assert.deepEqual(await idsOf(`# a comment\n\n${compose}`), before);
});
test('a wrong name is answered with what may have been meant', () => {
  const wrong: readonly (readonly [Question, RegExp])[] = [
    [{ kind: 'to', name: 'nod' }, /did you mean node\?/u],
    [{ kind: 'from', name: 'web' }, /could be service\/harbour\/web, Deployment\/harbour\/web/u],
    [{ kind: 'to', name: 'xyzzy' }, /--to xyzzy: nothing here is called that$/u],
    [{ kind: 'without', edits: ['compose.yaml:13'] }, /did you mean compose\.yaml:12\?/u],
    [{ kind: 'without', edits: ['zzz'] }, /write an edit as it is listed/u],
  ];
  for (const [question, said] of wrong)
    assert.throws(
      () => ask(question),
      (error) => error instanceof AppError && error.code === 'bad-option' && said.test(error.message),
    );
});
test('where an intruder could get in', () => {
  const { entries } = ask({ kind: 'all' });
  assert.deepEqual(
    entries.map(({ step, exploitable, assumes }) => [step.at?.line, exploitable, assumes.length]),
    [
      [9, false, 1],
      [10, false, 1],
      [14, false, 2],
    ],
  );
});
test('the ways from one to another begin with the one and end with the other, and those of a wrong name with none', () => {
  const { of } = ask({ kind: 'between', from: 'edge', to: 'node' });
  assert.ok(of.kind === 'between');
  const [starts, ends] = [of.starts, of.nodes].map((nodes) => new Set(nodes.map(({ id }) => id)));
  assert.ok(of.ways.every(({ from, to }) => starts?.has(from) === true && ends?.has(to) === true));
  assert.deepEqual([of.ways[0]?.steps.length, of.ways[0]?.assumes.length, of.more], [2, 0, false]);
  const { of: from } = ask({ kind: 'from', name: 'edge' });
  assert.ok(from.kind === 'from');
  for (const { to, assumes } of from.ways.filter((way) => ends?.has(way.to) === true))
    assert.ok(of.ways.some((way) => way.to === to && way.assumes.length <= assumes.length));
  assert.throws(() => ask({ kind: 'between', from: 'edge', to: 'xyzzy' }), AppError);
  const { of: itself } = ask({ kind: 'between', from: 'edge', to: 'edge' });
  assert.ok(itself.kind === 'between' && itself.ways.length === 0);
});

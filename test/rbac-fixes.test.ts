// What rules about roles, bindings and accounts put right: the file scans clean of it, and nothing else in it moves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rbacChecks } from '../src/checks/rbac/index.ts';
import { findChanges } from '../src/fixes/line-diff.ts';
import { planFixes } from '../src/scan/fix-plan.ts';
import { scanExample } from './scan-folder.ts';

/** By rule, how many of its bad examples can be put right: others need a wildcard written out, or what is not here. */
const fixed: Readonly<Record<string, number>> = {
  'rbac-apiservice-edit': 2,
  'rbac-bind': 4,
  'rbac-bind-anonymous': 2,
  'rbac-bind-authenticated': 2,
  'rbac-csr-approve': 2,
  'rbac-dangling-binding': 2,
  'rbac-default-sa-bound': 2,
  'rbac-delete-logs-events': 2,
  'rbac-eks-aws-auth': 2,
  'rbac-endpoints-edit': 2,
  'rbac-escalate': 3,
  'rbac-nodes-proxy': 3,
  'rbac-sa-automount': 2,
  'rbac-webhook-config': 2,
};
for (const check of rbacChecks) {
  test(`${check.id}: ${fixed[check.id] ?? 0} of its examples are put right`, async () => {
    let count = 0;
    for (const example of check.examples.bad) {
      const scanned = await scanExample(example);
      assert.ok(scanned);
      const { report, facts } = scanned;
      const findings = report.findings.filter(({ rule, fix }) => rule === check.id && fix !== undefined);
      if (findings.length === 0) continue;
      const plan = planFixes({ report: { ...report, findings }, facts, which: 'all' }, () => example.text);
      assert.deepEqual(plan.refused, [], example.text);
      assert.equal(plan.files.length, 1);
      const after = plan.files[0]?.after ?? '';
      const again = await scanExample({ ...example, text: after });
      assert.deepEqual(
        again?.report.findings.filter(({ rule }) => rule === check.id).map(({ what }) => what),
        [],
        after,
      );
      const lines = findChanges(example.text.split('\n'), after.split('\n'));
      const edits = findings.flatMap(({ fix }) => fix?.edits ?? []);
      const accused = new Set(edits.map((edit) => ('at' in edit ? edit.at?.line : undefined)));
      for (const { aFrom, aTo } of lines) {
        for (let line = aFrom + 1; line <= aTo; line += 1)
          assert.ok(
            accused.has(line) || /^(?:rules|subjects):/.test(example.text.split('\n')[line - 1] ?? ''),
            `line ${line} of\n${example.text}`,
          );
      }
      count += 1;
    }
    assert.equal(count, fixed[check.id] ?? 0);
  });
}

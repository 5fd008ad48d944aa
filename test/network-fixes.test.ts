// What rules about networks and images put right in objects: the file scans clean of it afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkChecks } from '../src/checks/network/index.ts';
import { supplyChecks } from '../src/checks/supply/index.ts';
import { planFixes } from '../src/scan/fix-plan.ts';
import { scanExample } from './scan-folder.ts';

/** By rule, how many of its bad examples can be put right: a list of exceptions that is not there is not begun. */
const fixed: Readonly<Record<string, number>> = {
  'ci-gatekeeper-repo-prefix': 2,
  'net-egress-metadata': 1,
  'net-internal-missing': 1,
  'net-mesh-permissive': 2,
  'net-no-default-deny': 2,
  'net-service-external-ip': 2,
};
for (const check of [...networkChecks, ...supplyChecks]) {
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
      const after = plan.files[0]?.after ?? '';
      const again = await scanExample({ ...example, text: after });
      assert.equal(again?.report.findings.length, 0, after);
      count += 1;
    }
    assert.equal(count, fixed[check.id] ?? 0);
  });
}

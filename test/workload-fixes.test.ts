// What rules about pods, their controllers and what an engine does with a container put right: the file scans clean of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workloadChecks } from '../src/checks/workload/index.ts';
import { planFixes } from '../src/scan/fix-plan.ts';
import { scanExample } from './scan-folder.ts';

/** By rule, how many of its bad examples in Compose and Kubernetes can be put right. */
const fixed: Readonly<Record<string, number>> = {
  'wl-control-plane-schedule': 2,
  'wl-deprecated-api': 2,
  'wl-env-duplicate': 1,
  'wl-interactive-tty': 6,
  'wl-job-ttl': 1,
  'wl-logging-none': 1,
  'wl-oom-kill-disable': 2,
  'wl-priority-system': 1,
  'wl-restart-policy': 2,
  'wl-rolling-update': 2,
  'wl-sa-deprecated-field': 1,
  'wl-sa-token-automount': 3,
  'wl-selector-mismatch': 1,
  'wl-ulimits': 2,
};
for (const check of workloadChecks.filter(({ id }) => id in fixed)) {
  test(`${check.id}: ${String(fixed[check.id])} of its examples are put right`, async () => {
    let count = 0;
    for (const example of check.examples.bad) {
      if (example.format !== 'compose' && example.format !== 'kubernetes') continue;
      const scanned = await scanExample(example, check.pack);
      assert.ok(scanned);
      const { report, facts } = scanned;
      const findings = report.findings.filter(({ rule, fix }) => rule === check.id && fix !== undefined);
      if (findings.length === 0) continue;
      const plan = planFixes({ report: { ...report, findings }, facts, which: 'all' }, () => example.text);
      assert.deepEqual(plan.refused, [], example.text);
      const after = plan.files[0]?.after ?? '';
      const again = await scanExample({ ...example, text: after }, check.pack);
      const left = again?.report.findings.filter(({ rule }) => rule === check.id).map(({ what }) => what);
      // Without its input a terminal is another finding.
      assert.deepEqual(
        left?.filter((what) => findings.some((one) => one.what === what)),
        [],
        after,
      );
      count += 1;
    }
    assert.equal(count, fixed[check.id]);
  });
}

const users: readonly (readonly [what: string, user: string, isFixed: boolean])[] = [
  ['an account of its own', 'USER 10001\n', true],
  ['an account by a name that may be anybody', 'USER app\n', false],
  ['root', 'USER 0\n', false],
  ['nobody', '', false],
];
for (const [what, user, isFixed] of users)
  test(`a service goes back to the user of what it is built from, where that names ${what}`, async () => {
    const text = 'services:\n  web:\n    build: .\n    user: root\n';
    const files = { Dockerfile: `FROM debian:12.7-slim\n${user}` };
    const scanned = await scanExample({ format: 'compose', text, files });
    const found = scanned?.report.findings.find(({ rule }) => rule === 'wl-run-as-root');
    assert.ok(found);
    assert.equal(found.fix !== undefined, isFixed);
  });

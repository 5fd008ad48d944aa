// What the rules about rights say of each row: no more, no less.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rbacRows } from './rbac-judgement-rows.ts';
import { scanExample } from './scan-folder.ts';

for (const [fact, example, found] of rbacRows) {
  test(fact, async () => {
    const scanned = await scanExample(example);
    const said = scanned?.report.findings
      .filter(({ rule }) => rule.startsWith('rbac-') || rule.startsWith('wl-sa-privileged'))
      .map(({ severity, rule, what }) => `${severity} ${rule}: ${what}`);
    assert.deepEqual([...(said ?? [])].sort(), [...found].sort());
  });
}

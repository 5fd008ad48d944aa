// What the rules about rights say of each row: no more, no less.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rbacRows } from './rbac-judgement-rows.ts';
import { groundsOf, saidFile } from './said.ts';
import { scanExample } from './scan-folder.ts';

const grounds: string[] = [];
for (const [fact, example, found] of rbacRows) {
  test(fact, async () => {
    const scanned = await scanExample(example);
    const findings =
      scanned?.report.findings.filter(({ rule }) => rule.startsWith('rbac-') || rule.startsWith('wl-sa-privileged')) ??
      [];
    const said = findings.map(({ severity, rule, what }) => `${severity} ${rule}: ${what}`);
    assert.deepEqual(said.sort(), [...found].sort());
    const lines = findings.map((one) => `  ${one.rule}: ${groundsOf(one, one.evidence)}`);
    if (lines.length > 0) grounds.push(fact, ...lines.sort());
  });
}
test('what that rests on and what would put it right, word for word', (t) => {
  t.assert.fileSnapshot(`${grounds.join('\n')}\n`, saidFile('rbac-rows'), { serializers: [String] });
});

// What the rules about rights say of each row: no more, no less.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rbacRows } from './rbac-judgement-rows.ts';
import { saidFile, sayingOf } from './said.ts';
import { scanExample } from './scan-folder.ts';

const fixes: string[] = [];
for (const [fact, example, found] of rbacRows) {
  test(fact, async () => {
    const scanned = await scanExample(example);
    const findings =
      scanned?.report.findings.filter(({ rule }) => rule.startsWith('rbac-') || rule.startsWith('wl-sa-privileged')) ??
      [];
    const said = findings.map(({ severity, rule, what }) => `${severity} ${rule}: ${what}`);
    assert.deepEqual(said.sort(), [...found].sort());
    const fixed = findings.filter(({ fix }) => fix !== undefined).map((one) => `  ${one.rule}: ${sayingOf(one)}`);
    if (fixed.length > 0) fixes.push(fact, ...fixed.sort());
  });
}
test('what would put the rows right, word for word', (t) => {
  t.assert.fileSnapshot(`${fixes.join('\n')}\n`, saidFile('rbac-rows'), { serializers: [String] });
});

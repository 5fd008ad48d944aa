// What rules say of each row in which something was told, word for word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundsOf, saidFile } from './said.ts';
import { toldRows } from './told-judgement-rows.ts';

const sayings: string[] = [];
for (const [fact, rule, scan] of toldRows)
  test(`${rule}: ${fact}`, async () => {
    const { report } = await scan();
    const found = report.findings.filter((finding) => finding.rule === rule);
    assert.notEqual(found.length, 0);
    sayings.push(`${rule}: ${fact}`, ...found.map((one) => `  ${groundsOf(one, one.evidence)}`).sort());
  });
test('what is said of the told-rows, word for word', (t) => {
  t.assert.fileSnapshot(`${sayings.join('\n')}\n`, saidFile('told-rows'), { serializers: [String] });
});

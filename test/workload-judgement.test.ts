// What the rules about workloads, networks and secrets say of each row: how often, and word for word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checks } from '../src/checks/index.ts';
import { networkRows } from './network-judgement-rows.ts';
import { groundsOf, saidFile } from './said.ts';
import { scanExample } from './scan-folder.ts';
import { workloadRows } from './workload-judgement-rows.ts';

for (const [list, rows] of Object.entries({ 'workload-rows': workloadRows, 'network-rows': networkRows })) {
  const sayings: string[] = [];
  for (const [fact, rule, example, messages] of rows) {
    test(`${rule}: ${fact}`, async () => {
      const check = checks.find(({ id }) => id === rule);
      assert.ok(check);
      const scanned = await scanExample(example, check.pack);
      const found = scanned?.report.findings.filter((finding) => finding.rule === rule) ?? [];
      const lines = found.map((one) => groundsOf(one, one.evidence)).sort();
      assert.equal(lines.length, messages, lines.join('\n'));
      if (messages > 0) sayings.push(`${rule}: ${fact}`, ...lines.map((line) => `  ${line}`));
    });
  }
  test(`what is said of the ${list}, word for word`, (t) => {
    t.assert.fileSnapshot(`${sayings.join('\n')}\n`, saidFile(list), { serializers: [String] });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdown } from './markdown.ts';

test('names from a target are no markup', () => {
  const report = {
    reach: [],
    workloads: [],
    findings: [{ severity: 'high', what: '<img src=x> | [a](b)', at: [{ path: 'a`b', line: 3 }] }],
    verdict: { pass: false, complete: true, reasons: [] },
  };
  const text = [...markdown.write(report as never, { show: 'info', exitCode: 1 } as never)].join('');
  assert.match(text, /\| high \| \\<img src=x\\> \\\| \\\[a\\\]\\\(b\\\) \| a\\`b:3 \|/u);
});

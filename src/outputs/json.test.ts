import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../model/report.ts';
import { json } from './json.ts';
import { harbour, oneImage } from './report-cases.ts';
import { plain, report, workloadId } from './report-sample.ts';

const schema: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../schema/report-1.json'), 'utf8'));
if (typeof schema !== 'object' || schema === null) throw new Error('no schema');
const ajv = new Ajv2020({ allErrors: true });
const validate = ajv.compile(schema);
function written(of: Report, exitCode = 0): string {
  return [...json.write(of, { ...plain, exitCode })].join('');
}

const cases: readonly (readonly [fact: string, of: Report])[] = [
  ['a project over the line', harbour()],
  ['one image', oneImage()],
  ['an empty report', report()],
];
for (const [fact, of] of cases) {
  test(`${fact} is as the schema says`, () => {
    assert.ok(validate(JSON.parse(written(of))), ajv.errorsText(validate.errors, { separator: '\n' }));
  });
  test(`${fact} ends with a newline and gives the same bytes again`, () => {
    assert.ok(written(of).endsWith('}\n'));
    assert.equal(written(of), written(of));
  });
}
test('each record of a list is one line', () => {
  const of = harbour();
  const lines = written(of).split('\n');
  for (const [name, count] of [
    ['workloads', of.workloads.length],
    ['findings', of.findings.length],
    ['unknowns', of.unknowns.length],
  ] as const) {
    const first = lines.indexOf(`"${name}":[`) + 1;
    const records = lines.slice(first, first + count).map((line) => line.replace(/,$/, ''));
    assert.deepEqual(
      records.map((line) => typeof JSON.parse(line)),
      records.map(() => 'object'),
    );
    assert.deepEqual([count > 0, lines[first + count]], [true, '],']);
  }
});
test('the schema takes nothing that it does not name, anywhere', () => {
  const open: string[] = [];
  const visit = (node: unknown, where: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (
      'properties' in node &&
      'type' in node &&
      !('additionalProperties' in node && node.additionalProperties === false)
    )
      open.push(where);
    for (const [key, value] of Object.entries(node)) visit(value, `${where}/${key}`);
  };
  visit(schema, '');
  assert.deepEqual(open, []);
});
test('the schema refuses what is not in it', () => {
  const document: unknown = JSON.parse(written(harbour()));
  assert.ok(typeof document === 'object' && document !== null);
  assert.equal(validate({ ...document, more: 1 }), false);
  assert.equal(validate({ ...document, schema: 'plimsoll-report/2' }), false);
});

test('what has no order of its own is sorted', () => {
  const { workloads, reach, packages, advisories, ...rest } = harbour();
  const feeds = ['npm', 'Debian', 'Alpine'].map((id) => ({
    id,
    date: '2026-01-01',
    records: 1,
    fetched: '2026-01-02',
  }));
  const a = written({ ...rest, workloads, reach, packages, advisories: { ...advisories, feeds } });
  const b = written({
    ...rest,
    workloads: workloads.toReversed(),
    reach: reach.toReversed(),
    packages: packages.toReversed(),
    advisories: { ...advisories, feeds: feeds.toReversed() },
  });
  assert.equal(a, b);
});
test('each workload has its own reach', () => {
  const document: unknown = JSON.parse(written(harbour(), 1));
  assert.partialDeepStrictEqual(document, {
    schema: 'plimsoll-report/1',
    workloads: [
      { name: 'db', reach: { level: 'contained', possible: 'node' } },
      { name: 'edge', reach: { level: 'node', chains: [{ steps: [{ at: { line: 14 } }, {}] }] } },
      { name: 'web', reach: { level: 'neighbours' } },
      { name: 'worker', reach: { level: 'contained' } },
    ],
    cut: { cost: 1, bound: 1, edits: [{ edit: 'remove the engine socket', at: { line: 14 } }] },
    verdict: { pass: false, exitCode: 1 },
  });
});

test('a finding says how far it leads, which is as far as the worst workload gets', () => {
  const ofHarbour = harbour();
  const both = ofHarbour.workloads.map(({ id }) => id);
  const [first] = ofHarbour.findings;
  if (first === undefined) return assert.fail();
  const records = (of: Report): readonly (string | undefined)[] =>
    (JSON.parse(written(of)) as { findings: readonly { reach?: string }[] }).findings.map((record) => record.reach);
  const findings = [
    { ...first, workloads: both },
    { ...first, workloads: [] },
    { ...first, workloads: [workloadId('web')] },
  ];
  assert.deepEqual(records({ ...ofHarbour, findings }), ['node', undefined, 'neighbours']);
  assert.deepEqual(records({ ...ofHarbour, findings, reach: [] }), [undefined, undefined, undefined]);
});

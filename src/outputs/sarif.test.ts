import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { harbour, oneImage } from './report-cases.ts';
import { finding, packageFact, plain, reach, report, vulnerability, workloadId } from './report-sample.ts';
import { sarif } from './sarif.ts';

const rules = [
  {
    id: 'wl-docker-sock',
    title: 'Engine socket',
    severity: 'critical',
    why: 'It is <root>.',
    todo: 'Leave it out.',
    refs: ['CISD 5.31'],
  },
] as const;
function written(of: Report): unknown {
  return JSON.parse([...sarif.write(of, { ...plain, rules, exitCode: 1 })].join(''));
}

const schemaFile = path.resolve(import.meta.dirname, '../../../shared/schemas/sarif-2.1.0.json');
const absent = existsSync(schemaFile) ? {} : { skip: 'the schema of SARIF is not here' };
const odd = report({
  findings: [
    finding({ at: [{ path: 'a b/ü#?%:\ud800.yaml', line: 3, column: 2 }] }),
    finding({ at: [{ path: '/srv/x', line: 1 }] }),
    finding({ at: [] }),
  ],
});
const cases: readonly (readonly [fact: string, of: Report])[] = [
  ['a project over the line', harbour()],
  ['one image', oneImage()],
  ['an empty report', report()],
  ['odd paths', odd],
];
for (const [fact, of] of cases) {
  test(`${fact} is valid SARIF 2.1.0`, absent, () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const schema: unknown = JSON.parse(readFileSync(schemaFile, 'utf8'));
    assert.ok(typeof schema === 'object' && schema !== null);
    // Its draft 4 differs from what Ajv reads only in these two.
    const validate = ajv.compile(
      Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== 'id')),
    );
    assert.ok(validate(written(of)), ajv.errorsText(validate.errors, { separator: '\n' }));
  });
}

test('results carry fingerprint, level, place, severity and what was accepted', () => {
  assert.partialDeepStrictEqual(
    written({ ...harbour(), findings: harbour().findings.map((one) => ({ ...one, id: harbourId })) }),
    {
      runs: [
        {
          invocations: [{ exitCode: 1, executionSuccessful: true, exitCodeDescription: 'fails' }],
          results: [
            {
              ruleId: 'wl-docker-sock',
              level: 'error',
              partialFingerprints: { 'plimsoll/v1': harbourId },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'examples/harbour/compose.yaml' },
                    region: { startLine: 14 },
                  },
                },
              ],
            },
            {
              ruleId: 'vulnerable-package/GHSA-aaaa',
              properties: { knownExploited: true, fixedIn: '3.1.3', purl: 'pkg:npm/traefik@3.1.2' },
            },
            { level: 'note' },
            { properties: { 'security-severity': '9.1' } },
            { level: 'warning' },
            { level: 'note' },
            {
              suppressions: [
                { kind: 'external', status: 'accepted', justification: 'it has to (.plimsoll-ignore.yaml:3)' },
              ],
            },
          ],
        },
      ],
    },
  );
});
const harbourId = finding({}).id;

test('every result points to its rule', () => {
  const document = written(harbour());
  assert.ok(typeof document === 'object' && document !== null && 'runs' in document && Array.isArray(document.runs));
  const [run]: unknown[] = document.runs;
  const { results, rules: found } = parts(run);
  assert.equal(results.length, harbour().findings.length);
  for (const { ruleId, ruleIndex } of results) assert.equal(found[ruleIndex]?.id, ruleId);
});
function parts(run: unknown): {
  results: readonly { ruleId: string; ruleIndex: number }[];
  rules: readonly { id: string }[];
} {
  const { results, tool } = run as { results: never; tool: { driver: { rules: never } } };
  return { results, rules: tool.driver.rules };
}
test('a rule says what to do, as text and not as markup', () => {
  assert.partialDeepStrictEqual(written(harbour()), {
    runs: [
      {
        tool: {
          driver: {
            rules: [
              {},
              {},
              {},
              {},
              {},
              {
                id: 'wl-docker-sock',
                help: { markdown: 'It is \\<root\\>.\n\n**What to do:** Leave it out.' },
                properties: { 'security-severity': '9.5' },
              },
            ],
          },
        },
      },
    ],
  });
});
test('what is not known is told as a notification', () => {
  assert.partialDeepStrictEqual(written(harbour()), {
    runs: [
      {
        invocations: [
          { toolExecutionNotifications: [{ level: 'warning', descriptor: { id: 'not-judged' } }, { level: 'note' }] },
        ],
      },
    ],
  });
});
test('the image is named, and the layer', () => {
  assert.partialDeepStrictEqual(written(oneImage()), {
    runs: [
      {
        artifacts: [
          {
            description: { text: 'image shop:1 (linux/amd64), Debian GNU/Linux 12 (bookworm)' },
            hashes: { 'sha-256': 'a'.repeat(64) },
          },
        ],
        results: [{ locations: [{ message: { text: `image shop:1 (linux/amd64), layer sha256:${'d'.repeat(64)}` } }] }],
      },
    ],
  });
});
test('paths are percent-encoded', () => {
  assert.partialDeepStrictEqual(written(odd), {
    runs: [
      {
        results: [
          {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a%20b/%C3%BC%23%3F%25%3A%EF%BF%BD.yaml' },
                  region: { startLine: 3, startColumn: 2 },
                },
              },
            ],
          },
          { locations: [{ physicalLocation: { artifactLocation: { uri: 'file:///srv/x' } } }] },
        ],
      },
    ],
  });
});

test('results have a rank by how bad they are, whether they are exploited and how far they lead', () => {
  const ids = (name: string): Pick<Finding, 'workloads'> => ({ workloads: [workloadId(name)] });
  const pkg = packageFact('a', '1', 'sources', { path: 'package-lock.json', line: 1 });
  const of = report({
    reach: [reach('far', 'cloud'), reach('near', 'contained')],
    findings: [
      vulnerability(pkg, { id: 'CVE-1', kev: true }, { severity: 'critical', ...ids('far') }),
      finding({ severity: 'critical', ...ids('far') }),
      finding({ severity: 'critical', ...ids('near') }),
      finding({ severity: 'critical' }),
      finding({ severity: 'info' }),
    ],
  });
  const { runs } = written(of) as {
    runs: readonly { results: readonly { rank: number; properties: { reach?: string } }[] }[];
  };
  assert.deepEqual(
    runs[0]?.results.map(({ rank, properties }) => [rank, properties.reach]),
    [
      [100, 'cloud'],
      [89.8, 'cloud'],
      [83.1, 'contained'],
      [81.4, undefined],
      [0, undefined],
    ],
  );
});

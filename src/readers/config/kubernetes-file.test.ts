// Which files are manifests, what of them is unknown, and how quantities are written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { readSample, unknownsIn, workloadsIn } from './config-sample.ts';
import { parseQuantity } from './kubernetes-field.ts';
import { kubernetesReader } from './kubernetes.ts';

function read(
  content: string | Uint8Array,
  name = 'k8s/web.yaml',
  beside?: Record<string, string>,
): Promise<readonly Draft[]> {
  return readSample(kubernetesReader, { path: name, content, ...(beside && { beside }) });
}
/** A Deployment of one container; the texts are flow maps. */
function deployment({ pod = '', container = '', context = '' }): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      x: 0
${pod === '' ? '' : `      ${pod}\n`}      containers:
        - name: web
          image: a:1
${container === '' ? '' : `          ${container}\n`}          securityContext: {${context}}
`;
}

const quantities: readonly (readonly [text: string, amount: number | undefined])[] = [
  ['256Mi', 268_435_456],
  ['1G', 1e9],
  ['500m', 0.5],
  ['0.5', 0.5],
  ['1e3', 1000],
  ['1E', 1e18],
  ['.5', 0.5],
  ['100u', 1e-4],
  ['1 Gi', undefined],
  ['1GB', undefined],
  ['', undefined],
];
for (const [text, amount] of quantities) {
  test(`${JSON.stringify(text)} as a quantity`, () => {
    const parsed = parseQuantity(text);
    assert.equal(parsed === undefined ? undefined : Number(parsed.toPrecision(12)), amount);
  });
}

const chart = { 'c/Chart.yaml': 'name: c' };
const unrendered = deployment({ pod: '{{- if .Values.x }}' });
const files: readonly (readonly [
  fact: string,
  text: string | Uint8Array,
  name: string,
  beside: Record<string, string> | undefined,
  workloads: number,
  unknowns: readonly string[],
])[] = [
  ['another format', 'services: {a: {image: b}}', 'x.yaml', undefined, 0, []],
  ['words in other places', 'a: apiVersion\nb: kind', 'x.yaml', undefined, 0, []],
  ['an unknown kind', 'apiVersion: x/v1\nkind: Deployment\n', 'x.yaml', undefined, 0, []],
  ['a chart’s template', unrendered, 'c/templates/x.yaml', chart, 0, ['not-rendered']],
  ['a chart’s template, deeper', unrendered, 'c/templates/y/x.yaml', chart, 0, ['not-rendered']],
  [
    'a chart’s template that would parse',
    deployment({ context: 'privileged: "{{ x }}"' }),
    'c/templates/x.yaml',
    chart,
    0,
    ['not-rendered'],
  ],
  ['a chart’s template without actions', deployment({}), 'c/templates/x.yaml', chart, 1, []],
  ['a chart’s helpers', '{{- define "a" }}apiVersion kind{{ end }}', 'c/templates/x.yaml', chart, 0, []],
  ['a folder of that name', deployment({ container: 'args: ["{{ x }}"]' }), 'c/templates/x.yaml', {}, 1, []],
  [
    'a chart’s template without the rest of the chart',
    deployment({ context: 'privileged: "{{ .Values.x }}"' }),
    'c/templates/x.yaml',
    {},
    0,
    ['not-rendered'],
  ],
  ['another template', unrendered, 'x.yaml', undefined, 0, ['not-rendered']],
  ['broken', 'apiVersion: v1\nkind: Pod\nspec: [', 'x.yaml', undefined, 0, ['bad-syntax']],
  ['broken, and something else', 'a: [apiVersion, kind', 'x.yaml', undefined, 0, []],
  [
    'a broken document among others',
    `${deployment({})}---\napiVersion: v1\nkind: Pod\nspec: [\n---\n${deployment({})}`,
    'x.yaml',
    undefined,
    2,
    ['bad-syntax'],
  ],
  ['broken JSON', '{"apiVersion": "v1", "kind": "Pod",}', 'x.json', undefined, 0, ['bad-syntax']],
  [
    'not text',
    new Uint8Array([...new TextEncoder().encode('apiVersion: v1\nkind: Pod\n'), 0xff]),
    'x.yaml',
    undefined,
    0,
    ['bad-syntax'],
  ],
  ['Windows line ends', deployment({}).replaceAll('\n', '\r\n'), 'x.yaml', undefined, 1, []],
  ['a byte order mark', `\ufeff${deployment({})}`, 'x.yaml', undefined, 1, []],
  ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${deployment({})}`, 'utf16le')), 'x.yaml', undefined, 1, []],
  ['a patch', deployment({}).replace('image: a:1', 'tty: true'), 'x.yaml', undefined, 0, ['not-rendered']],
  [
    'a repeated key',
    deployment({ context: 'privileged: false, privileged: false' }),
    'x.yaml',
    undefined,
    1,
    ['bad-syntax'],
  ],
  [
    'a hundred thousand deep',
    `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(100_000)}`,
    'x.yaml',
    undefined,
    0,
    ['limit-reached'],
  ],
];
for (const [fact, text, name, beside, workloads, unknowns] of files) {
  test(`a file: ${fact}`, async () => {
    const drafts = await read(text, name, beside);
    assert.equal(workloadsIn(drafts).length, workloads);
    assert.deepEqual(
      unknownsIn(drafts).map(({ code }) => code),
      unknowns,
    );
  });
}
test('a bad document is told with its line', async () => {
  const drafts = await read('apiVersion: v1\nkind: Pod\n---\nkind: [\n---\na: 1\n');
  assert.deepEqual(unknownsIn(drafts)[0]?.at?.line, 4);
});
test('folders of installed packages are left alone', () => {
  const header = { type: 'file', size: 1, mode: 0, uid: 0, gid: 0 } as const;
  const keep = (name: string): unknown => kubernetesReader.refine?.({ ...header, path: name });
  assert.deepEqual([keep('a/node_modules/b/x.yaml'), keep('package.json'), keep('a/x.yaml')], ['no', 'no', 'whole']);
});

test('of a large file the first problems are told, and every object is read', async () => {
  const filler = `# ${'x'.repeat(60_000)}\n`;
  const one = `---\n${filler}${deployment({})}---\napiVersion: v1\nkind: [\n`;
  const found = await read(one.repeat(20));
  assert.equal(workloadsIn(found).length, 20);
  assert.deepEqual(
    unknownsIn(found).map(({ at }) => at?.line),
    Array.from({ length: 10 }, (_, index) => (index + 1) * 16),
  );
});

// Limits come from what the containers were seen to use, where there is no doubt which one it was; as docs/fixes.md says.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { planFixes } from '../src/scan/fix-plan.ts';
import { plimsoll } from './plimsoll.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

const rules = new Set<string>(['wl-memory-limit', 'wl-cpu-limit']);
/** New lines of files that somebody wrote, without their indentation. */
async function limits(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { report, facts } = await scanTargets([writeFiles(files)]);
  const findings = report.findings.filter(({ rule }) => rules.has(rule));
  assert.notEqual(findings.length, 0);
  const cut = { ...report.cut, edits: [] };
  const { files: planned, refused } = planFixes({ report: { ...report, cut, findings }, facts, which: 'all' }, (file) =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  assert.deepEqual(refused, []);
  const written = planned.filter((file) => !file.path.endsWith('.json'));
  return written.flatMap(({ before = '', after }) => {
    const old = new Set(before.split('\n'));
    const lines = after.split('\n').filter((line) => !old.has(line));
    return lines.map((line) => line.trim());
  });
}
function stats(...lines: readonly (readonly [name: string, memory: string, cpu: string])[]): string {
  return lines
    .map(([Name, used, CPUPerc]) => `${JSON.stringify({ Name, MemUsage: `${used} / 15.5GiB`, CPUPerc })}\n`)
    .join('');
}
interface Metered {
  readonly namespace?: string;
  readonly container?: string;
  readonly memory?: string;
  readonly cpu?: string;
}
function metrics(
  name: string,
  { namespace = 'shop', container = 'web', memory = '102400Ki', cpu = '120000000n' }: Metered = {},
): string {
  const item = { metadata: { name, namespace }, containers: [{ name: container, usage: { cpu, memory } }] };
  return JSON.stringify({ kind: 'PodMetricsList', apiVersion: 'metrics.k8s.io/v1beta1', items: [item] });
}
const compose = 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n';
const spec = '{containers: [{name: web, image: a}]}';
function manifest(type: string, name = 'web'): string {
  const version = type.endsWith('Job') ? 'batch/v1' : type === 'Pod' ? 'v1' : 'apps/v1';
  const template =
    type === 'Pod'
      ? spec
      : type === 'CronJob'
        ? `{jobTemplate: {spec: {template: {spec: ${spec}}}}}`
        : `{template: {spec: ${spec}}}`;
  return `apiVersion: ${version}\nkind: ${type}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${template}\n`;
}
const service = ['mem_limit: 256m', 'cpus: 0.3'];
const [small, none]: readonly (readonly string[])[] = [['mem_limit: 64m', 'cpus: 0.1'], []];
const composed: Readonly<
  Record<string, readonly [text: string, told: string, expected: readonly string[] | undefined]>
> = {
  'twice the use, rounded up': [compose, stats(['shop-web-1', '100MiB', '12.00%']), service],
  'the highest of several': [
    compose,
    stats(['shop-web-1', '90MiB', '1.00%'], ['shop-web-2', '100MiB', '2.00%'], ['shop-web-1', '9MiB', '12.00%']),
    service,
  ],
  'as the first Compose named it': [compose, stats(['shop_web_1', '100MiB', '12.00%']), service],
  'a floor': [compose, stats(['shop-web-1', '612KiB', '0.00%']), small],
  'no more processors than every machine has': [
    compose,
    stats(['shop-web-1', '1.5GiB', '50.52%']),
    ['mem_limit: 3072m'],
  ],
  'nothing of a reservation that no machine has': [
    `${compose}    cpus: 1\n    mem_reservation: 900000000g\n`,
    stats(['shop-web-1', '10MiB', '1.00%']),
    none,
  ],
  'not below what is reserved': [
    `${compose}    mem_reservation: 300m\n`,
    stats(['shop-web-1', '10MiB', '1.00%']),
    ['mem_limit: 384m', 'cpus: 0.1'],
  ],
  'nothing where what is reserved is not known': [
    `${compose}    mem_reservation: $SIZE\n    cpus: 1\n`,
    stats(['shop-web-1', '10MiB', '1.00%']),
    none,
  ],
  'nothing of another project': [compose, stats(['store-web-1', '100MiB', '12.00%']), none],
  'nothing of a container of one run': [compose, stats(['shop-web-run-1b2c', '100MiB', '1.00%']), none],
  'nothing of what does not run': [compose, stats(['shop-web-1', '0B', '0.00%'], ['shop-web-1', '--', '--']), none],
  'nothing that no machine has': [compose, stats(['shop-web-1', '100PiB', '12.00%']), none],
  'nothing of half a line': [
    compose,
    '{"Name":"shop-web-1","MemUsage":"100MiB / 1GiB","CPUPerc":\n[]\nnull\n"a"\n',
    none,
  ],
};
for (const [name, [text, told, expected]] of Object.entries(composed))
  test(`limits of a service: ${name}`, async () => {
    assert.deepEqual(await limits({ 'compose.yaml': text, 'told.json': told }), expected);
  });

const hash = 'web-7d9c5b6f4-x2x5z';
const podded: Readonly<Record<string, readonly [text: string, told: string, isMatched: boolean]>> = {
  'a pod': [manifest('Pod'), metrics('web'), true],
  'a Deployment': [manifest('Deployment'), metrics(hash), true],
  'no more than three tenths': [manifest('Deployment'), metrics(hash, { cpu: '150000000n' }), true],
  'a ReplicaSet': [manifest('ReplicaSet', 'web-7d9c5b6f4'), metrics(hash), true],
  'a DaemonSet': [manifest('DaemonSet'), metrics('web-x2x5z'), true],
  'a StatefulSet': [manifest('StatefulSet'), metrics('web-0'), true],
  'a Job': [manifest('Job'), metrics('web-x2x5z'), true],
  'a CronJob': [manifest('CronJob'), metrics('web-29384756-x2x5z'), true],
  'not one whose name is longer': [manifest('Deployment'), metrics('web-api-7d9c5b6f4-x2x5z'), false],
  'not letters that no controller takes': [manifest('Deployment'), metrics('web-apiserver-aeiou'), false],
  'not in another namespace': [manifest('Deployment'), metrics(hash, { namespace: 'store' }), false],
  'not another container': [manifest('Deployment'), metrics(hash, { container: 'proxy' }), false],
  'not where two may have made it': [
    `${manifest('Deployment')}---\n${manifest('DaemonSet', 'web-7d9c5b6f4')}`,
    metrics(hash),
    false,
  ],
  'not where it is declared twice': [`${manifest('Deployment')}---\n${manifest('Deployment')}`, metrics(hash), false],
  'not an amount that is none': [manifest('Deployment'), metrics(hash, { memory: 'much' }), false],
  'not less than nothing': [manifest('Deployment'), metrics(hash, { memory: '-5Mi' }), false],
};
for (const [name, [text, told, isMatched]] of Object.entries(podded))
  test(`limits of what makes pods: ${name}`, async () => {
    const lines = await limits({ 'deploy.yaml': text, 'told.json': told });
    const written = 'resources: {limits: {memory: 256Mi, cpu: 300m}, requests: {memory: 128Mi, cpu: 200m}}';
    assert.deepEqual(
      lines.map((line) => line.includes(written)),
      isMatched ? [true] : [],
    );
  });

test('the command of docs/fixes.md shows it, and the words say how', async () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/fixes.md'), 'utf8');
  const [, line = ''] = /^## How much[^]*?^plimsoll (scan .*told .*)$/mu.exec(page) ?? [];
  const files = { 'compose.yaml': compose, 'told/use.json': stats(['shop-web-1', '100MiB', '12.00%']) };
  const { stdout } = await plimsoll(line.split(' '), { cwd: writeFiles(files) });
  assert.match(stdout, /^\+    mem_limit: 256m$/mu);
  const { report } = await scanTargets([writeFiles(files)]);
  const says = [...rules].map((rule) => report.findings.find((one) => one.rule === rule)?.fix?.say);
  assert.deepEqual(says, [
    'limit memory to 256 MiB: twice the 100 MiB that it was seen to use, rounded up',
    'limit processors to 0.3: twice the 0.12 that it was seen to use, rounded up',
  ]);
});
test('limits of what makes pods: what is reserved stays', async () => {
  const reserved = '{containers: [{name: web, image: a, resources: {requests: {memory: 1Gi, cpu: 50m}}}]}';
  const lines = await limits({
    'deploy.yaml': manifest('Deployment').replace(spec, reserved),
    'told.json': metrics(hash),
  });
  assert.match(lines.join(' '), /requests: \{memory: 1Gi, cpu: 50m\}/u);
  assert.match(lines.join(' '), /limits: \{memory: 1024Mi, cpu: 300m\}/u);
});
test('limits of a service: nothing where two may have that name', async () => {
  const files = {
    'a/compose.yaml': 'name: shop\nservices: {web-web: {image: a}}\n',
    'told.json': stats(['shop-web-web-1', '100MiB', '1.00%']),
  };
  assert.equal((await limits(files)).length, 1);
  assert.deepEqual(await limits({ ...files, 'b/compose.yaml': 'name: shop-web\nservices: {web: {image: b}}\n' }), []);
});
test('a line that is none is told', async () => {
  const told = `${stats(['shop-web-1', '100MiB', '12.00%'])}{"Name"\n`;
  const { report } = await scanTargets([writeFiles({ 'compose.yaml': compose, 'told.json': told })]);
  const broken = report.unknowns.filter(({ why }) => /what containers use/u.test(why));
  assert.deepEqual(
    broken.map(({ at, incomplete }) => [at?.line, incomplete]),
    [[2, false]],
  );
});

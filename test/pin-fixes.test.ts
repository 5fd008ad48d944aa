// Images are pinned to the digest that the run has seen them stand for, in each format, and nowhere else; as docs/fixes.md says.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { planFixes, type FixPlan } from '../src/scan/fix-plan.ts';
import { makeOciLayout } from './make-image.ts';
import { makeTar } from './make-tar.ts';
import { plimsoll, scratch } from './plimsoll.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

const [one, two] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`);
const rules = new Set<string>([
  'wl-image-no-digest',
  'wl-image-latest',
  'df-from-no-digest',
  'df-from-latest',
  'df-from-untagged',
]);
async function planOf(targets: readonly string[]): Promise<FixPlan> {
  const { report, facts } = await scanTargets(targets);
  const findings = report.findings.filter(({ rule }) => rules.has(rule));
  const cut = { ...report.cut, edits: [] };
  return planFixes({ report: { ...report, cut, findings }, facts, which: 'all' }, (file) =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
}
/** New lines of files that somebody wrote. */
async function pinned(files: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<readonly string[]> {
  const { files: planned, refused } = await planOf([writeFiles(files), ...more]);
  assert.deepEqual(refused, []);
  const written = planned.filter((file) => !file.path.endsWith('.json'));
  return written.flatMap(({ before = '', after }) => {
    const old = new Set(before.split('\n'));
    return after.split('\n').filter((line) => !old.has(line));
  });
}
function engine(name: string, digest: string | undefined): string {
  const repository = name.slice(0, name.lastIndexOf(':'));
  return JSON.stringify([
    { Id: `sha256:${'9'.repeat(64)}`, RepoTags: [name], RepoDigests: [`${repository}@${digest}`] },
  ]);
}
function pods(image: string, imageID: string): string {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-5d8-x2', namespace: 'shop', uid: 'x' },
    spec: { containers: [{ name: 'web', image }] },
    status: { containerStatuses: [{ name: 'web', image, imageID }] },
  };
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod] });
}
const compose = (image: string): string => `services:\n  web:\n    image: ${image}\n`;
const manifest = (image: string): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      containers:
        - name: web
          image: ${image}
`;

for (const [name, files, expected] of [
  [
    'a service',
    { 'compose.yaml': compose('nginx:1.27'), 'told.json': engine('nginx:1.27', one) },
    [`    image: nginx:1.27@${one}`],
  ],
  [
    'a name written in another way',
    { 'compose.yaml': compose('"docker.io/nginx" # web'), 'told.json': engine('nginx:latest', one) },
    [`    image: "docker.io/nginx:latest@${one}" # web`],
  ],
  [
    'a default of a variable',
    { 'compose.yaml': compose('${IMAGE:-nginx:1.27}'), 'told.json': engine('nginx:1.27', one) },
    [`    image: \${IMAGE:-nginx:1.27@${one}}`],
  ],
  [
    'what makes the pods',
    { 'deploy.yaml': manifest('nginx:1.27'), 'pods.json': pods('nginx:1.27', `docker.io/library/nginx@${one}`) },
    [`          image: nginx:1.27@${one}`],
  ],
  [
    'stages',
    {
      Dockerfile:
        'FROM --platform=$BUILDPLATFORM node:20 AS node\nRUN id\nFROM node:20\nCOPY --from=node /a /a\nUSER 1000\n',
      'told.json': engine('node:20', one),
    },
    [`FROM --platform=$BUILDPLATFORM node:20@${one} AS node`, `FROM node:20@${one}`],
  ],
  [
    'two who agree',
    {
      'compose.yaml': compose('nginx:1.27'),
      'told.json': engine('nginx:1.27', one),
      'pods.json': pods('nginx:1.27', `docker-pullable://nginx@${one}`),
    },
    [`    image: nginx:1.27@${one}`],
  ],
  [
    'nothing where two disagree',
    {
      'compose.yaml': compose('nginx:1.27'),
      'told.json': engine('nginx:1.27', one),
      'pods.json': pods('nginx:1.27', `docker-pullable://nginx@${two}`),
    },
    [],
  ],
  [
    'nothing by the digest of a configuration',
    { 'compose.yaml': compose('nginx:1.27'), 'pods.json': pods('nginx:1.27', one ?? '') },
    [],
  ],
  ['nothing of another tag', { 'compose.yaml': compose('nginx:1.26'), 'told.json': engine('nginx:1.27', one) }, []],
  [
    'nothing that ARG makes up',
    { Dockerfile: 'ARG V=20\nFROM node:${V}\nUSER 1000\n', 'told.json': engine('node:20', one) },
    [],
  ],
  [
    'nothing that is built here',
    { 'compose.yaml': `${compose('nginx:1.27')}    build: .\n`, 'told.json': engine('nginx:1.27', one) },
    [],
  ],
] as const)
  test(`pinned: ${name}`, async () => {
    assert.deepEqual(await pinned(files), expected);
  });

test('an OCI layout tells of its own name', async () => {
  const layout = path.join(scratch(), 'layout');
  mkdirSync(layout);
  const tags = ['registry.example/web:1.4.2'];
  makeOciLayout(layout, [{ layers: [makeTar([{ path: 'a' }])], tags, store: (layer) => gzipSync(layer) }]);
  const { manifests } = JSON.parse(readFileSync(path.join(layout, 'index.json'), 'utf8'));
  assert.deepEqual(await pinned({ 'compose.yaml': compose('registry.example/web:1.4.2') }, layout), [
    `    image: registry.example/web:1.4.2@${manifests[0].digest}`,
  ]);
});
test('the command of docs/fixes.md shows it', async () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/fixes.md'), 'utf8');
  const [, line = ''] = /^plimsoll (scan .*told .*)$/mu.exec(page) ?? [];
  const cwd = writeFiles({ 'compose.yaml': compose('nginx:1.27'), 'told/image.json': engine('nginx:1.27', one) });
  const { stdout } = await plimsoll(line.split(' '), { cwd });
  assert.match(stdout, new RegExp(`^\\+    image: nginx:1\\.27@${one}$`, 'mu'));
});

// What the programs that render are asked, and what is refused before they are: with programs that show what they got.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { NotRendered, Rendered, Renderer } from '../model/render.ts';
import { openRenderer } from './renderer.ts';

const work = realpathSync(mkdtempSync(path.join(tmpdir(), 'plimsoll-renderer-')));
after(() => rmSync(work, { recursive: true, force: true }));

const echo = '#!/bin/sh\nfor a in "$@"; do echo "$a"; done\n';
const cat = '#!/bin/sh\necho "$1"\n/bin/cat "$2/kustomization.yaml"\n';
function programs(name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(work, 'programs', name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(path.join(folder, file), text);
    chmodSync(path.join(folder, file), 0o755);
  }
  return folder;
}
const echoes = programs('echo', { helm: echo, kustomize: cat, kubectl: cat });

const root = path.join(work, 'place');
mkdirSync(path.join(root, 'shop/templates'), { recursive: true });
mkdirSync(path.join(root, 'shop/charts'));
writeFileSync(path.join(root, 'shop/Chart.yaml'), 'name: shop\n');
writeFileSync(path.join(root, 'shop/templates/a.yaml'), 'a: 1\n');
writeFileSync(path.join(root, 'shop/charts/db-1.2.3.tgz'), '');
interface Asked {
  readonly searchPath?: string;
  readonly values?: readonly string[];
  readonly set?: readonly string[];
  readonly at?: string;
}
function renderer({ searchPath = echoes, values = [], set = [], at = root }: Asked = {}): Renderer {
  const render = { searchPath, helmValues: values, helmSet: set };
  return openRenderer({
    root: at,
    prefix: 'p/',
    signal: new AbortController().signal,
    skip: ['q/**', 'shop/templates/tests'],
    render,
  });
}
function textOf(rendered: Rendered | NotRendered): string {
  return 'text' in rendered ? rendered.text : `? ${rendered.code} ${rendered.why}`;
}

test('helm is asked for a template of the chart, with no more than the user gave', async () => {
  const rendered = await renderer({ values: ['a.yaml', '/b.yaml'], set: ['x=1,y=2'] }).chart('p/shop', 'shop');
  assert.deepEqual(textOf(rendered).trim().split('\n'), [
    'template',
    '--namespace=default',
    '--skip-schema-validation',
    `--values=${path.resolve('a.yaml')}`,
    '--values=/b.yaml',
    '--set=x=1,y=2',
    '--',
    'shop',
    path.join(root, 'shop'),
  ]);
});
for (const name of ['', '-x', '--post-renderer=/bin/sh', 'Shop', 'a_b', 'a'.repeat(54), 'a\nb']) {
  test(`a chart that calls itself ${JSON.stringify(name)} is released as release`, async () => {
    assert.match(textOf(await renderer().chart('p/shop', name)), /\n--\nrelease\n/u);
  });
}
test('templates are named by the chart, and found by where it lies', async () => {
  const rendered = await renderer().chart('p/shop', 'shop');
  assert.ok('text' in rendered);
  const names = ['shop/templates/a.yaml', 'shop/charts/db/templates/x.yaml', 'shop/../../etc/passwd', ''];
  assert.deepEqual(names.map(rendered.pathOf), [
    'p/shop/templates/a.yaml',
    'p/shop/charts/db-1.2.3.tgz',
    'p/shop/Chart.yaml',
    'p/shop/Chart.yaml',
  ]);
  assert.deepEqual([...rendered.files].sort(), [
    'p/shop/Chart.yaml',
    'p/shop/charts/db-1.2.3.tgz',
    'p/shop/templates/a.yaml',
  ]);
});

const links: readonly (readonly [fact: string, make: (chart: string) => void, refused: RegExp | undefined])[] = [
  ['a file outside', (chart) => symlinkSync('/etc/passwd', path.join(chart, 'x')), /x is a link that leads out/u],
  ['a folder outside', (chart) => symlinkSync('/etc', path.join(chart, 'x')), /x is a link that leads out/u],
  ['nothing', (chart) => symlinkSync('none', path.join(chart, 'x')), /x is a link that leads out/u],
  ['itself', (chart) => symlinkSync('x', path.join(chart, 'x')), /x is a link that leads out/u],
  ['a chart beside it', (chart) => symlinkSync('../shop', path.join(chart, 'x')), undefined],
  [
    'a folder beside it that leads out',
    (chart) => {
      mkdirSync(path.join(chart, '../beside'));
      symlinkSync('/etc', path.join(chart, '../beside/y'));
      symlinkSync('../beside', path.join(chart, 'x'));
    },
    /x is a link that leads out/u,
  ],
  ['a pipe', (chart) => spawnSync('mkfifo', [path.join(chart, 'x')]), /x is a pipe/u],
];
for (const [index, [fact, make, refused]] of links.entries()) {
  test(`a link in a chart to ${fact}`, async () => {
    const place = path.join(work, `links-${index}`);
    mkdirSync(path.join(place, 'chart'), { recursive: true });
    mkdirSync(path.join(place, 'shop'));
    make(path.join(place, 'chart'));
    const text = textOf(await renderer({ at: place }).chart('p/chart', 'c'));
    assert.match(text, refused ?? /^template\n/u);
  });
}

test('kustomize builds a folder of our own around the one that is meant', async () => {
  const rendered = await renderer().kustomization('p/shop');
  const [verb, text = ''] = textOf(rendered).split('\n');
  assert.equal(verb, 'build');
  const wrapper = JSON.parse(text) as { readonly resources: readonly [string]; readonly buildMetadata: unknown };
  assert.deepEqual(wrapper.buildMetadata, ['originAnnotations']);
  assert.ok(wrapper.resources[0].endsWith('/place/shop') && wrapper.resources[0].startsWith('../'));
  assert.ok('text' in rendered);
  assert.equal(rendered.pathOf(`${wrapper.resources[0]}/a.yaml`), 'p/shop/a.yaml');
  assert.equal(rendered.pathOf(`${wrapper.resources[0]}/../../b.yaml`), 'b.yaml');
});
test('kubectl stands in for kustomize, as kubectl kustomize', async () => {
  const rendered = await renderer({ searchPath: programs('kubectl', { kubectl: cat }) }).kustomization('p/shop');
  assert.match(textOf(rendered), /^kustomize\n\{/u);
});
test('a program that is not there is said by its name', async () => {
  const none = renderer({ searchPath: '' });
  assert.equal(textOf(await none.chart('p/shop', 'shop')), '? tool-missing helm is not on the PATH');
  assert.equal((await none.obstacle('helm'))?.why, 'helm is not on the PATH');
  assert.equal((await none.obstacle('kustomize'))?.why, 'neither kustomize nor kubectl is on the PATH');
});
test('nothing is looked for where nothing is to be rendered', async () => {
  const off = openRenderer({ root, prefix: 'p/', signal: new AbortController().signal, skip: [] });
  const said = { code: 'not-rendered', why: '--no-render was given' };
  assert.deepEqual([await off.obstacle('helm'), await off.chart('p/shop', 'shop')], [said, said]);
  assert.deepEqual(await off.kustomization('p/shop'), said);
});
const failures: readonly (readonly [said: string, line: number | undefined])[] = [
  ['execution error at (shop/templates/a.yaml:3:7): need it', 3],
  ['parse error at (shop/templates/a.yaml:4): missing value for if', 4],
  ['template: shop/templates/a.yaml:5:21: executing "shop/templates/a.yaml" at <.Values.b.c>: nil pointer', 5],
  ['YAML parse error on shop/templates/a.yaml: yaml: line 3: no', undefined],
];
for (const [index, [said, line]] of failures.entries()) {
  test(`a failure is told in the words of the program, where it says: ${said}`, async () => {
    const helm = `#!/bin/sh\necho 'Error: ${said} ${root}/x' >&2\nexit 1\n`;
    const searchPath = programs(`failing-${index}`, { helm });
    assert.deepEqual(await renderer({ searchPath }).chart('p/shop', 'shop'), {
      code: 'not-rendered',
      why: `helm said: ${said} p/x`,
      at: { path: 'p/shop/templates/a.yaml', ...(line !== undefined && { line }) },
    });
  });
}
test('what the user leaves out is left out here too', async () => {
  const paths = ['p/shop/templates/a.yaml', 'p/shop/templates/tests/x.yaml', 'q/a.yaml', 'a.yaml'];
  const left: boolean[] = [];
  for (const one of paths) left.push(await renderer().leavesOut(one));
  assert.deepEqual(left, [false, true, true, false]);
});
test('nothing is left behind', () => {
  assert.deepEqual(readdirSync(root), ['shop']);
  assert.deepEqual(readdirSync(path.join(root, 'shop')).sort(), ['Chart.yaml', 'charts', 'templates']);
});

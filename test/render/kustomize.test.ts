// Kustomizations through the real kustomize: what is judged, where it is said to stand, and what is refused unseen.
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { lay, namesIn, needsPrograms, openIn, placesOf, report, run, type Files, type Report } from './programs.ts';

const web = `# The shop.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      hostNetwork: true
      containers:
        - name: web
          image: "shop:1" # replaced
          securityContext:
            privileged: true
`;
const shop: Files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: c, literals: [URL=https://e.com]}]\n',
  'base/web.yaml': web,
  'overlays/dev/kustomization.yaml': 'namePrefix: dev-\nresources: [../../base]\n',
  'overlays/prod/kustomization.yaml':
    'namePrefix: prod-\nresources: [../../base]\ncomponents: [../../quiet]\npatches: [{path: patch.yaml}]\n',
  'overlays/prod/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {hostPID: true}}}
`,
  'quiet/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: {kind: Deployment}
    patch: '[{"op": "remove", "path": "/spec/template/spec/hostNetwork"}]'
`,
};

test('overlays are judged as they render, and what they build on is not judged again', needsPrograms, async () => {
  const found = await report(lay(shop), '.');
  assert.equal(found.code, 1);
  assert.deepEqual(namesIn(found), ['dev-web', 'prod-web']);
  assert.deepEqual(openIn(found), []);
});
test('findings lead to the resource file, with its line where the words are there once', needsPrograms, async () => {
  const found = await report(lay(shop), '.');
  assert.deepEqual(placesOf(found, 'wl-privileged'), ['base/web.yaml:14', 'base/web.yaml:14']);
  assert.deepEqual(placesOf(found, 'wl-host-network'), ['base/web.yaml:9']);
  // Said by the patch.
  assert.deepEqual(placesOf(found, 'wl-host-pid'), ['base/web.yaml']);
});
test('one overlay, its base beside what is scanned', needsPrograms, async () => {
  const found = await report(lay(shop), 'overlays/prod');
  assert.deepEqual([namesIn(found), openIn(found)], [['prod-web'], []]);
  assert.deepEqual(placesOf(found, 'wl-privileged'), ['base/web.yaml:14']);
  const { stdout } = await run(lay(shop), ['overlays/prod']);
  assert.match(stdout, /^overlays\/prod · base\/ /u);
});
test('a base beyond the repository, or beyond the folder where there is none, is not read', needsPrograms, async () => {
  const { '.git/HEAD': _, ...loose } = shop;
  for (const files of [loose, { ...loose, 'overlays/.git/HEAD': '' }]) {
    const found = await report(lay(files), 'overlays/prod');
    assert.deepEqual([found.code, openIn(found)[0]], [3, 'not-rendered overlays/prod/kustomization.yaml:2']);
    assert.match(found.unknowns[0]?.why ?? '', /\.\.\/\.\.\/base is not in this repository or folder/u);
  }
  const folder = lay({ 'kustomization.yaml': 'resources: [base]\n' });
  symlinkSync(path.join(lay(shop), 'base'), path.join(folder, 'base'));
  assert.deepEqual(openIn(await report(folder, '.')), ['not-rendered kustomization.yaml:1']);
});
test('a base on its own, and the base after its overlay', needsPrograms, async () => {
  assert.deepEqual(namesIn(await report(lay(shop), 'base')), ['web']);
  assert.deepEqual(namesIn(await report(lay(shop), 'overlays/prod', 'base')), ['prod-web']);
});
test('the folder itself, and by its full path', needsPrograms, async () => {
  const folder = lay(shop);
  assert.deepEqual(placesOf(await report(path.join(folder, 'overlays/dev'), '.'), 'wl-privileged'), [
    '../../base/web.yaml:14',
  ]);
  const found = await report(folder, path.join(folder, 'overlays/dev'));
  assert.deepEqual(placesOf(found, 'wl-privileged'), ['base/web.yaml:14']);
});
test('a manifest that no kustomization names is judged by itself', needsPrograms, async () => {
  const found = await report(lay({ ...shop, 'base/other.yaml': web.replace('name: web', 'name: other') }), '.');
  assert.deepEqual(namesIn(found), ['dev-web', 'other', 'prod-web']);
});
test('what is generated stands in the kustomization', needsPrograms, async () => {
  const files = {
    'kustomization.yaml': 'resources: [a.yaml]\nconfigMapGenerator: [{name: c, literals: [password=hunter2hunter2]}]\n',
    'a.yaml': web,
  };
  const found = await report(lay(files), '.');
  assert.deepEqual([...new Set(found.findings.flatMap(({ at }) => at.map(({ path: file }) => file)))].sort(), [
    'a.yaml',
    'kustomization.yaml',
  ]);
});
test('nothing is fetched, not from this machine either: the line is told', needsPrograms, async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end(web);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const files = { ...shop, 'base/kustomization.yaml': `resources:\n- web.yaml\n- http://127.0.0.1:${port}/x.yaml\n` };
  const found = await report(lay(files), 'overlays/dev');
  server.close();
  assert.deepEqual([asked, found.code, openIn(found)], [0, 3, ['not-rendered base/kustomization.yaml:3']]);
});
test(
  'where the overlay fails, its base is judged, and the failure told in the words of kustomize',
  needsPrograms,
  async () => {
    const files = { ...shop, 'overlays/prod/kustomization.yaml': 'resources: [../../base]\nnoSuchField: 1\n' };
    const found = await report(lay(files), 'base', 'overlays/prod');
    assert.deepEqual(namesIn(found), ['web']);
    assert.match(
      found.unknowns.map(({ why }) => why).join('\n'),
      /kustomization overlays\/prod was not rendered: kustomize said: .*noSuchField/u,
    );
  },
);
const leading: readonly (readonly [what: string, text: string, why: RegExp])[] = [
  ['resource', 'resources: [x.yaml]\n', /x\.yaml is not in this repository/u],
  ['patch', 'resources: [a.yaml]\npatches: [{path: x.yaml}]\n', /kustomize said/u],
  ['generated file', 'resources: [a.yaml]\nconfigMapGenerator: [{name: c, files: [x.yaml]}]\n', /kustomize said/u],
];
for (const [what, text, why] of leading) {
  test(`a link that leads out is not followed: a ${what}`, needsPrograms, async () => {
    const folder = lay({ 'kustomization.yaml': text, 'a.yaml': web });
    symlinkSync(path.join(lay({ 'x.yaml': web }), 'x.yaml'), path.join(folder, 'x.yaml'));
    const found = await report(folder, '.');
    assert.deepEqual(openIn(found), [`not-rendered kustomization.yaml${what === 'resource' ? ':1' : ''}`]);
    assert.match(found.unknowns.map((one) => one.why).join('\n'), why);
  });
}
test('without a program the files are judged as they lie, and that is told', needsPrograms, async () => {
  const { stdout } = await run(lay(shop), ['.', '--format', 'json'], { PATH: '' });
  const found = JSON.parse(stdout) as Report;
  assert.deepEqual(namesIn(found), ['web']);
  assert.deepEqual(
    openIn(found).filter((one) => one.startsWith('tool-missing')),
    [
      'tool-missing base/kustomization.yaml',
      'tool-missing overlays/dev/kustomization.yaml',
      'tool-missing overlays/prod/kustomization.yaml',
    ],
  );
});
test('a kustomization of another program is a manifest like any other', needsPrograms, async () => {
  const text =
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./a}\n';
  const found = await report(lay({ 'kustomization.yaml': text }), '.');
  assert.deepEqual([found.code, openIn(found)], [0, []]);
});
test('a file of a kustomization alone is told as not rendered', needsPrograms, async () => {
  const found = await report(lay(shop), 'overlays/dev/kustomization.yaml');
  assert.deepEqual([found.code, openIn(found)], [3, ['not-rendered overlays/dev/kustomization.yaml']]);
});
test('an annotation of an overlay waives nothing of another one', needsPrograms, async () => {
  const note = 'commonAnnotations: {ignore.plimsoll/wl-privileged: "a test"}\n';
  const name = 'overlays/dev/kustomization.yaml';
  const found = await report(lay({ ...shop, [name]: note + (shop[name] ?? '') }), '.');
  const own = found.findings.filter(({ rule }) => rule === 'wl-privileged');
  assert.deepEqual(
    own.map(({ suppressed }) => suppressed),
    [undefined, undefined],
  );
});
test('an annotation of the resource itself holds wherever it is used', needsPrograms, async () => {
  const text = web.replace('  name: web\n', '  name: web\n  annotations:\n    ignore.plimsoll/wl-privileged: a test\n');
  const found = await report(lay({ ...shop, 'base/web.yaml': text }), '.');
  const own = found.findings.filter(({ rule }) => rule === 'wl-privileged');
  assert.deepEqual(
    own.map(({ suppressed }) => suppressed?.by),
    ['base/web.yaml:7', 'base/web.yaml:7'],
  );
});
test('nothing is written, and no fix either', needsPrograms, async () => {
  const folder = lay(shop);
  const { stderr } = await run(folder, ['.', '--fix', '--fixes', 'all']);
  assert.match(stderr, /any of its files may say it: change it by hand/u);
  for (const [name, text] of Object.entries(shop))
    assert.equal(readFileSync(path.join(folder, name), 'utf8'), text, name);
});

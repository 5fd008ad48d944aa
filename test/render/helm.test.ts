// Charts through the real Helm: what is judged, where it is said to stand, and what is said when nothing was rendered.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { helms, lay, namesIn, openIn, placesOf, type Files, type Programs } from './programs.ts';

const shop: Files = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: "3"\n',
  'values.yaml': 'image: registry.example.com/shop\nhostNetwork: true\ncontext: {privileged: true}\nagent: true\n',
  'templates/_names.tpl': '{{- define "shop.name" -}}{{ .Release.Name }}-web{{- end }}\n',
  'templates/NOTES.txt': 'apiVersion and kind: {{ .Release.Name }}\n',
  'templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.name" . }}
spec:
  template:
    spec:
      hostNetwork: {{ .Values.hostNetwork }}
      containers:
        - name: web
          image: "{{ .Values.image }}:{{ .Chart.AppVersion }}"
          securityContext: {{- toYaml .Values.context | nindent 12 }}
`,
  'templates/agent.yaml': `{{- if .Values.agent }}
apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-agent
spec:
  hostPID: true
  containers:
    - name: agent
      image: agent:1
{{- end }}
`,
  'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  'charts/db/templates/db.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-db
spec:
  hostIPC: true
  containers:
    - {name: db, image: "db:1"}
`,
  'templates/tests/probe.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: probe
  annotations: {"helm.sh/hook": test}
spec:
  containers:
    - {name: probe, image: "probe:1"}
`,
};
function without(name: string): Files {
  return Object.fromEntries(Object.entries(shop).filter(([file]) => !file.startsWith(name)));
}

function testEach(name: string, check: (programs: Programs) => Promise<void>): void {
  for (const helm of helms) test(`Helm ${helm.version}: ${name}`, helm.needs, () => check(helm));
}
testEach('a chart is judged as it renders, with its subcharts and its tests', async ({ report }) => {
  const found = await report(lay(shop), '.');
  assert.equal(found.code, 1);
  assert.deepEqual(namesIn(found), ['probe', 'shop-agent', 'shop-db', 'shop-web']);
  assert.deepEqual(openIn(found), []);
});
testEach('findings lead to the template, with its line where the words are there once', async ({ report }) => {
  const found = await report(lay(shop), '.');
  assert.deepEqual(placesOf(found, 'wl-host-pid'), ['templates/agent.yaml:7']);
  assert.deepEqual(placesOf(found, 'wl-host-network'), ['templates/web.yaml:8']);
  assert.deepEqual(placesOf(found, 'wl-host-ipc'), ['charts/db/templates/db.yaml:6']);
  // Said by the values: no line of the template has it.
  assert.deepEqual(placesOf(found, 'wl-privileged'), ['templates/web.yaml']);
});
testEach('charts below a folder, each once', async ({ report }) => {
  const folder = lay({});
  lay(shop, path.join(folder, 'charts/shop'));
  const found = await report(folder, 'charts', 'charts/shop');
  assert.deepEqual(namesIn(found), ['probe', 'shop-agent', 'shop-db', 'shop-web']);
  assert.deepEqual(placesOf(found, 'wl-host-pid'), ['charts/shop/templates/agent.yaml:7']);
});
testEach('values of the user go over those of the chart', async ({ report }) => {
  const folder = lay(
    { ...shop, '../own.yaml': 'context: {privileged: false}\nhostNetwork: false\n' },
    path.join(lay({}), 'c'),
  );
  const found = await report(folder, '.', '--helm-values', '../own.yaml', '--helm-set', 'agent=false');
  assert.deepEqual(namesIn(found), ['probe', 'shop-db', 'shop-web']);
  assert.deepEqual([...placesOf(found, 'wl-privileged'), ...placesOf(found, 'wl-host-network')], []);
  // A template that renders to nothing was rendered.
  assert.deepEqual(openIn(found), []);
});
testEach('a value that must be given is told with its template and line', async ({ report }) => {
  const folder = lay({ ...shop, 'templates/need.yaml': 'kind: Pod\na: {{ required "say which key" .Values.key }}\n' });
  const found = await report(folder, '.');
  // Without actions a template is a manifest.
  assert.deepEqual([found.code, namesIn(found)], [3, ['probe']]);
  assert.ok(openIn(found).includes('not-rendered templates/need.yaml:2'));
  const whole = found.unknowns.find(({ why }) => why.includes('say which key'));
  assert.match(
    whole?.why ?? '',
    /^chart shop was not rendered: helm said: .*; give values with --helm-values or --helm-set$/u,
  );
  assert.equal((await report(folder, '.', '--helm-set', 'key=1')).workloads.length, 4);
});
testEach('a dependency that is not there is told by its name', async ({ run }) => {
  const chart = `${shop['Chart.yaml'] ?? ''}dependencies: [{name: postgresql, version: 1.x, repository: "https://e.com"}]\n`;
  const { code, stdout } = await run(lay({ ...shop, 'Chart.yaml': chart }), ['.']);
  assert.equal(code, 3);
  assert.match(
    stdout.replaceAll(/\s+/gu, ' '),
    /missing in charts\/ directory: postgresql; helm dependency build brings them/u,
  );
});
testEach('a chart of the next kind is judged as one of this, or told', async ({ version, report }) => {
  const chart = (shop['Chart.yaml'] ?? '').replace('v2', 'v3');
  const found = await report(lay({ ...without('charts'), 'Chart.yaml': chart }), '.');
  if (version === 3) assert.deepEqual(namesIn(found), ['probe', 'shop-agent', 'shop-web']);
  else {
    assert.equal(found.code, 3);
    assert.ok(found.unknowns.some(({ why }) => /^chart shop was not rendered: helm said: .*apiVersion/u.test(why)));
  }
});
testEach('a chart that is packed within another is one place', async ({ report }) => {
  const folder = lay(shop);
  spawnSync('tar', ['-C', path.join(folder, 'charts'), '-czf', path.join(folder, 'charts/db-1.0.0.tgz'), 'db']);
  rmSync(path.join(folder, 'charts/db'), { recursive: true });
  const found = await report(folder, '.');
  assert.deepEqual(placesOf(found, 'wl-host-ipc'), ['charts/db-1.0.0.tgz']);
});
testEach('a library is no gap in the answer', async ({ report }) => {
  const folder = lay({
    'Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
    'templates/_pod.tpl': '{{- define "pod" }}apiVersion: v1\nkind: Pod\n{{- end }}\n',
  });
  const found = await report(folder, '.');
  assert.deepEqual([found.code, openIn(found)], [0, []]);
  assert.match(found.unknowns[0]?.why ?? '', /lib is a library/u);
});
testEach('a link that leads out is refused, by its name, and the templates are told', async ({ report }) => {
  const folder = lay(without('charts'));
  symlinkSync('/etc/passwd', path.join(folder, 'stolen.txt'));
  const found = await report(folder, '.');
  assert.deepEqual([found.code, namesIn(found)], [3, ['probe']]);
  assert.match(
    found.unknowns.map(({ why }) => why).join('\n'),
    /stolen\.txt is a link that leads out of what is scanned/u,
  );
});
testEach('--no-render starts nothing, and says what is not known', async ({ report }) => {
  const found = await report(lay(without('templates/tests')), '.', '--no-render');
  assert.equal(found.code, 3);
  assert.deepEqual(openIn(found).toSorted(), [
    'not-rendered Chart.yaml',
    'not-rendered charts/db/templates/db.yaml',
    'not-rendered templates/agent.yaml',
    'not-rendered templates/web.yaml',
  ]);
});
testEach('a folder of that name elsewhere in the chart is no template', async ({ report }) => {
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: sample}\nspec: {containers: [{name: a, image: "a:1"}]}\n';
  const found = await report(lay({ ...shop, 'docs/templates/pod.yaml': pod }), '.');
  assert.deepEqual(namesIn(found), ['probe', 'sample', 'shop-agent', 'shop-db', 'shop-web']);
});
testEach('more objects than anybody has are cut off, and that is told', async ({ report }) => {
  const many = '{{- range until 10002 }}\n---\n{kind: X, apiVersion: a/v1, a: {{ . }}}\n{{- end }}\n';
  const found = await report(lay({ ...without('templates'), 'templates/many.yaml': many }), '.');
  assert.deepEqual([found.code, openIn(found)], [3, ['limit-reached Chart.yaml']]);
});
testEach('a template that is left out is not judged', async ({ report }) => {
  const found = await report(lay(shop), '.', '--skip', '**/templates/tests', '--skip', 'templates/agent.yaml');
  assert.deepEqual(namesIn(found), ['shop-db', 'shop-web']);
});
testEach('nothing is fetched, not from this machine either', async ({ report }) => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const schema = JSON.stringify({ $ref: `http://127.0.0.1:${port}/schema.json` });
  const found = await report(lay({ ...shop, 'values.schema.json': schema }), '.');
  server.close();
  assert.deepEqual([asked, found.workloads.length], [0, 4]);
});
testEach('what is rendered anew each time has the same name each time', async ({ report }) => {
  const secret = `apiVersion: v1
kind: Secret
metadata: {name: key}
stringData: {password: {{ randAlphaNum 32 | quote }}}
`;
  const folder = lay({ ...shop, 'templates/key.yaml': secret });
  const ids = async (): Promise<readonly string[]> => (await report(folder, '.')).findings.map(({ id }) => id);
  assert.deepEqual(await ids(), await ids());
});
testEach('fixes are not written into templates, and not promised', async ({ run }) => {
  const folder = lay(shop);
  const { stdout } = await run(folder, ['.']);
  assert.match(stdout, /to be made by hand: --fix does not write such files/u);
  assert.doesNotMatch(stdout, /--fix makes/u);
  const fixed = await run(folder, ['.', '--fix', '--fixes', 'all']);
  assert.match(fixed.stderr, /Chart\.yaml left as it is: what its templates render to is not their text/u);
  for (const [name, text] of Object.entries(shop))
    assert.equal(readFileSync(path.join(folder, name), 'utf8'), text, name);
  assert.equal((await run(folder, ['.', '--diff', '--fixes', 'all'])).stdout, '');
});
const waived = `apiVersion: v1
kind: Pod
metadata:
  name: first
  annotations: {ignore.plimsoll/wl-host-pid: "it watches processes"}
spec:
  hostPID: true
  containers: [{name: a, image: "{{ .Values.image }}"}]
`;
testEach('an annotation waives what its object does', async ({ report }) => {
  const found = await report(lay({ ...without('templates'), 'templates/pod.yaml': waived }), '.');
  assert.deepEqual(
    found.findings.filter(({ rule }) => rule === 'wl-host-pid').map(({ suppressed }) => suppressed?.by),
    ['templates/pod.yaml:5'],
  );
});
testEach('and nothing of another object of the same template', async ({ report }) => {
  const second = waived.replace('first', 'second').replace(/  annotations.*\n/u, '');
  const found = await report(lay({ ...without('templates'), 'templates/pod.yaml': `${waived}---\n${second}` }), '.');
  const own = found.findings.filter(({ rule }) => rule === 'wl-host-pid');
  assert.deepEqual(
    own.map(({ suppressed }) => suppressed),
    [undefined, undefined],
  );
});

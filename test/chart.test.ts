// A chart of Helm that was not rendered: its templates are told with their places, and nothing in them is guessed.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { plimsoll, scratch } from './plimsoll.ts';

// As `helm create` lays one out; the first template is no YAML, the second happens to be.
const chart: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\ntype: application\nversion: 0.1.0\n',
  'values.yaml': 'image: {repository: nginx, tag: "1.25"}\nprivileged: true\nservice: {port: 80}\n',
  'templates/_helpers.tpl': '{{- define "shop.name" -}}\n{{ .Chart.Name }}\n{{- end }}\n',
  'templates/NOTES.txt': '{{ .Release.Name }} is up.\n',
  'templates/deployment.yaml': `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.name" . }}
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  template:
    spec:
      hostNetwork: true
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          securityContext:
            privileged: true
{{- end }}
`,
  'templates/agent.yaml': `apiVersion: v1
kind: Pod
metadata: { name: "{{ .Release.Name }}-agent" }
spec:
  hostPID: true
  containers:
    - name: agent
      image: "agent:{{ .Values.tag }}"
      securityContext: { privileged: true }
`,
  'templates/tests/probe.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}}\nspec: {hostPID: true}\n',
};
const templates = ['templates/agent.yaml', 'templates/deployment.yaml', 'templates/tests/probe.yaml'];

interface Report {
  readonly workloads: readonly { readonly name: string }[];
  readonly findings: readonly { readonly rule: string }[];
  readonly unknowns: readonly {
    readonly code: string;
    readonly incomplete: boolean;
    readonly at?: { readonly path: string };
  }[];
}
function lay(files: Readonly<Record<string, string>>, folder: string): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}
/** Whoever has Helm still has no program here. */
const bare = { PATH: '' };
async function scanned(
  cwd: string,
  target: string,
  input?: string,
): Promise<{ readonly code: number | null; readonly report: Report }> {
  const args = ['scan', target, '--format', 'json'];
  const { code, stdout } = await plimsoll(args, { cwd, env: bare, ...(input !== undefined && { input }) });
  return { code, report: JSON.parse(stdout) as Report };
}
function toldIn({ unknowns }: Report): readonly (string | undefined)[] {
  return unknowns.filter(({ code, incomplete }) => code === 'not-rendered' && incomplete).map(({ at }) => at?.path);
}

const whole = scratch();
lay(chart, whole);
const nested = scratch();
cpSync(whole, path.join(nested, 'deploy/charts/shop'), { recursive: true });

const targets: readonly (readonly [what: string, cwd: string, target: string, prefix: string])[] = [
  ['a chart', whole, '.', ''],
  ['a chart by its path', path.dirname(whole), path.basename(whole), `${path.basename(whole)}/`],
  ['a folder of charts', nested, '.', 'deploy/charts/shop/'],
  ['a part of a chart', nested, 'deploy/charts/shop/templates', 'deploy/charts/shop/'],
];
for (const [what, cwd, target, prefix] of targets) {
  test(`${what}: each template is told with its place, and exit code 3`, async () => {
    const { code, report } = await scanned(cwd, target);
    assert.deepEqual([code, report.workloads, report.findings], [3, [], []]);
    assert.deepEqual(
      toldIn(report),
      templates.map((name) => prefix + name),
    );
  });
}
for (const name of templates) {
  test(`${name} alone is told, and exit code 3`, async () => {
    const { code, report } = await scanned(whole, name);
    assert.deepEqual([code, report.workloads, report.findings, toldIn(report)], [3, [], [], [name]]);
  });
}
test('a template through a pipe is told, and exit code 3', async () => {
  const { code, report } = await scanned(whole, '-', chart['templates/deployment.yaml']);
  assert.deepEqual([code, report.workloads, report.findings], [3, [], []]);
  assert.deepEqual(toldIn(report), ['stdin.yaml']);
});
test('the table says where, and what to do is said by the page of codes', async () => {
  const { stdout, code } = await plimsoll(['scan', '.'], { cwd: whole, env: bare });
  assert.equal(code, 3);
  assert.match(stdout, /templates\/deployment\.yaml/u);
  assert.match(stdout, /not rendered/u);
});
test('what lies beside the templates is judged as ever', async () => {
  const folder = scratch();
  lay({ ...chart, Dockerfile: 'FROM alpine:3.20\nRUN sudo id\n', 'k8s/pod.yaml': rendered() }, folder);
  const { code, report } = await scanned(folder, '.');
  assert.equal(code, 1);
  assert.deepEqual(
    report.workloads.map(({ name }) => name),
    ['agent'],
  );
  assert.deepEqual(toldIn(report), templates);
});
function rendered(): string {
  return readFileSync(path.join(whole, 'templates/agent.yaml'), 'utf8')
    .replace('{{ .Release.Name }}-', '')
    .replace('{{ .Values.tag }}', '1');
}

// Outside a chart nobody knows who renders it, but a value in braces is no value.
test('values in braces outside a chart are unknown, not taken for what they say', async () => {
  const folder = scratch();
  const text = chart['templates/agent.yaml'] ?? '';
  lay({ 'pod.yaml': text.replace('privileged: true', 'privileged: "{{ .Values.p }}"') }, folder);
  const { report } = await scanned(folder, '.');
  assert.ok(!report.findings.some(({ rule }) => rule === 'wl-privileged'));
  const { stdout } = await plimsoll(['scan', '.'], { cwd: folder });
  assert.match(stdout, /if privileged has the value that it takes:\s+\{\{ \.Values\.p \}\} was not rendered/u);
});

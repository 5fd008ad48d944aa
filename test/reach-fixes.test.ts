// The smallest change where roles lead over the line: it is written into the roles or bindings, and is enough.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleText } from '../src/graph/example-text.ts';
import { findChanges } from '../src/fixes/line-diff.ts';
import { planFixes } from '../src/scan/fix-plan.ts';
import { scanExample } from './scan-folder.ts';

const rbac = 'rbac.authorization.k8s.io';
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n';
const deployment = (name: string): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      serviceAccountName: web
      containers:
        - name: ${name}
          image: registry.example/web:1.4.2
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
function granted(rules: readonly string[], subjects: readonly string[]): string {
  return [
    namespace,
    account,
    deployment('web'),
    deployment('job'),
    `apiVersion: ${rbac}/v1\nkind: ClusterRole\nmetadata: {name: web}\nrules:\n${rules.map((rule) => `- {${rule}}\n`).join('')}`,
    `apiVersion: ${rbac}/v1\nkind: ClusterRoleBinding\nmetadata: {name: web}\nroleRef: {apiGroup: ${rbac}, kind: ClusterRole, name: web}\nsubjects:\n${subjects.map((one) => `- {${one}}\n`).join('')}`,
  ].join('---\n');
}
const web = 'kind: ServiceAccount, name: web, namespace: shop';
const all = `kind: Group, apiGroup: ${rbac}, name: system:serviceaccounts`;
const rows: Readonly<Record<string, readonly [text: string, say: RegExp]>> = {
  'a verb goes': [
    granted([ruleText('', ['pods'], ['get', 'create'])], [web]),
    /^do not let the ClusterRole web create pods/,
  ],
  'a resource goes': [
    granted([ruleText('', ['configmaps', 'nodes/proxy'], ['get']), ruleText('', ['pods'], ['create'])], [web]),
    /^do not let the ClusterRole web create pods/,
  ],
  'a subject goes where a wildcard stands': [granted([ruleText('*', ['*'], ['*'])], [web]), /^take web out/],
  'a group goes': [granted([ruleText('*', ['*'], ['*'])], [all]), /^take system:serviceaccounts out/],
  'one of two rights goes that lead somewhere together': [
    granted(
      [ruleText(rbac, ['clusterroles'], ['escalate']), ruleText(rbac, ['clusterroles'], ['update', 'get'])],
      [web],
    ),
    /^(?:do not let the ClusterRole web (?:escalate|update)|take web out)/,
  ],
};
for (const [name, [text, say]] of Object.entries(rows)) {
  test(`the cut in roles: ${name}`, async () => {
    const example = { format: 'kubernetes', text, complete: true } as const;
    const scanned = await scanExample(example);
    assert.ok(scanned);
    const { report, facts } = scanned;
    assert.deepEqual(
      report.reach.map(({ level }) => ['node', 'cluster'].includes(level)),
      [true, true],
    );
    assert.deepEqual([report.cut.edits.length, report.cut.bound], [1, 1]);
    assert.match(report.cut.edits[0]?.fix.say ?? '', say);
    const plan = planFixes({ report, facts, which: 'cut' }, () => text);
    assert.deepEqual(plan.refused, []);
    const after = plan.files[0]?.after ?? '';
    assert.equal(findChanges(text.split('\n'), after.split('\n')).length, 1, after);
    const again = await scanExample({ ...example, text: after });
    assert.deepEqual(again?.report.cut, { edits: [], bound: 0, left: [] }, after);
  });
}

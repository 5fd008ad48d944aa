// What becomes a role, a binding, a secret, an object; and that no value of a secret gets through.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { bareField, readSample, unknownsIn } from './config-sample.ts';
import { kubernetesReader } from './kubernetes.ts';

function read(content: string, path = 'k8s/rbac.yaml'): Promise<readonly Draft[]> {
  return readSample(kubernetesReader, { path, content });
}
const rbac = 'apiVersion: rbac.authorization.k8s.io/v1\n';
const anyone = '{apiGroups: [""], resources: [pods], verbs: [get]}';

test('a role has its rules in order, each with its place and the way to it', async () => {
  const [role] = await read(`${rbac}kind: Role
metadata: {name: reader, namespace: shop, labels: {a: b}}
rules:
  - apiGroups: ["", apps]
    resources: [pods, "deployments/scale"]
    verbs: [get, "*"]
    resourceNames: [web]
  - nonResourceURLs: [/metrics]
    verbs: [get]
`);
  assert.ok(role?.kind === 'role');
  const { raw, ...rest } = role;
  assert.deepEqual(rest, {
    kind: 'role',
    cluster: false,
    name: 'reader',
    namespace: 'shop',
    labels: { a: 'b' },
    rules: [
      {
        apiGroups: ['', 'apps'],
        resources: ['pods', 'deployments/scale'],
        verbs: ['get', '*'],
        resourceNames: ['web'],
        nonResourceUrls: [],
        at: { path: 'k8s/rbac.yaml', line: 5, column: 5 },
        pointer: ['rules', 0],
      },
      {
        apiGroups: [],
        resources: [],
        verbs: ['get'],
        resourceNames: [],
        nonResourceUrls: ['/metrics'],
        at: { path: 'k8s/rbac.yaml', line: 9, column: 5 },
        pointer: ['rules', 1],
      },
    ],
    aggregates: [],
    at: [{ path: 'k8s/rbac.yaml', line: 3, column: 12 }],
  });
  assert.deepEqual(raw, { format: 'kubernetes', path: 'k8s/rbac.yaml', document: 0, pointer: [] });
});

const roles: readonly (readonly [fact: string, text: string, rules: unknown, unknowns: number])[] = [
  ['no rules', '', [], 0],
  ['null rules', 'rules:', [], 0],
  ['an empty group', 'rules: [{apiGroups: [null], resources: [pods], verbs: [get]}]', [['', 'pods', 'get']], 0],
  [
    'verbs of a template',
    'rules: [{apiGroups: [a], resources: [b], verbs: ["{{ .v }}"]}]',
    [['a', 'b', '{{ .v }}']],
    1,
  ],
  ['verbs as a template', 'rules: [{apiGroups: [a], resources: [b], verbs: {{ v }}}]', [['a', 'b', '']], 1],
  ['rules as a template', 'rules: {{ v }}', [], 1],
  ['a group that is none', 'rules: [{apiGroups: [[x]], resources: [b], verbs: [c]}]', [['?', 'b', 'c']], 0],
];
for (const [fact, text, rules, unknowns] of roles) {
  test(`a role: ${fact}`, async () => {
    const drafts = await read(`${rbac}kind: ClusterRole\nmetadata: {name: a, namespace: gone}\n${text}\n`);
    const [role] = drafts;
    assert.ok(role?.kind === 'role' && role.cluster && role.namespace === undefined);
    assert.deepEqual(
      role.rules.map((rule) => [rule.apiGroups.join(), rule.resources.join(), rule.verbs.join()]),
      rules,
    );
    assert.deepEqual(
      unknownsIn(drafts).map(({ code, incomplete }) => [code, incomplete]),
      Array.from({ length: unknowns }, () => ['not-rendered', true]),
    );
  });
}

test('selectors of an aggregated role', async () => {
  const [role] = await read(`${rbac}kind: ClusterRole
metadata: {name: a}
aggregationRule:
  clusterRoleSelectors:
    - matchLabels: {x: "true"}
    - matchExpressions: [{key: y, operator: In, values: [z]}, {key: w, operator: Exists}]
`);
  assert.ok(role?.kind === 'role');
  assert.deepEqual(role.aggregates, [
    { labels: { x: 'true' }, expressions: [] },
    {
      labels: {},
      expressions: [
        { key: 'y', operator: 'In', values: ['z'] },
        { key: 'w', operator: 'Exists', values: [] },
      ],
    },
  ]);
});

const bindings: readonly (readonly [fact: string, text: string, role: unknown, subjects: unknown, unknowns: number])[] =
  [
    [
      'of a cluster role',
      'roleRef: {kind: ClusterRole, name: edit}\nsubjects: [{kind: User, name: jane}, {kind: Group, name: ops, namespace: x}]',
      { cluster: true, name: 'edit' },
      ['User jane', 'Group ops'],
      0,
    ],
    [
      'of a role',
      'roleRef: {kind: Role, name: edit}\nsubjects: [{kind: ServiceAccount, name: web}, {kind: ServiceAccount, name: db, namespace: b}]',
      { cluster: false, name: 'edit' },
      ['ServiceAccount web', 'ServiceAccount b/db'],
      0,
    ],
    ['without subjects', 'roleRef: {kind: Role, name: edit}', { cluster: false, name: 'edit' }, [], 0],
    ['without a role', 'subjects: []', { cluster: false, name: '' }, [], 0],
    ['of something else', 'subjects: [{kind: Robot, name: a}, {kind: User}]', { cluster: false, name: '' }, [], 0],
    ['of a template', 'subjects: [{kind: User, name: "{{ .u }}"}]', { cluster: false, name: '' }, ['User {{ .u }}'], 1],
  ];
for (const [fact, text, role, subjects, unknowns] of bindings) {
  test(`a binding ${fact}`, async () => {
    const drafts = await read(`${rbac}kind: RoleBinding\nmetadata: {name: a, namespace: shop}\n${text}\n`);
    const [binding] = drafts;
    assert.ok(binding?.kind === 'binding' && !binding.cluster && binding.namespace === 'shop');
    assert.deepEqual(binding.role, role);
    assert.deepEqual(
      binding.subjects.map(
        ({ type, name, namespace }) => `${type} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
      ),
      subjects,
    );
    assert.equal(unknownsIn(drafts).length, unknowns);
  });
}
test('subjects know the way to themselves, also within a list', async () => {
  const item = `{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: a}, roleRef: {name: b}, subjects: [{kind: User, name: c}]}`;
  const [binding] = await read(`apiVersion: v1\nkind: List\nitems:\n  - ${item}\n`);
  assert.ok(binding?.kind === 'binding');
  assert.deepEqual(binding.subjects[0]?.pointer, ['items', 0, 'subjects', 0]);
  assert.deepEqual(binding.raw.pointer, ['items', 0]);
});
test('items of a list of roles need not say what they are', async () => {
  const drafts = await read(`${rbac}kind: RoleList\nitems:\n  - {metadata: {name: a}, rules: [${anyone}]}\n`);
  assert.deepEqual(
    drafts.map((draft) => [draft.kind, 'name' in draft && draft.name]),
    [['role', 'a']],
  );
});

const secrets: readonly (readonly [fact: string, text: string, keys: unknown, encrypted: boolean])[] = [
  ['data', 'data: {a: aHVudGVyMg==, b: ""}', { a: true, b: false }, false],
  ['text', 'stringData: {a: hunter2}\ntype: kubernetes.io/basic-auth', { a: true }, false],
  ['a template', 'stringData: {a: "{{ .password }}"}', { a: false }, false],
  ['SOPS', 'stringData: {a: "ENC[AES256_GCM,data:x]"}\nsops: {version: "3"}', { a: false }, true],
  ['none', '', {}, false],
];
for (const [fact, text, keys, encrypted] of secrets) {
  test(`a secret: ${fact}`, async () => {
    const drafts = await read(`apiVersion: v1
kind: Secret
metadata:
  name: db
  annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"a":"hunter2"}}', b: c}
immutable: true
${text}
`);
    const [secret] = drafts;
    assert.ok(secret?.kind === 'secret' && secret.immutable);
    assert.deepEqual(Object.fromEntries(secret.keys.map(({ name, filled }) => [name, filled])), keys);
    assert.equal(secret.encrypted, encrypted);
    assert.equal(secret.annotations['b'], 'c');
    assert.equal(/hunter2|aHVudGVy/.test(JSON.stringify(drafts)), false);
  });
}
test('a sealed secret is encrypted', async () => {
  const [secret] = await read(`apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: db, namespace: shop}
spec:
  encryptedData: {a: AgBy3i4OJSWK}
  template: {type: kubernetes.io/tls, data: {b: plain}}
`);
  assert.ok(secret?.kind === 'secret' && secret.encrypted);
  assert.deepEqual(
    [secret.type, secret.namespace, ...secret.keys.map(({ name, filled }) => [name, filled])],
    ['kubernetes.io/tls', 'shop', ['a', false], ['b', true]],
  );
});

test('a service account has its annotations, a namespace its labels', async () => {
  const drafts = await read(`apiVersion: v1
kind: ServiceAccount
metadata: {name: web, annotations: {eks.amazonaws.com/role-arn: x}}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {a: b}}
`);
  const [account, namespace] = drafts;
  assert.ok(account?.kind === 'identity' && namespace?.kind === 'namespace');
  assert.deepEqual(account.annotations, { 'eks.amazonaws.com/role-arn': 'x' });
  assert.deepEqual([namespace.name, namespace.labels, namespace.raw.document], ['shop', { a: 'b' }, 1]);
});

test('an object of a kind that checks ask about has its leaves', async () => {
  const [object] = await read(`apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata: {name: mine, labels: {a: b}}
allowPrivilegedContainer: true
priority: null
users: [x, "{{ y }}"]
runAsUser: {type: RunAsAny}
volumes: []
`);
  assert.ok(object?.kind === 'object');
  assert.deepEqual(
    [object.group, object.version, object.type, object.name, object.labels],
    ['security.openshift.io', 'v1', 'SecurityContextConstraints', 'mine', { a: 'b' }],
  );
  assert.deepEqual(
    object.leaves.map(({ pointer, field }) => [pointer, bareField(field)]),
    [
      ['allowPrivilegedContainer', 'true'],
      ['users/0', 'x'],
      ['users/1', '? {{ y }} was not rendered'],
      ['runAsUser/type', 'RunAsAny'],
    ],
  );
});
test('an object has at most a thousand leaves', async () => {
  const users = Array.from({ length: 2000 }, (_, index) => `u${String(index)}`).join(', ');
  const [object] = await read(
    `apiVersion: security.openshift.io/v1\nkind: SecurityContextConstraints\nusers: [${users}]\n`,
  );
  assert.equal(object?.kind === 'object' && object.leaves.length, 1000);
});

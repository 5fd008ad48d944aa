// Objects that hold no pods: what is said at a way through them is set or taken out, and nothing else moves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removingAt, settingAt, sidesOf } from './fix-sample.ts';
import { writeKubernetes } from './kubernetes.ts';
import type { PlacedEdit } from './placed-edit.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly edits: (before: string) => readonly PlacedEdit[];
  readonly refused?: readonly string[];
}
const rows: readonly Row[] = [
  {
    name: 'a verb',
    text: `
  kind: Role
  rules:
    # why
    - apiGroups: [""]
      resources: [pods]
-     verbs: [get, delete, list] # all of them
+     verbs: [get, list] # all of them
`,
    edits: (text) => [removingAt(text, ['rules', 0, 'verbs', 1], 'apiGroups')],
  },
  {
    name: 'verbs that stand in lines of their own, in whatever order they are asked for',
    text: `
  kind: Role
  rules:
  - apiGroups: [""]
    resources: [pods]
    verbs:
-   - create
    - get
-   - delete # never
    - list
`,
    edits: (text) => [
      removingAt(text, ['rules', 0, 'verbs', 0], 'apiGroups'),
      removingAt(text, ['rules', 0, 'verbs', 2], 'apiGroups'),
    ],
  },
  {
    name: 'the last verb takes its rule along',
    text: `
  kind: Role
  rules:
    - apiGroups: [""]
      resources: [pods]
      verbs: [get]
-   - apiGroups: [""]
-     resources: [secrets]
-     verbs: [create, delete]
    - {apiGroups: [apps], resources: [deployments], verbs: [get]}
`,
    edits: (text) => [
      removingAt(text, ['rules', 1, 'verbs', 0], 'apiGroups: [""]\n    resources: [secrets]'),
      removingAt(text, ['rules', 1, 'verbs', 1], 'apiGroups: [""]\n    resources: [secrets]'),
    ],
  },
  {
    name: 'the last name would leave every name',
    text: `
  kind: Role
  rules:
    - {apiGroups: [""], resources: [pods], verbs: [get]}
-   - {apiGroups: [""], resources: [configmaps], verbs: [update], resourceNames: [aws-auth]}
`,
    edits: (text) => [removingAt(text, ['rules', 1, 'resourceNames', 0], '{apiGroups: [""], resources: [configmaps]')],
  },
  {
    name: 'the last rule takes the list along',
    text: `
  kind: Role
  metadata: {name: a}
- rules:
-   - apiGroups: [""]
-     resources: [secrets]
-     verbs: [get]
`,
    edits: (text) => [removingAt(text, ['rules', 0], 'apiGroups')],
  },
  {
    name: 'what went with its rule is not taken from the next one',
    text: `
  kind: Role
  rules:
-   - {apiGroups: [""], resources: [secrets], verbs: [get]}
    - {apiGroups: [""], resources: [pods, secrets], verbs: [get, list]}
`,
    edits: (text) => [
      removingAt(text, ['rules', 0, 'resources', 0], '{apiGroups: [""], resources: [secrets]'),
      removingAt(text, ['rules', 0, 'verbs', 0], '{apiGroups: [""], resources: [secrets]'),
    ],
  },
  {
    name: 'a subject',
    text: `
  kind: RoleBinding
  subjects:
    - kind: User
      name: jane
-   - kind: Group
-     name: system:unauthenticated
-     apiGroup: rbac.authorization.k8s.io
`,
    edits: (text) => [removingAt(text, ['subjects', 1], 'kind: Group')],
  },
  {
    name: 'the first subject of one line',
    text: `
  kind: RoleBinding
- subjects: [{kind: Group, name: a}, {kind: User, name: b}]
+ subjects: [{kind: User, name: b}]
`,
    edits: (text) => [removingAt(text, ['subjects', 0], '{kind: Group')],
  },
  {
    name: 'a field that is not there yet',
    text: `
  kind: ServiceAccount
  metadata:
    name: web
+ automountServiceAccountToken: false
`,
    edits: (text) => [settingAt(text, ['automountServiceAccountToken'], false)],
  },
  {
    name: 'a field that says something else, in the second document',
    text: `
  kind: Namespace
  ---
  kind: ServiceAccount
- automountServiceAccountToken: true # for now
+ automountServiceAccountToken: false # for now
`,
    edits: (text) => [
      settingAt(text, ['automountServiceAccountToken'], false, { document: 1, mark: 'automountServiceAccountToken' }),
    ],
  },
  {
    name: 'texts that look like something else are quoted',
    text: `
  kind: Namespace
  metadata:
    name: a
+   labels:
+     x: "true"
`,
    edits: (text) => [settingAt(text, ['metadata', 'labels', 'x'], 'true')],
  },
  {
    name: 'one word becomes several',
    text: `
  kind: ClusterRole
  rules:
    - apiGroups: [""]
      resources:
-       - nodes/proxy
+       - nodes/metrics
        - nodes/stats
+       - nodes/log
      verbs: [get]
`,
    edits: (text) => [
      settingAt(text, ['rules', 0, 'resources', 0], 'nodes/metrics', { mark: 'apiGroups' }),
      settingAt(text, ['rules', 0, 'resources', 2], 'nodes/stats', { mark: 'apiGroups' }),
      settingAt(text, ['rules', 0, 'resources', 2], 'nodes/log', { mark: 'apiGroups' }),
    ],
  },
  {
    name: 'an object of a list',
    text: `
  kind: List
  items:
    - kind: Role
      rules:
-       - {apiGroups: [""], resources: [pods, secrets], verbs: [get]}
+       - {apiGroups: [""], resources: [pods], verbs: [get]}
    - kind: ServiceAccount
+     automountServiceAccountToken: false
`,
    edits: (text) => [
      removingAt(text, ['items', 0, 'rules', 0, 'resources', 1], '{apiGroups', { pointer: ['items', 0] }),
      settingAt(text, ['items', 1, 'automountServiceAccountToken'], false, { pointer: ['items', 1] }),
    ],
  },
  {
    name: 'JSON',
    text: `
  {
    "kind": "ClusterRole",
    "rules": [
-     {"apiGroups": [""], "resources": ["nodes/proxy"], "verbs": ["get", "create"]}
+     {"apiGroups": [""], "resources": ["nodes/metrics", "nodes/log"], "verbs": ["get"]}
    ]
  }
`,
    edits: (text) => [
      removingAt(text, ['rules', 0, 'verbs', 1], '{"apiGroups"'),
      settingAt(text, ['rules', 0, 'resources', 0], 'nodes/metrics', { mark: '{"apiGroups"' }),
      settingAt(text, ['rules', 0, 'resources', 1], 'nodes/log', { mark: '{"apiGroups"' }),
    ],
  },
  {
    name: 'rules that others share',
    text: `
  kind: Role
  x: &all
    - {apiGroups: [""], resources: [pods], verbs: [get, delete]}
  rules: *all
`,
    edits: (text) => [removingAt(text, ['rules', 0, 'verbs', 1], '{apiGroups')],
    refused: ['it comes from an anchor or from another place'],
  },
  {
    name: 'a rule that others share',
    text: `
  kind: Role
  rules:
    - &one {apiGroups: [""], resources: [pods], verbs: [get, delete]}
    - *one
`,
    edits: (text) => [removingAt(text, ['rules', 0, 'verbs', 1], '{apiGroups')],
    refused: ['it is shared with others through &one'],
  },
  {
    name: 'what stands somewhere else by now',
    text: `
  kind: Role
  rules:
    - {apiGroups: [""], resources: [pods], verbs: [get, delete]}
    - {apiGroups: [apps], resources: [deployments], verbs: [get, delete]}
`,
    edits: (text) => [removingAt(text, ['rules', 0, 'verbs', 1], '{apiGroups: [apps]')],
    refused: ['it comes from an anchor or from another place'],
  },
  {
    name: 'the whole object',
    text: `
  kind: Role
`,
    edits: (text) => [removingAt(text, [], 'kind')],
    refused: ['the object as a whole is not ours to remove'],
  },
  {
    name: 'a value that is a collection',
    text: `
  kind: ServiceAccount
`,
    edits: (text) => [settingAt(text, ['secrets'], [])],
    refused: ['the new value is not a plain one'],
  },
];
for (const row of rows) {
  test(row.name, () => {
    const { before, after } = sidesOf(row.text);
    const written = writeKubernetes(before, row.edits(before));
    assert.equal(written.text, after);
    assert.deepEqual(
      written.refused.map(({ why }) => why),
      row.refused ?? [],
    );
    assert.equal(written.done.length + written.refused.length, row.edits(before).length);
  });
}

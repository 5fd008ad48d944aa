// Objects that hold no pods: what is said at a way through them is set or taken out, and nothing else moves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
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

interface RuleSample {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** How it is written. */
  readonly style: 'flow' | 'block' | 'mixed';
}
const words = (...all: readonly string[]) => fc.shuffledSubarray([...all], { minLength: 1 });
const samples = fc.record({
  rules: fc.array(
    fc.record({
      verbs: words('get', 'list', 'create', 'delete'),
      resources: words('pods', 'secrets', 'nodes/proxy'),
      style: fc.constantFrom('flow', 'block', 'mixed'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  gone: fc.subarray(['verbs get', 'verbs create', 'verbs delete', 'resources secrets', 'resources nodes/proxy']),
  seed: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  order: fc.infiniteStream(fc.nat(1000)),
});
function textOf({ verbs, resources, style }: RuleSample): string {
  if (style === 'flow') return `  - {verbs: [${verbs.join(', ')}], resources: [${resources.join(', ')}]}\n`;
  const list = (all: readonly string[]): string => all.map((word) => `    - ${word} # ${word}\n`).join('');
  if (style === 'block') return `  - verbs:\n${list(verbs)}    # what\n    resources:\n${list(resources)}`;
  return `  - verbs: [${verbs.join(', ')}] # how\n    resources:\n${list(resources)}`;
}
test('whatever words are taken out of whatever rules, the others stay', () => {
  fc.assert(
    fc.property(samples, ({ rules, gone, seed, order }) => {
      const parts = rules.map(textOf);
      const text = `kind: Role\nrules:\n${parts.join('')}x: end\n`;
      const edits: PlacedEdit[] = [];
      const left = rules.map(({ verbs, resources }, index) => {
        const before = `kind: Role\nrules:\n${parts.slice(0, index).join('')}`.length;
        const start = before + '  - '.length;
        const lines = text.slice(0, start).split('\n');
        const at = { path: 'f.yaml', line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
        const keep = (list: 'verbs' | 'resources', all: readonly string[]): readonly string[] =>
          all.filter((word, which) => {
            const goes = gone.includes(`${list} ${word}`) && seed[index * 10 + which] === true;
            if (goes) edits.push({ ...removingAt(text, ['rules', index, list, which], 'kind'), at } as PlacedEdit);
            return !goes;
          });
        return { verbs: keep('verbs', verbs), resources: keep('resources', resources) };
      });
      const rest = left.filter(({ verbs, resources }) => verbs.length > 0 && resources.length > 0);
      const shuffled = edits.map((edit) => ({ edit, rank: order.next().value })).sort((a, b) => a.rank - b.rank);
      const written = writeKubernetes(
        text,
        shuffled.map(({ edit }) => edit),
      );
      assert.deepEqual(written.refused, []);
      assert.deepEqual(load(written.text), { kind: 'Role', ...(rest.length > 0 && { rules: rest }), x: 'end' }, text);
    }),
    { numRuns: 300 },
  );
});

// Policies of a cluster as they are written: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdminPolicyDraft } from '../../model/network-facts.ts';
import { readSample, unknownsIn } from './config-sample.ts';
import { kubernetesReader } from './kubernetes.ts';

const text = (spec: string, kind = 'AdminNetworkPolicy'): string =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: {name: p}\nspec:\n${spec
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}`;
async function read(spec: string, kind?: string): Promise<AdminPolicyDraft> {
  const drafts = await readSample(kubernetesReader, { path: 'p.yaml', content: text(spec, kind) });
  const policy = drafts.find((draft) => draft.kind === 'admin-policy');
  assert.ok(policy?.kind === 'admin-policy');
  assert.ok(drafts.some(({ kind: one }) => one === 'object'));
  return policy;
}
const all = { labels: {}, expressions: [] };
const start = 'priority: 7\nsubject: {namespaces: {}}\n';

test('an AdminNetworkPolicy', async () => {
  const policy = await read(`priority: 30
subject:
  pods: {namespaceSelector: {matchLabels: {team: ops}}, podSelector: {matchExpressions: [{key: app, operator: Exists}]}}
ingress:
- {name: a, action: Allow, from: [{namespaces: {}}, {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]}
- action: Pass
  from: [{namespaces: {}}]
  ports: [{portNumber: {protocol: UDP, port: 53}}, {portRange: {start: 80, end: 90}}, {namedPort: http}]
egress:
- {action: Deny, to: [{nodes: {matchLabels: {zone: a}}}, {networks: [10.0.0.0/8, "::/0"]}, {domainNames: ["*.example.com"]}]}`);
  const { tier, priority, subject, ingress, egress, unclear } = policy;
  assert.deepEqual(
    { tier, priority, subject, unclear },
    {
      tier: 'admin',
      priority: 30,
      subject: {
        namespaces: { labels: { team: 'ops' }, expressions: [] },
        pods: { labels: {}, expressions: [{ key: 'app', operator: 'Exists', values: [] }] },
      },
      unclear: false,
    },
  );
  assert.deepEqual(
    [...ingress, ...egress].map(({ action, peers, ports }) => [action, peers, ports]),
    [
      ['allow', [{ namespaces: all }, { namespaces: all, pods: { labels: { app: 'web' }, expressions: [] } }], []],
      [
        'pass',
        [{ namespaces: all }],
        [
          { protocol: 'udp', port: 53 },
          { protocol: 'tcp', port: 80, endPort: 90 },
          { protocol: 'tcp', port: 'http' },
          { protocol: 'udp', port: 'http' },
          { protocol: 'sctp', port: 'http' },
        ],
      ],
      [
        'deny',
        [
          { nodes: { labels: { zone: 'a' }, expressions: [] } },
          { cidr: '10.0.0.0/8' },
          { cidr: '::/0' },
          { domains: true },
        ],
        [],
      ],
    ],
  );
});
test('a BaselineAdminNetworkPolicy has no priority', async () => {
  const policy = await read(
    'subject: {namespaces: {}}\ningress: [{action: Deny, from: [{namespaces: {}}]}]',
    'BaselineAdminNetworkPolicy',
  );
  assert.deepEqual([policy.tier, policy.priority, policy.unclear], ['baseline', 0, false]);
});
const clear: Readonly<Record<string, readonly [spec: string, unclear: boolean]>> = {
  'without rules': [start, false],
  'without a priority': ['subject: {namespaces: {}}', true],
  'with a priority that there is not': ['priority: 1001\nsubject: {namespaces: {}}', true],
  'without a subject': ['priority: 1', true],
  'with a subject of an earlier release': ['priority: 1\nsubject: {namespaces: {sameLabels: [team]}}', true],
  'with an action that there is not': [`${start}ingress: [{action: Log, from: [{namespaces: {}}]}]`, true],
  'with a rule without peers': [`${start}ingress: [{action: Allow, from: []}]`, true],
  'with a peer that is none': [`${start}ingress: [{action: Allow, from: [{networks: [10.0.0.0/8]}]}]`, true],
  'with a port that is none': [
    `${start}ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{portNumber: {protocol: TCP, port: 0}}]}]`,
    true,
  ],
  'with a range that ends before it begins': [
    `${start}ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{portRange: {start: 9, end: 8}}]}]`,
    true,
  ],
  'with a template': ['priority: {{ .Values.priority }}\nsubject: {namespaces: {}}', true],
};
for (const [fact, [spec, unclear]] of Object.entries(clear))
  test(`a policy of the cluster ${fact}`, async () => assert.equal((await read(spec)).unclear, unclear));
test('what is not rendered is told', async () => {
  const content = text('priority: 1\nsubject: {namespaces: {matchLabels: {team: "{{ .Values.team }}"}}}');
  const drafts = await readSample(kubernetesReader, { path: 'p.yaml', content });
  assert.equal(unknownsIn(drafts).length, 1);
});

// Settings of a pod as a whole, and of its controller: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PodSettings } from '../../model/workload.ts';
import { bareField, readSample, workloadsIn } from './config-sample.ts';
import { kubernetesReader } from './kubernetes.ts';

/** A CronJob and a StatefulSet in one: what a kind does not know is read all the same. */
const objectText = (spec: string, { kind = 'Deployment', apiVersion = 'apps/v1', root = '' } = {}): string => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: web}
spec:
  ${root}
  template:
    metadata: {annotations: {example.org/owner: me}}
    spec: {containers: [{name: web, image: "web:1"}], ${spec}}
`;
async function settingsOf(content: string): Promise<PodSettings> {
  const pod = workloadsIn(await readSample(kubernetesReader, { path: 'pod.yaml', content }))[0]?.pod;
  assert.ok(pod);
  return pod;
}
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const ofThePod: readonly (readonly [spec: string, name: keyof PodSettings, said: unknown])[] = [
  ['nodeName: a', 'nodeName', 'a'],
  ['nodeName: "{{ .Values.node }}"', 'nodeName', '? {{ .Values.node }} was not rendered'],
  ['priorityClassName: high', 'priorityClass', 'high'],
  [
    'volumes: [{name: a, hostPath: {path: /run/, type: Socket}}]',
    'volumes',
    [{ name: 'a', type: 'hostPath', source: '/run', hostType: 'Socket' }],
  ],
  [
    'volumes: [{name: a}, {name: b, csi: {driver: x}}]',
    'volumes',
    [
      { name: 'a', type: 'emptyDir' },
      { name: 'b', type: 'csi' },
    ],
  ],
  ['volumes: [{name: a, secret: {secretName: s}}]', 'volumes', [{ name: 'a', type: 'secret', source: 's' }]],
  ['tolerations: [{operator: Exists}]', 'tolerations', [{ operator: 'Exists' }]],
  [
    'tolerations: [{key: a, value: b, effect: NoSchedule}]',
    'tolerations',
    [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }],
  ],
  ['tolerations: [{key: "{{ a }}"}]', 'tolerations', ['? {{ a }} was not rendered']],
  ['nodeSelector: {disk: ssd}', 'nodeSelector', ['disk=ssd']],
  [
    `affinity: {nodeAffinity: {${required}: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}, {key: b, operator: In, values: [x, y]}, {key: c, operator: NotIn, values: [z]}]}]}}}`,
    'nodeSelector',
    ['a', 'b=x', 'b=y'],
  ],
  ['imagePullSecrets: [{name: registry}]', 'imagePullSecrets', ['registry']],
  ['resourceClaims: [{name: gpu, resourceClaimTemplateName: one-gpu}]', 'resourceClaims', ['one-gpu']],
  ['dnsConfig: {options: [{name: edns0}, {name: ndots, value: "2"}]}', 'ndots', '2'],
  [`affinity: {podAntiAffinity: {${required}: [{topologyKey: zone}]}}`, 'podAntiAffinity', true],
  ['affinity: {podAntiAffinity: {}}', 'podAntiAffinity', false],
  ['topologySpreadConstraints: [{maxSkew: 1}]', 'topologySpread', true],
  ['restartPolicy: Always', 'annotations', { 'example.org/owner': 'me' }],
];
const ofTheController: readonly (readonly [root: string, name: keyof PodSettings, said: unknown, kind?: string])[] = [
  ['replicas: 3', 'replicas', 3],
  ['strategy: {type: Recreate}', 'strategy', 'Recreate'],
  ['updateStrategy: {type: OnDelete}', 'strategy', 'OnDelete', 'StatefulSet'],
  ['selector: {matchLabels: {app: web}}', 'selector', { labels: { app: 'web' }, expressions: [] }],
  [
    'selector: {matchExpressions: [{key: a, operator: In, values: [b]}]}',
    'selector',
    { labels: {}, expressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
  ],
  ['ttlSecondsAfterFinished: 60', 'finishedTtl', 60],
  ['startingDeadlineSeconds: 30', 'startingDeadline', 30],
  ['schedule: "@daily"', 'schedule', '@daily'],
  ['serviceName: db', 'serviceName', 'db', 'StatefulSet'],
];
test('each setting of a pod is told', async () => {
  for (const [spec, name, said] of ofThePod) {
    const pod = await settingsOf(objectText(spec));
    assert.deepEqual(bareOf(pod[name]), said, spec);
  }
});
test('each setting of what controls pods is told', async () => {
  for (const [root, name, said, kind] of ofTheController) {
    const pod = await settingsOf(objectText('', { root, ...(kind && { kind }) }));
    assert.deepEqual(bareOf(pod[name]), said, root);
  }
});
function bareOf(value: PodSettings[keyof PodSettings]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (isField(item) ? bareField(item) : item));
  return isField(value) ? bareField(value) : value;
}
function isField(value: unknown): value is Parameters<typeof bareField>[0] {
  return typeof value === 'object' && value !== null && ('from' in value || 'unknown' in value);
}

test('the version, the place of the context and of the old name of the account, and the claims', async () => {
  const root = `volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}`;
  const spec = 'serviceAccount: old, securityContext: {runAsNonRoot: true}';
  const pod = await settingsOf(objectText(spec, { kind: 'StatefulSet', root }));
  assert.equal(pod.apiVersion, 'apps/v1');
  assert.deepEqual(pod.ways, { object: [], pod: ['spec', 'template', 'spec'] });
  assert.deepEqual([pod.oldServiceAccount?.line, pod.securityContext?.line], [11, 11]);
  assert.deepEqual(pod.claims, [
    { name: 'data', accessModes: ['ReadWriteOnce'], storage: '1Gi', at: { path: 'pod.yaml', line: 7, column: 18 } },
  ]);
});
test('a pod has no controller, and its core group no name', async () => {
  const content = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: web, image: "web:1"}]}\n';
  const { apiVersion, replicas, selector, claims } = await settingsOf(content);
  assert.deepEqual([apiVersion, replicas, selector, claims], ['v1', undefined, undefined, []]);
});
test('the selector of a replication controller is labels', async () => {
  const text = objectText('', { kind: 'ReplicationController', apiVersion: 'v1', root: 'selector: {app: web}' });
  assert.deepEqual((await settingsOf(text)).selector, { labels: { app: 'web' }, expressions: [] });
});
test('a CronJob says of its jobs when they are cleaned up', async () => {
  const content = `apiVersion: batch/v1
kind: CronJob
metadata: {name: a}
spec:
  schedule: "0 3 * * *"
  jobTemplate: {spec: {ttlSecondsAfterFinished: 5, template: {spec: {containers: [{name: a, image: "a:1"}]}}}}
`;
  const pod = await settingsOf(content);
  assert.deepEqual([bareOf(pod.finishedTtl), bareOf(pod.schedule)], [5, '0 3 * * *']);
  assert.deepEqual(pod.ways.pod, ['spec', 'jobTemplate', 'spec', 'template', 'spec']);
});
test('a ConfigMap becomes variables', async () => {
  const content = `apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: shop}
immutable: true
data: {LEVEL: info, EMPTY: "", ODD: [1]}
binaryData: {logo.png: iVBORw0KGgo=}
`;
  const [draft] = await readSample(kubernetesReader, { path: 'config.yaml', content });
  assert.ok(draft?.kind === 'variables');
  assert.deepEqual(
    [draft.type, draft.name, draft.namespace, draft.immutable, draft.entries.map((entry) => bareField(entry))],
    [
      'config-map',
      'web',
      'shop',
      true,
      [{ name: 'LEVEL', value: 'info' }, { name: 'EMPTY', value: '' }, '? not a text', { name: 'logo.png' }],
    ],
  );
});

// What a manifest declares: one row, one fact.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { bare, bareField, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { kubernetesReader } from './kubernetes.ts';

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers/kubernetes');
function read(
  content: string | Uint8Array,
  name = 'k8s/web.yaml',
  beside?: Record<string, string>,
): Promise<readonly Draft[]> {
  return readSample(kubernetesReader, { path: name, content, ...(beside && { beside }) });
}
const fixture = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const full = await read(fixture('full/manifest.yaml'), 'full/manifest.yaml');

/** A Deployment of one container; the texts are flow maps. */
function deployment({ pod = '', container = '', context = '' }): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      x: 0
${pod === '' ? '' : `      ${pod}\n`}      containers:
        - name: web
          image: a:1
${container === '' ? '' : `          ${container}\n`}          securityContext: {${context}}
`;
}

test('each field of the model has its place in a pod', () => {
  const containers = workloadsIn(full)[0]?.containers;
  assert.deepEqual(bare(containers?.[0]), {
    privileged: true,
    user: '0:3000',
    group: '3000',
    runAsNonRoot: true,
    noNewPrivileges: true,
    readOnlyRootfs: true,
    seccomp: { type: 'localhost', name: 'profiles/web.json' },
    apparmor: { type: 'runtime' },
    selinuxDisabled: true,
    selinux: { type: 'spc_t' },
    procUnmasked: true,
    network: 'host',
    pid: 'host',
    ipc: 'host',
    userNamespace: true,
    memoryLimit: 268_435_456,
    cpuLimit: 0.5,
    runtime: 'gvisor',
    serviceAccount: 'web',
    serviceAccountToken: true,
    capAdd: ['NET_ADMIN', 'SYS_TIME'],
    capDrop: ['ALL'],
    mounts: [
      { kind: 'bind', source: '/var', target: '/host', readOnly: true, propagation: 'slave' },
      { kind: 'bind', source: '/var/run/docker.sock', target: '/run/sock', readOnly: false },
      { kind: 'volume', target: '/data', readOnly: false },
      { kind: 'volume', source: 'data', target: '/claim', readOnly: false },
      { kind: 'config', source: 'web', target: '/etc/web', readOnly: true },
      { kind: 'secret', source: 'db', target: '/etc/secret', readOnly: true },
      { kind: 'tmpfs', target: '/tmp', readOnly: false },
      { kind: 'volume', target: '/scratch', readOnly: false, type: 'emptyDir' },
      { kind: 'secret', source: 'token', target: '/token', readOnly: true, type: 'projected', token: {} },
      { kind: 'other', source: 'nfs', target: '/nfs', readOnly: false, type: 'nfs' },
      { kind: 'other', source: 'gone', target: '/gone', readOnly: false },
    ],
    ports: [
      { container: 8080, host: 80, hostIp: '10.0.0.1', protocol: 'tcp' },
      { container: 53, protocol: 'udp', name: 'dns' },
    ],
    env: [
      { name: 'DB_*', ref: 'secret:db' },
      { name: '*', ref: 'configmap:web' },
      { name: 'LEVEL', value: 'info' },
      { name: 'PASSWORD', ref: 'secret:db/password' },
      { name: 'MODE', ref: 'configmap:web/mode' },
      { name: 'IP', ref: 'field:status.podIP' },
    ],
  });
});
test('a container without a word of its own has the pod’s, and annotations from before there were fields', () => {
  const old = workloadsIn(full)[0]?.containers.find(({ name }) => name === 'old');
  assert.deepEqual(bare(old), {
    user: '1000:3000',
    group: '3000',
    runAsNonRoot: true,
    seccomp: { type: 'runtime' },
    apparmor: { type: 'unconfined' },
    network: 'host',
    pid: 'host',
    ipc: 'host',
    userNamespace: true,
    memoryLimit: 1_073_741_824,
    cpuLimit: 2,
    runtime: 'gvisor',
    serviceAccount: 'web',
    serviceAccountToken: true,
  });
});
test('roles and the ways back to the text', () => {
  const containers = workloadsIn(full)[0]?.containers ?? [];
  assert.deepEqual(
    containers.map(({ name, role, raw }) => [name, role, raw.document, raw.pointer.slice(-2)]),
    [
      ['web', 'main', 6, ['containers', 0]],
      ['old', 'main', 6, ['containers', 1]],
      ['prepare', 'init', 6, ['initContainers', 0]],
      ['proxy', 'sidecar', 6, ['initContainers', 1]],
      ['debug', 'ephemeral', 6, ['ephemeralContainers', 0]],
    ],
  );
  assert.deepEqual(containers[0]?.raw.pointer, ['spec', 'template', 'spec', 'containers', 0]);
});
test('every field says where it stands', () => {
  const text = fixture('full/manifest.yaml').split('\n');
  const declared = workloadsIn(full)[0]?.containers[0]?.declared;
  const lineWith = (part: string): string =>
    `full/manifest.yaml:${String(text.findIndex((line) => line.includes(part)) + 1)}`;
  assert.equal(whereIs(declared?.privileged), lineWith('privileged: true'));
  assert.equal(whereIs(declared?.runAsNonRoot), lineWith('runAsNonRoot'));
  assert.equal(
    whereIs(declared?.mounts?.[0]),
    `${lineWith('mountPath: /host')} < ${lineWith('hostPath: {path: /var')}`,
  );
});
test('what is no workload', () => {
  const others = full.filter(({ kind }) => kind !== 'workload').map(({ ...draft }) => ({ ...draft, at: undefined }));
  assert.deepEqual(
    others.map((draft) => [draft.kind, 'name' in draft ? draft.name : '', 'namespace' in draft ? draft.namespace : '']),
    [
      ['service', 'web', 'shop'],
      ['identity', 'web', 'shop'],
      ['secret', 'db', 'shop'],
      ['volume', 'data', ''],
    ],
  );
  const service = full.find((draft) => draft.kind === 'service');
  assert.deepEqual(service?.ports, [
    { port: 80, target: 'http', node: 30_080 },
    { port: 443, target: 8443 },
  ]);
  assert.deepEqual([service?.type, service?.selector], ['NodePort', { app: 'web' }]);
  const volume = full.find((draft) => draft.kind === 'volume');
  assert.deepEqual([bareField(volume?.hostPath), volume?.project], ['/srv/disk', 'shop']);
  assert.equal(bareField(full.find((draft) => draft.kind === 'identity')?.automount), false);
});
test('the values of secrets are nowhere', () => assert.equal(JSON.stringify(full).includes('hunter2'), false));
test('a list in JSON', async () => {
  const drafts = await read(fixture('list/list.json'), 'list.json');
  assert.deepEqual(
    workloadsIn(drafts).map(({ type, name, containers }) => [
      type,
      name,
      containers[0]?.raw.pointer.slice(0, 3),
      bare(containers[0]),
    ]),
    [
      ['Pod', 'one', ['items', 0, 'spec'], {}],
      ['CronJob', 'two', ['items', 1, 'spec'], { privileged: true }],
    ],
  );
});

const kinds: readonly (readonly [version: string, kind: string, way: readonly string[]])[] = [
  ['v1', 'Pod', []],
  ['v1', 'PodTemplate', ['template']],
  ['v1', 'ReplicationController', ['spec', 'template']],
  ['apps/v1', 'Deployment', ['spec', 'template']],
  ['apps/v1', 'ReplicaSet', ['spec', 'template']],
  ['apps/v1', 'DaemonSet', ['spec', 'template']],
  ['apps/v1', 'StatefulSet', ['spec', 'template']],
  ['batch/v1', 'Job', ['spec', 'template']],
  ['batch/v1beta1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
];
for (const [apiVersion, kind, way] of kinds) {
  test(`${kind} has its pods at ${way.join('.')}`, async () => {
    const template: unknown = { spec: { containers: [{ name: 'a', image: 'a:1' }] } };
    const body = way.toReversed().reduce((inner: unknown, key) => ({ [key]: inner }), template);
    const root = { apiVersion, kind, metadata: { name: 'x' }, ...Object(body) };
    const [workload] = workloadsIn(await read(JSON.stringify(root), 'x.json'));
    assert.deepEqual([workload?.type, workload?.containers[0]?.raw.pointer], [kind, [...way, 'spec', 'containers', 0]]);
  });
}

const fields: readonly (readonly [fact: string, text: string, field: string, value: unknown])[] = [
  [
    'a container overrides its pod',
    deployment({ pod: 'securityContext: {runAsUser: 1}', context: 'runAsUser: 2' }),
    'user',
    '2',
  ],
  ['a group alone is no user', deployment({ context: 'runAsGroup: 2' }), 'user', undefined],
  ['null is not declared', deployment({ context: 'privileged: null' }), 'privileged', undefined],
  ['yes is true', deployment({ context: 'privileged: yes' }), 'privileged', true],
  ['a quoted boolean is refused', deployment({ context: 'privileged: "true"' }), 'privileged', '? not true or false'],
  ['escalation allowed', deployment({ context: 'allowPrivilegeEscalation: true' }), 'noNewPrivileges', false],
  ['a shared process namespace', deployment({ pod: 'shareProcessNamespace: true' }), 'pid', 'pod'],
  ['hostNetwork off', deployment({ pod: 'hostNetwork: false' }), 'network', 'pod'],
  ['the host’s users', deployment({ pod: 'hostUsers: true' }), 'userNamespace', false],
  [
    'an SELinux type that confines',
    deployment({ context: 'seLinuxOptions: {type: container_t}' }),
    'selinuxDisabled',
    false,
  ],
  [
    'a profile that is none',
    deployment({ context: 'seccompProfile: {type: None}' }),
    'seccomp',
    '? not a type of profile',
  ],
  ['the old name of the account', deployment({ pod: 'serviceAccount: x' }), 'serviceAccount', 'x'],
  ['a memory limit of 0 is none', deployment({ container: 'resources: {limits: {memory: 0}}' }), 'memoryLimit', -1],
  [
    'a port that is not published',
    deployment({ container: 'ports: [{containerPort: 1}]' }),
    'ports',
    [{ container: 1, protocol: 'tcp' }],
  ],
  [
    'a value in a template',
    deployment({ context: 'runAsUser: "{{ .Values.uid }}"' }),
    'user',
    '? {{ .Values.uid }} was not rendered',
  ],
  [
    'a bare value in a template',
    deployment({ context: 'privileged: {{ .Values.p }}' }),
    'privileged',
    '? {{ .Values.p }} was not rendered',
  ],
  ['the last of a repeated key', deployment({ context: 'privileged: false, privileged: true' }), 'privileged', true],
  [
    'a mount below a host path cannot climb',
    deployment({
      pod: 'volumes: [{name: h, hostPath: {path: /a}}]',
      container: 'volumeMounts: [{name: h, mountPath: /m, subPath: ../b}]',
    }),
    'mounts',
    [{ kind: 'bind', source: '/a', target: '/m', readOnly: false }],
  ],
];
for (const [fact, text, field, value] of fields) {
  test(fact, async () => {
    const [workload] = workloadsIn(await read(text));
    assert.deepEqual(bare(workload?.containers[0])[field], value);
  });
}
test('merge keys and aliases are followed, and say so', async () => {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: x, annotations: {y: &s {privileged: true, runAsUser: 5}}}
spec:
  containers:
    - {name: a, image: "a:1", securityContext: *s}
    - name: b
      image: b:1
      securityContext:
        <<: *s
        runAsUser: 6
`;
  const containers = workloadsIn(await read(text))[0]?.containers ?? [];
  assert.deepEqual(containers.map(bare), [
    { privileged: true, user: '5' },
    { privileged: true, user: '6' },
  ]);
  const places = containers.map(({ declared }) => whereIs(declared.privileged));
  assert.deepEqual(places, ['k8s/web.yaml:3 < k8s/web.yaml:6', 'k8s/web.yaml:3 < k8s/web.yaml:10']);
});

const containers = 'containers: [{name: web, image: "a:1", securityContext: {privileged: true}}]';
const embedded: readonly (readonly [apiVersion: string, kind: string, spec: string, workloads: number])[] = [
  ['argoproj.io/v1alpha1', 'Rollout', `template: {spec: {${containers}}}`, 1],
  ['serving.knative.dev/v1', 'Service', `template: {spec: {${containers}}}`, 1],
  ['apps.kruise.io/v1alpha1', 'CloneSet', `template: {spec: {${containers}}}`, 1],
  [
    'apps.kruise.io/v1alpha1',
    'AdvancedCronJob',
    `template: {jobTemplate: {spec: {template: {spec: {${containers}}}}}}`,
    1,
  ],
  ['apps.openshift.io/v1', 'DeploymentConfig', `template: {spec: {${containers}}}`, 1],
  ['keda.sh/v1alpha1', 'ScaledJob', `jobTargetRef: {template: {spec: {${containers}}}}`, 1],
  ['example.org/v1', 'Shop', `podTemplate: {spec: {${containers}}}`, 1],
  ['example.org/v1', 'Shop', 'template: {spec: {containers: [{name: web}]}}', 0],
  ['example.org/v1', 'Shop', 'template: {spec: {containers: [web, {image: "a:1"}]}}', 0],
  ['example.org/v1', 'Shop', 'template: {spec: {containers: {image: "a:1"}}}', 0],
  ['tekton.dev/v1', 'Task', 'steps: [{name: web, image: "a:1"}]', 0],
];
for (const [apiVersion, kind, spec, count] of embedded) {
  test(`a pod template in a custom resource: ${kind} with ${spec}`, async () => {
    const drafts = await read(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: shop}\nspec: {${spec}}\n`);
    const found = workloadsIn(drafts);
    assert.deepEqual(
      found.map(({ type, name }) => [type, name]),
      Array.from({ length: count }, () => [kind, 'shop']),
    );
    for (const { containers: each } of found) assert.equal(bare(each[0])['privileged'], true);
  });
}

const unread: readonly (readonly [apiVersion: string, kind: string, spec: string, isTold: boolean])[] = [
  ['tekton.dev/v1', 'Task', 'steps: [{name: web, image: "a:1"}]', true],
  ['tekton.dev/v1', 'TaskRun', 'taskSpec: {steps: [{name: web, image: "a:1"}]}', true],
  ['tekton.dev/v1', 'TaskRun', 'taskRef: {name: web}', false],
  ['argoproj.io/v1alpha1', 'Workflow', 'templates: [{name: web, container: {image: "a:1"}}]', true],
  ['argoproj.io/v1alpha1', 'CronWorkflow', 'workflowSpec: {templates: [{name: web, container: {image: "a:1"}}]}', true],
  ['argoproj.io/v1alpha1', 'Workflow', 'workflowTemplateRef: {name: web}', false],
  ['example.org/v1', 'Workflow', 'templates: [{name: web}]', false],
];
for (const [apiVersion, kind, spec, isTold] of unread) {
  test(`containers that are not read are ${isTold ? '' : 'not '}told: ${kind} with ${spec}`, async () => {
    const drafts = await read(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: shop}\nspec: {${spec}}\n`);
    const why = `the containers of ${kind} shop are not read yet`;
    assert.deepEqual(
      unknownsIn(drafts).map((unknown) => [unknown.code, unknown.why, unknown.incomplete]),
      isTold ? [['unsupported', why, true]] : [],
    );
  });
}

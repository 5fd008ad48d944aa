// Both formats of workloads at once: the same declared gives the same model, and no text brings them down.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { InputError } from '../../model/errors.ts';
import type { Draft } from '../../model/facts.ts';
import { bare, bareField, readSample, workloadsIn } from './config-sample.ts';
import { composeReader } from './compose.ts';
import { kubernetesReader } from './kubernetes.ts';
import { processorMs, startedNow } from '../../../test/processor-time.ts';

const readers = [composeReader, kubernetesReader];
const pairs: readonly (readonly [fact: string, service: string, pod: string, container: string])[] = [
  ['privileged', 'privileged: true', '', 'securityContext: {privileged: true}'],
  ['not privileged', 'privileged: false', '', 'securityContext: {privileged: false}'],
  ['user', 'user: "1000"', '', 'securityContext: {runAsUser: 1000}'],
  ['user and group', 'user: "1000:3000"', 'securityContext: {runAsGroup: 3000}', 'securityContext: {runAsUser: 1000}'],
  ['host network', 'network_mode: host', 'hostNetwork: true', ''],
  ['host pid', 'pid: host', 'hostPID: true', ''],
  ['own pid', 'pid: private', 'hostPID: false', ''],
  ['host ipc', 'ipc: host', 'hostIPC: true', ''],
  ['host users', 'userns_mode: host', 'hostUsers: true', ''],
  [
    'no new privileges',
    'security_opt: ["no-new-privileges:true"]',
    '',
    'securityContext: {allowPrivilegeEscalation: false}',
  ],
  [
    'new privileges',
    'security_opt: ["no-new-privileges:false"]',
    '',
    'securityContext: {allowPrivilegeEscalation: true}',
  ],
  ['read-only', 'read_only: true', '', 'securityContext: {readOnlyRootFilesystem: true}'],
  ['seccomp off', 'security_opt: ["seccomp=unconfined"]', '', 'securityContext: {seccompProfile: {type: Unconfined}}'],
  [
    'seccomp of the engine',
    'security_opt: ["seccomp=builtin"]',
    'securityContext: {seccompProfile: {type: RuntimeDefault}}',
    '',
  ],
  [
    'a seccomp profile',
    'security_opt: ["seccomp=a.json"]',
    '',
    'securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}',
  ],
  [
    'AppArmor off',
    'security_opt: ["apparmor=unconfined"]',
    '',
    'securityContext: {appArmorProfile: {type: Unconfined}}',
  ],
  ['an SELinux type', 'security_opt: ["label=type:spc_t"]', '', 'securityContext: {seLinuxOptions: {type: spc_t}}'],
  ['/proc', 'security_opt: ["systempaths=unconfined"]', '', 'securityContext: {procMount: Unmasked}'],
  ['runtime', 'runtime: kata', 'runtimeClassName: kata', ''],
  [
    'limits',
    'deploy: {resources: {limits: {cpus: "0.25", memory: 64m}}}',
    '',
    'resources: {limits: {cpu: 250m, memory: 64Mi}}',
  ],
  [
    'capabilities',
    'cap_add: [NET_ADMIN]\n    cap_drop: [ALL]',
    '',
    'securityContext: {capabilities: {add: [CAP_NET_ADMIN], drop: [all]}}',
  ],
  ['variables', 'environment: {A: b}', '', 'env: [{name: A, value: b}]'],
  [
    'a published port',
    'ports: ["10.0.0.1:80:8080/udp"]',
    '',
    'ports: [{containerPort: 8080, hostPort: 80, hostIP: 10.0.0.1, protocol: UDP}]',
  ],
  ['a port that listens', 'expose: [8080]', '', 'ports: [{containerPort: 8080}]'],
  [
    'a host path',
    'volumes: ["/etc:/host:ro,rshared"]',
    'volumes: [{name: v, hostPath: {path: /etc}}]',
    'volumeMounts: [{name: v, mountPath: /host, readOnly: true, mountPropagation: Bidirectional}]',
  ],
  [
    'a volume',
    'volumes: ["data:/d"]',
    'volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]',
    'volumeMounts: [{name: v, mountPath: /d}]',
  ],
  [
    'memory',
    'tmpfs: [/tmp]',
    'volumes: [{name: v, emptyDir: {medium: Memory}}]',
    'volumeMounts: [{name: v, mountPath: /tmp}]',
  ],
  [
    'a secret',
    'secrets: [{source: s, target: /s}]',
    'volumes: [{name: v, secret: {secretName: s}}]',
    'volumeMounts: [{name: v, mountPath: /s}]',
  ],
];
for (const [fact, service, pod, container] of pairs) {
  test(`the same in both: ${fact}`, async () => {
    const compose = `services:\n  web:\n    image: a:1\n    ${service}\n`;
    const kubernetes = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  x: 0
${pod === '' ? '' : `  ${pod}\n`}  containers:
    - name: web
      image: a:1
${container === '' ? '' : `      ${container}\n`}`;
    const [one] = workloadsIn(await readSample(composeReader, { path: 'compose.yaml', content: compose }));
    const [two] = workloadsIn(await readSample(kubernetesReader, { path: 'web.yaml', content: kubernetes }));
    const { networks: _networks, ...declared } = bare(one?.containers[0]);
    assert.deepEqual(declared, bare(two?.containers[0]));
    assert.notDeepEqual(declared, {});
    assert.equal(bareField(one?.containers[0]?.image), bareField(two?.containers[0]?.image));
  });
}

test('no reader wants a file of the other', async () => {
  const compose = 'services: {a: {image: b}}';
  const kubernetes = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{image: a}]}';
  assert.deepEqual(await readSample(kubernetesReader, { path: 'a.yaml', content: compose }), []);
  assert.deepEqual(await readSample(composeReader, { path: 'a.yaml', content: kubernetes }), []);
});

/** Facts, or the refusal that becomes an unknown; anything else is a fault. */
async function survives(name: string, content: string | Uint8Array): Promise<readonly Draft[] | InputError> {
  const drafts: Draft[] = [];
  for (const reader of readers) {
    try {
      drafts.push(...(await readSample(reader, { path: name, content, beside: {} })));
    } catch (error) {
      if (error instanceof InputError) return error;
      throw error;
    }
  }
  return drafts;
}
const pod = (containers: string): string => `apiVersion: v1\nkind: Pod\nspec:\n  containers: ${containers}\n`;
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
for (let level = 1; level < 9; level += 1) {
  const [own, below] = ['abcdefghij'[level], 'abcdefghij'[level - 1]];
  bomb.push(`${own ?? ''}: &${own ?? ''} [${Array.from({ length: 9 }, () => `*${below ?? ''}`).join(', ')}]`);
}
const chain = Array.from(
  { length: 5000 },
  (_, index) => `k${String(index)}: &k${String(index)} {<<: *k${String(index - 1)}, x${String(index)}: 1}\n`,
);
const hostile: readonly (readonly [fact: string, name: string, text: string])[] = [
  [
    'a service list of aliases of aliases',
    'compose.yaml',
    `${bomb.join('\n')}\nservices: {w: {image: a, cap_add: *i, volumes: *i, environment: *i}}`,
  ],
  [
    'one large map in many places',
    'compose.yaml',
    `x: &x {${Array.from({ length: 3000 }, (_, index) => `k${String(index)}: v`).join(', ')}}\nservices:\n${Array.from({ length: 3000 }, (_, index) => `  s${String(index)}: {image: a, environment: *x}\n`).join('')}`,
  ],
  ['merge keys of merge keys', 'compose.yaml', `k-1: &k-1 {image: a}\n${chain.join('')}services: {w: *k4999}`],
  ['a merge key of itself', 'compose.yaml', 'services: &s {w: {image: a, <<: *s}}'],
  ['a merge of no map', 'compose.yaml', 'services: {w: {image: a, <<: [1, {<<: x}]}}'],
  ['anchors in keys', 'compose.yaml', '&a services: {&b w: {image: a, *a : *b, ? [x] : y}}'],
  [
    'volumes from each other',
    'compose.yaml',
    `services:\n${Array.from({ length: 40 }, (_, index) => `  s${String(index)}: {image: a, volumes: ["/a:/b"], volumes_from: [${Array.from({ length: 40 }, (_x, other) => `s${String(other)}`).join(', ')}]}\n`).join('')}`,
  ],
  ['very many ports', 'compose.yaml', `services: {w: {image: a, ports: [${'"1-1000", '.repeat(2000)}]}}`],
  [
    'names of the language',
    'compose.yaml',
    'services: {__proto__: {image: a}, constructor: {image: b, labels: {__proto__: x}}}',
  ],
  [
    'scalars for everything',
    'compose.yaml',
    `services: {w: {image: a, ${['ports', 'volumes', 'environment', 'deploy', 'build', 'networks', 'labels', 'extends', 'devices', 'secrets', 'sysctls', 'ulimits', 'healthcheck', 'gpus', 'group_add', 'extra_hosts', 'post_start', 'logging', 'storage_opt'].map((key) => `${key}: 1`).join(', ')}}}`,
  ],
  [
    'lists for everything',
    'compose.yaml',
    `services: {w: {image: [a], ${['privileged', 'user', 'deploy', 'build', 'pid', 'env_file', 'tmpfs', 'security_opt', 'sysctls', 'ulimits', 'healthcheck', 'gpus', 'extra_hosts', 'command', 'pre_stop', 'restart', 'oom_score_adj'].map((key) => `${key}: [[1]]`).join(', ')}}}`,
  ],
  [
    'containers that are none',
    'p.yaml',
    pod(
      '[1, null, [], {}, {name: [x], image: {}, env: 1, ports: [1], volumeMounts: [1], securityContext: [], livenessProbe: 1, lifecycle: [], command: x, resources: [], tty: {}}]',
    ),
  ],
  [
    'many containers of one anchor',
    'p.yaml',
    `x: &x {image: a, env: [${'{name: a, value: b}, '.repeat(2000)}]}\n${pod(`[${'*x, '.repeat(2000)}]`)}`,
  ],
  ['lists of lists', 'p.json', `${'{"apiVersion":"v1","kind":"List","items":['.repeat(45)}${']}'.repeat(45)}`],
  [
    'a lone surrogate',
    'p.json',
    String.raw`{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"image": "\ud800"}]}}`,
  ],
];
for (const [fact, name, text] of hostile) {
  test(`survives ${fact}`, async () => {
    const started = startedNow();
    const drafts = await survives(name, text);
    assert.ok(processorMs(started) < 3000);
    assert.ok(drafts instanceof InputError ? drafts.code === 'limit-reached' : drafts.length < 3_000_000);
  });
}
test('a service named like a property of the language is a service', async () => {
  const drafts = await survives('compose.yaml', 'services: {__proto__: {image: a}, constructor: {image: b}}');
  assert.ok(!(drafts instanceof InputError));
  assert.deepEqual(
    workloadsIn(drafts).map(({ name }) => name),
    ['__proto__', 'constructor'],
  );
});

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers');
const fixtures = [
  'compose/full/compose.yaml',
  'compose/settings/compose.yaml',
  'kubernetes/full/manifest.yaml',
  'kubernetes/settings/pod.yaml',
  'kubernetes/list/list.json',
];
/** The same numbers in every run (Park and Miller). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}
for (const name of fixtures) {
  test(`${name} truncated, with flipped bits and parts doubled`, async () => {
    const bytes = readFileSync(path.join(folder, name));
    const random = numbers(bytes.length);
    const next = (below: number): number => (random.next().value ?? 0) % below;
    for (let round = 0; round < 120; round += 1) {
      const at = next(bytes.length);
      const flipped = Uint8Array.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << next(8));
      const doubled = Buffer.concat([bytes.subarray(0, at), bytes.subarray(next(at + 1))]);
      for (const content of [bytes.subarray(0, at), flipped, doubled]) await survives(name, content);
    }
  });
}

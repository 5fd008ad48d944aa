// Settings and lists of a container in a pod: one row, one fact.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bare, readSample, whereIs, workloadsIn } from './config-sample.ts';
import { kubernetesReader } from './kubernetes.ts';

const file = path.resolve(import.meta.dirname, '../../../testdata/readers/kubernetes/settings/pod.yaml');
const text = readFileSync(file, 'utf8');
const [workload] = workloadsIn(await readSample(kubernetesReader, { path: 'pod.yaml', content: text }));
const containerOf = (name: string) => workload?.containers.find((one) => one.name === name);
const ofThePod = {
  fsGroup: 2000,
  groups: ['44', '0'],
  groupsPolicy: 'Strict',
  sysctls: [{ name: 'net.core.somaxconn', value: '1024' }],
  extraHosts: ['127.0.0.1 web.example www.example'],
  memoryRequest: 1_073_741_824,
};

test('each setting of the model has its place in a pod', () => {
  const { mounts, ...rest } = bare(containerOf('web'));
  assert.deepEqual(rest, {
    ...ofThePod,
    group: '4000',
    selinux: { level: 's0:c1,c2' },
    hostProcess: true,
    restart: { policy: 'on-failure' },
    cpuRequest: 0.25,
    storageRequest: 1_073_741_824,
    storageLimit: 2_147_483_648,
    gpus: '2',
    healthcheck: 'set',
    readiness: true,
    pullPolicy: 'missing',
    stdin: true,
    tty: true,
    command: ['/bin/web', '--level', '$(LEVEL)'],
    handlers: [
      { when: 'liveness', how: 'http', host: '10.0.0.1', port: 8080 },
      { when: 'readiness', how: 'exec', command: ['cat', '/ready'] },
      { when: 'startup', how: 'grpc', port: 9000 },
      { when: 'postStart', how: 'tcp', port: 'http' },
      { when: 'preStop', how: 'sleep' },
    ],
  });
  assert.deepEqual(mounts, [
    { kind: 'bind', source: '/run/web.sock', target: '/socket', readOnly: false, hostType: 'Socket' },
    { kind: 'volume', source: 'data', target: '/claim', readOnly: false, subPath: 'web' },
    { kind: 'volume', source: 'data', target: '/named', readOnly: false, subPath: '$(POD)' },
    { kind: 'secret', source: 'key', target: '/secret', readOnly: true, mode: 0o400 },
    { kind: 'tmpfs', target: '/memory', readOnly: false, sizeLimit: 67_108_864 },
    { kind: 'volume', target: '/scratch', readOnly: false, type: 'emptyDir', sizeLimit: 1_073_741_824 },
    {
      kind: 'secret',
      source: 'token',
      target: '/token',
      readOnly: true,
      type: 'projected',
      mode: 0o440,
      parts: [
        { kind: 'secret', name: 'db' },
        { kind: 'config', name: 'ca', optional: true },
      ],
      token: { audience: 'vault', seconds: 7200 },
    },
    { kind: 'other', source: 'source', target: '/source', readOnly: false, type: 'gitRepo' },
    { kind: 'config', source: 'labels', target: '/labels', readOnly: true, type: 'downwardAPI' },
    { kind: 'volume', target: '/disk', readOnly: false, type: 'ephemeral' },
  ]);
});
test('the container’s own word wins, and SELinux options are taken as a whole', () => {
  assert.deepEqual(bare(containerOf('other')), {
    ...ofThePod,
    group: '3000',
    selinux: { user: 'sysadm_u', role: 'sysadm_r', type: 'spc_t', level: 's0' },
    selinuxDisabled: true,
    hostProcess: false,
    restart: { policy: 'no' },
    cpuRequest: 2,
    pullPolicy: '? not a pull policy',
  });
});
test('each says where it stands', () => {
  const declared = containerOf('web')?.declared;
  const line = (part: string): string =>
    `pod.yaml:${String(text.split('\n').findIndex((one) => one.includes(part)) + 1)}`;
  assert.equal(whereIs(declared?.fsGroup), line('fsGroup'));
  assert.equal(whereIs(declared?.hostProcess), line('hostProcess: true'));
  assert.equal(whereIs(declared?.handlers?.[0]), line('host: 10.0.0.1'));
  assert.equal(whereIs(declared?.extraHosts?.[0]), line('ip: 127.0.0.1'));
});
test('a volume that more is projected into than is read of one is unknown', async () => {
  const mounts = async (count: number): Promise<unknown> => {
    const sources = Array.from({ length: count }, (_, index) => `{secret: {name: s${index}}}`).join(', ');
    const content = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: web, volumeMounts: [{name: all, mountPath: /all}]}]
  volumes: [{name: all, projected: {sources: [${sources}]}}]
`;
    const [pod] = workloadsIn(await readSample(kubernetesReader, { path: 'pod.yaml', content }));
    return bare(pod?.containers[0]).mounts;
  };
  assert.deepEqual(await mounts(101), ['? more is projected into it than is read of one volume']);
  assert.notDeepEqual(await mounts(100), await mounts(101));
});

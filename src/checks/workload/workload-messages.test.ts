import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check, Message } from '../../model/check.ts';
import { toFactId } from '../../model/brand.ts';
import { byDefault, declared } from '../../model/field.ts';
import type { Engine } from '../../model/field.ts';
import type { Fact } from '../../model/facts.ts';
import { toImageId } from '../../model/workload.ts';
import type { Declared, Mount, Namespace, PodSettings } from '../../model/workload.ts';
import { capAddDangerous } from './cap-add-dangerous.ts';
import { capNoDropAll } from './cap-no-drop-all.ts';
import { capSysPtraceHostpid } from './cap-sys-ptrace-hostpid.ts';
import { defaultBridge } from './default-bridge.ts';
import { envSecretLiteral } from './env-secret-literal.ts';
import { groupAddPrivileged } from './group-add-privileged.ts';
import { hostPid } from './host-pid.ts';
import { hostpathWritable } from './hostpath-writable.ts';
import { nsShareContainer } from './ns-share-container.ts';
import { privileged } from './privileged.ts';
import { runAsRoot } from './run-as-root.ts';
import { runtimeUnknown } from './runtime-unknown.ts';
import { sensitiveMountRw } from './sensitive-mount-rw.ts';
import { sampleAt, sampleWorkload, sampleWorld } from './workload-sample.ts';
import type { ContainerSample } from './workload-sample.ts';

const barePod: PodSettings = {
  ways: { object: [], pod: ['spec'] },
  apiVersion: 'v1',
  annotations: {},
  volumes: [],
  tolerations: [],
  nodeSelector: [],
  imagePullSecrets: [],
  resourceClaims: [],
  podAntiAffinity: false,
  topologySpread: false,
  claims: [],
};
const said = <T>(value: T) => declared(value, sampleAt);
const variable = (name: string, value: string): ContainerSample => ({ says: { env: [said({ name, value })] } });

function messagesOf(
  check: Check<'workload'>,
  engine: Engine,
  ...samples: readonly ContainerSample[]
): readonly Message[] {
  return [...check.run(sampleWorkload(engine, ...samples), sampleWorld())];
}
test('every container is judged under its own key and name, whatever its role', () => {
  const says = { privileged: said(true) };
  const messages = messagesOf(privileged, 'kubernetes', { says }, { name: 'setup', role: 'init', says });
  assert.deepEqual(
    messages.map(({ key, what }) => [key, what]),
    [
      ['web', 'container web runs privileged'],
      ['setup', 'container setup runs privileged'],
    ],
  );
});
test('a namespace of a pod is one message for all its containers', () => {
  const says: ContainerSample['says'] = { pid: said<Namespace>('host') };
  const messages = messagesOf(hostPid, 'kubernetes', { says }, { name: 'other', says });
  assert.deepEqual(
    messages.map((message) => [message.key, message.fields.length]),
    [['pod', 2]],
  );
});
test('tracing is worse with the processes of the host in sight', () => {
  const capAdd = [said('SYS_PTRACE')];
  const both: readonly Declared[] = [{ capAdd }, { capAdd, pid: said<Namespace>('host') }];
  const severities = both.map((says) => [
    ...messagesOf(capAddDangerous, 'docker', { says }).map(({ severity }) => severity),
    ...messagesOf(capSysPtraceHostpid, 'docker', { says }).map(() => capSysPtraceHostpid.severity),
  ]);
  assert.deepEqual(severities, [['high'], ['critical']]);
});
test('what a pod has for all its containers is said once', () => {
  const says: ContainerSample['says'] = { groups: [said('docker')] };
  const messages = messagesOf(groupAddPrivileged, 'kubernetes', { says }, { name: 'other', says });
  assert.deepEqual(
    messages.map(({ what }) => what),
    ['the pod adds the group docker: control over the engine'],
  );
});
test('a secret is marked as one, and no message repeats it', () => {
  const [message] = messagesOf(envSecretLiteral, 'docker', variable('DB_PASSWORD', 'hunter2-Qx81vb'));
  assert.equal(message?.fields[0]?.secret, true);
  assert.equal(message.what.includes('hunter2'), false);
});
test('a volume that stands for a host folder is judged as that folder', () => {
  const volume: Fact = {
    kind: 'volume',
    name: 'data',
    project: 'shop',
    external: false,
    hostPath: said('/etc'),
    at: [sampleAt],
    id: toFactId('volume', 'test', 'data'),
    scope: 'test',
  };
  const mount = said<Mount>({ kind: 'volume', source: 'data', target: '/data', readOnly: false });
  const workload = sampleWorkload('docker', { says: { mounts: [mount] } });
  assert.equal([...sensitiveMountRw.run(workload, sampleWorld([volume]))].length, 1);
  assert.equal([...sensitiveMountRw.run(workload, sampleWorld([{ ...volume, project: 'other' }]))].length, 0);
});
test('a folder is graver where the file lies in it that says what runs', () => {
  const said = (file: string, source: string): string => {
    const mount: Mount = { kind: 'bind', source, target: '/mnt', readOnly: false };
    const mounts = [declared(mount, { path: file, line: 1, column: 1 })];
    return messagesOf(hostpathWritable, 'docker', { says: { mounts } })
      .map(({ severity, what }) => `${severity ?? hostpathWritable.severity} ${what}`)
      .join();
  };
  const here = 'writable, where the file lies that says what it may do';
  assert.deepEqual(
    [said('shop/run.sh', '.'), said('shop/run.sh', 'shop'), said('shop/run.sh', 'shop/data')],
    [`medium mounts . ${here}`, `medium mounts shop ${here}`, ''],
  );
  assert.equal(said('shop/run.sh', 'other'), 'low mounts other writable');
  // Nobody knows from where the command is run.
  assert.equal(said('/srv/run.sh', '.'), 'low mounts . writable');
});
test('a network of the project may be called as the default bridge is', () => {
  const network: Fact = {
    kind: 'network',
    name: 'bridge',
    project: 'shop',
    internal: false,
    external: false,
    at: [sampleAt],
    id: toFactId('network', 'test', 'bridge'),
    scope: 'test',
  };
  const workload = sampleWorkload('docker', { says: { networks: [said('bridge')] } });
  const count = (facts: readonly Fact[]): number => [...defaultBridge.run(workload, sampleWorld(facts))].length;
  assert.deepEqual([count([]), count([network]), count([{ ...network, external: true }])], [1, 0, 1]);
});
test('processes are shared between images only', () => {
  const pid = said<Namespace>('pod');
  const pod = (...images: readonly string[]): number => {
    const samples = images.map((image, index) => ({ name: `c${String(index)}`, image: said(image), says: { pid } }));
    return messagesOf(nsShareContainer, 'kubernetes', ...samples).length;
  };
  assert.deepEqual([pod('a:1'), pod('a:1', 'a:1'), pod('a:1', 'b:1')], [0, 0, 1]);
});
test('an annotation that the runtime obeys', () => {
  const count = (name: string): number => {
    const pod: PodSettings = { ...barePod, annotations: { [name]: 'x' } };
    return [...runtimeUnknown.run({ ...sampleWorkload('kubernetes', {}), pod }, sampleWorld())].length;
  };
  assert.deepEqual(
    ['io.katacontainers.config.hypervisor.kernel', 'run.oci.hooks.stderr', 'example.org/owner'].map(count),
    [1, 1, 0],
  );
});
test('an image on its own is not judged as a workload', () => {
  const workload = { ...sampleWorkload('docker', { says: { privileged: said(true) } }), format: 'image' } as const;
  assert.deepEqual([...privileged.run(workload, sampleWorld())], []);
});
test('capabilities are dropped for an ordinary user only', () => {
  const root = { holds: { user: byDefault('', 'docker') }, says: { capDrop: [] } } as const;
  const [withRoot] = messagesOf(capNoDropAll, 'docker', root);
  const [without] = messagesOf(capNoDropAll, 'docker', { says: { capDrop: [] } });
  assert.equal(withRoot?.fix, undefined);
  assert.deepEqual(without?.fix?.edits[0]?.op, 'add');
});
test('root is taken back only where the image has a user of its own', () => {
  const content = toImageId('sha256:1');
  const fact = (user: string): Fact => ({
    kind: 'image',
    os: 'linux',
    architecture: 'amd64',
    user,
    env: [],
    entrypoint: [],
    cmd: [],
    exposedPorts: [],
    labels: {},
    volumes: [],
    healthcheck: false,
    diffIds: [],
    history: [],
    at: [],
    image: content,
    id: toFactId('image', 'test', user),
    scope: 'test',
  });
  const workload = sampleWorkload('docker', { says: { user: said('root') }, content });
  const ops = ['node', ''].map((user) => [...runAsRoot.run(workload, sampleWorld([fact(user)]))][0]?.fix?.edits[0]?.op);
  assert.deepEqual(ops, ['unset', undefined]);
});

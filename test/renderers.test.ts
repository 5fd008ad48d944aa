// Every setting that a format of single containers can say is read back from what its renderer writes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFormats } from '../src/checks/workload/every-format.ts';
import type { Says } from '../src/checks/workload/example-says.ts';
import { isKnown, type Field } from '../src/model/field.ts';
import type { Format } from '../src/model/workload.ts';
import { scanExample } from './scan-folder.ts';

const formats: readonly Format[] = ['docker-run'];
const samples: readonly Says[] = [
  { image: 'registry.example/other:2' },
  { privileged: true },
  { privileged: false },
  { user: '0', group: '' },
  { user: 'web', group: 'shop' },
  { readOnlyRootfs: false },
  { capAdd: ['NET_ADMIN', 'SYS_TIME'] },
  { capDrop: ['NET_RAW'] },
  { noNewPrivileges: false },
  { seccomp: { type: 'unconfined' } },
  { seccomp: { type: 'localhost', name: '/profile.json' } },
  { apparmor: { type: 'unconfined' } },
  { apparmor: { type: 'localhost', name: 'shop' } },
  { selinuxDisabled: true },
  { selinux: { type: 'container_t', level: 's0:c1' } },
  { procUnmasked: true },
  { memoryLimit: 1_048_576 },
  { memoryLimit: -1 },
  { memoryRequest: 65_536 },
  { cpuLimit: 1.5 },
  { pidsLimit: -1 },
  { pidsLimit: 7 },
  { storageLimit: 10_737_418_240 },
  { network: 'host' },
  { network: 'none' },
  { network: 'private' },
  { network: 'container:db' },
  { pid: 'host' },
  { pid: 'container:db' },
  { ipc: 'host' },
  { uts: 'host' },
  { cgroup: 'host' },
  { cgroup: 'private' },
  { userNamespace: false },
  { userNamespace: true },
  { cgroupParent: '/shop' },
  { isolation: 'process' },
  { runtime: 'runsc' },
  { useApiSocket: true },
  { publishAll: true },
  { oomKillDisable: true },
  { oomScoreAdj: -500 },
  { restart: { policy: 'always' } },
  { restart: { policy: 'on-failure', maxRetries: 3 } },
  { healthcheck: 'none' },
  { healthcheck: 'set' },
  { logDriver: 'none' },
  { pullPolicy: 'always' },
  { stdin: true },
  { tty: true },
  { gpus: 'all' },
  { gpus: '2' },
  { mounts: [{ kind: 'bind', source: '/etc', target: '/host', readOnly: true }] },
  { mounts: [{ kind: 'bind', source: '/srv', target: '/srv', readOnly: false, propagation: 'shared' }] },
  { mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }] },
  { mounts: [{ kind: 'volume', target: '/data', readOnly: true }] },
  { mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false, subPath: 'a/b' }] },
  { mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 65_536 }] },
  { mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false, noexec: true }] },
  { mounts: [{ kind: 'image', source: 'a:1', target: '/a', readOnly: true }] },
  { mounts: [{ kind: 'secret', source: 'key', target: '/run/secrets/key', readOnly: true, mode: 0o400 }] },
  { ports: [{ container: 80, host: 8080, protocol: 'tcp' }] },
  { ports: [{ container: 53, host: 53, hostIp: '127.0.0.1', protocol: 'udp' }] },
  { ports: [{ container: 80, host: 8080, hostIp: '::1', protocol: 'tcp' }] },
  { ports: [{ container: 80, host: 0, protocol: 'tcp' }] },
  { ports: [{ container: 9000, protocol: 'tcp' }] },
  {
    env: [
      { name: 'A', value: "it's" },
      { name: 'B', value: 'a b "c" $d %e' },
    ],
  },
  { devices: [{ host: '/dev/fuse', container: '/dev/fuse', permissions: 'rw' }] },
  { networks: ['front', 'back'] },
  { groups: ['docker', '0'] },
  { sysctls: [{ name: 'net.ipv4.ip_forward', value: '1' }] },
  { ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }] },
  { deviceRules: ['c 1:3 rwm'] },
  { volumesFrom: ['db:ro'] },
  { links: ['db:database'] },
  { extraHosts: ['db:10.0.0.1'] },
  { envFiles: ['/etc/web.env'] },
  { command: ['serve', '--port', '80 80'] },
];

/** What was said, with the group where the model has it. */
function expected(sample: Says): Readonly<Record<string, unknown>> {
  const { user, group = '10001' } = sample;
  if (user === undefined || group === '') return { ...sample, ...(group === '' && { group: undefined }) };
  return { ...sample, user: `${user}:${group}`, group };
}
function bare(field: Field<unknown> | readonly Field<unknown>[] | undefined): unknown {
  if (Array.isArray(field)) return (field as readonly Field<unknown>[]).map(bare);
  return isKnown(field as Field<unknown>) ? Reflect.get(field as object, 'value') : field;
}

for (const format of formats) {
  test(`${format}: what is rendered is read back`, async () => {
    let said = 0;
    for (const sample of samples) {
      const [example] = inFormats([format], sample);
      if (example === undefined) continue;
      said += 1;
      const container = (await scanExample(example))?.report.workloads[0]?.containers[0];
      const holds: Readonly<Record<string, unknown>> = { ...container?.effective, image: container?.image };
      for (const [name, value] of Object.entries(expected(sample))) {
        if (value === undefined) continue;
        assert.deepEqual(bare(holds[name] as Field<unknown>), value, `${name} in\n${example.text}`);
      }
    }
    assert.ok(said > samples.length * 0.8, String(said));
  });
}

// Examples say what they mean: each setting of the model, written in each format and read back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleFormats, inFormats } from '../src/checks/workload/every-format.ts';
import type { Says, SaysName } from '../src/checks/workload/example-says.ts';
import { defaultEffective } from '../src/model/engine-defaults.ts';
import { valueOf, type Field } from '../src/model/field.ts';
import type { Format } from '../src/model/workload.ts';
import { scanExample } from './scan-folder.ts';

interface Row {
  readonly says: Says;
  /** Where the format has words of its own for it. */
  readonly reads?: Readonly<Partial<Record<Format, unknown>>>;
  /** Of the two formats that can say nearly everything, the one that cannot say this. */
  readonly not?: readonly Format[];
}
/** A typical value; the first key is what is read back. */
const rows: readonly Row[] = [
  { says: { privileged: true } },
  { says: { user: '1000:3000' } },
  { says: { user: 'app:web' }, not: ['kubernetes'] },
  { says: { group: '3000', user: '1000' } },
  { says: { runAsNonRoot: true }, not: ['compose'] },
  { says: { network: 'host' } },
  { says: { network: 'none' }, not: ['kubernetes'] },
  { says: { network: 'container:db' }, not: ['kubernetes'] },
  { says: { pid: 'host' } },
  { says: { pid: 'pod' }, not: ['compose'] },
  { says: { ipc: 'host' } },
  { says: { uts: 'host' }, not: ['kubernetes'] },
  { says: { cgroup: 'host' }, not: ['kubernetes'] },
  { says: { userNamespace: false } },
  { says: { userNamespace: true }, not: ['compose'] },
  { says: { noNewPrivileges: true } },
  { says: { noNewPrivileges: false } },
  { says: { readOnlyRootfs: true } },
  { says: { seccomp: { type: 'runtime' } } },
  { says: { seccomp: { type: 'unconfined' } } },
  { says: { seccomp: { type: 'localhost', name: 'web.json' } } },
  { says: { apparmor: { type: 'runtime' } } },
  { says: { apparmor: { type: 'unconfined' } } },
  { says: { apparmor: { type: 'localhost', name: 'web' } } },
  { says: { selinuxDisabled: true } },
  { says: { selinux: { user: 'u', role: 'r', type: 'container_t', level: 's0' } } },
  { says: { procUnmasked: true } },
  { says: { runtime: 'kata' } },
  { says: { memoryLimit: 67_108_864 } },
  { says: { cpuLimit: 0.25 } },
  { says: { pidsLimit: 50 }, not: ['kubernetes'] },
  { says: { pidsLimit: -1 }, not: ['kubernetes'] },
  { says: { serviceAccount: 'web' }, not: ['compose'] },
  { says: { serviceAccountToken: true }, not: ['compose'] },
  { says: { fsGroup: 2000 }, not: ['compose'] },
  { says: { groupsPolicy: 'Strict' }, not: ['compose'] },
  { says: { cgroupParent: '/outside' }, not: ['kubernetes'] },
  { says: { hostProcess: true }, not: ['compose'] },
  { says: { isolation: 'process' }, not: ['kubernetes'] },
  { says: { useApiSocket: true }, not: ['kubernetes'] },
  { says: { publishAll: true }, not: ['compose', 'kubernetes'] },
  { says: { memoryRequest: 33_554_432 } },
  { says: { cpuRequest: 0.125 } },
  { says: { storageLimit: 1_073_741_824 } },
  { says: { storageRequest: 1_073_741_824 }, not: ['compose'] },
  { says: { oomKillDisable: true }, not: ['kubernetes'] },
  { says: { oomScoreAdj: -900 }, not: ['kubernetes'] },
  { says: { restart: { policy: 'always' } } },
  { says: { restart: { policy: 'on-failure', maxRetries: 5 } }, not: ['kubernetes'] },
  { says: { healthcheck: 'set' } },
  { says: { healthcheck: 'none' }, not: ['kubernetes'] },
  { says: { readiness: true }, not: ['compose'] },
  { says: { logDriver: 'none' }, not: ['kubernetes'] },
  { says: { pullPolicy: 'missing' } },
  { says: { stdin: true } },
  { says: { tty: true } },
  { says: { gpus: '2' } },
  { says: { gpus: 'all' }, not: ['kubernetes'] },
  { says: { gpus: '0,3' }, not: ['kubernetes'] },
  { says: { capAdd: ['NET_ADMIN', 'SYS_TIME'] } },
  { says: { capDrop: ['NET_RAW'] } },
  { says: { mounts: [{ kind: 'bind', source: '/etc', target: '/host', readOnly: true, propagation: 'slave' }] } },
  {
    says: { mounts: [{ kind: 'bind', source: '/dev/kvm', target: '/kvm', readOnly: false, hostType: 'CharDevice' }] },
    not: ['compose'],
  },
  { says: { mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false, subPath: 'web' }] } },
  {
    says: { mounts: [{ kind: 'volume', target: '/data', readOnly: false, type: 'emptyDir', sizeLimit: 4096 }] },
    not: ['compose'],
  },
  { says: { mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 65_536 }] } },
  { says: { mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false, noexec: false }] }, not: ['kubernetes'] },
  { says: { mounts: [{ kind: 'secret', source: 'db', target: '/db', readOnly: true, mode: 0o444 }] } },
  { says: { mounts: [{ kind: 'config', source: 'web', target: '/web', readOnly: true }] } },
  {
    says: { mounts: [{ kind: 'other', source: 'v0', target: '/src', readOnly: false, type: 'gitRepo' }] },
    not: ['compose'],
  },
  {
    says: {
      mounts: [
        {
          kind: 'secret',
          source: 'v0',
          target: '/token',
          readOnly: true,
          type: 'projected',
          token: { audience: 'vault', seconds: 7200 },
        },
      ],
    },
    not: ['compose'],
  },
  { says: { ports: [{ container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'udp' }] } },
  { says: { env: [{ name: 'LEVEL', value: 'info' }] } },
  { says: { env: [{ name: 'PASSWORD', ref: 'secret:db/password' }] }, not: ['compose'] },
  {
    says: { devices: [{ host: '/dev/fuse', container: '/dev/fuse', permissions: 'rwm' }] },
    not: ['kubernetes'],
  },
  { says: { networks: ['front'] }, not: ['kubernetes'] },
  { says: { networks: ['bridge'] }, not: ['kubernetes'] },
  { says: { groups: ['44', '0'] } },
  { says: { groups: ['docker'] }, not: ['kubernetes'] },
  { says: { sysctls: [{ name: 'kernel.msgmax', value: '65536' }] } },
  { says: { ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }] }, not: ['kubernetes'] },
  { says: { deviceRules: ['c 1:3 mr'] }, not: ['kubernetes'] },
  { says: { volumesFrom: ['db:ro'] }, not: ['kubernetes'] },
  { says: { links: ['db:database'] }, not: ['kubernetes'] },
  { says: { extraHosts: ['db.example:10.0.0.5'] }, reads: { kubernetes: ['10.0.0.5 db.example'] } },
  { says: { command: ['/bin/web', '--level', 'info'] } },
  { says: { envFiles: ['/srv/web.env'] }, not: ['kubernetes'] },
  { says: { handlers: [{ when: 'liveness', how: 'http', host: '10.0.0.5', port: 8080 }] }, not: ['compose'] },
  { says: { handlers: [{ when: 'postStart', how: 'exec', command: ['/bin/hook'] }] } },
  {
    says: { handlers: [{ when: 'preStop', how: 'exec', command: ['/bin/hook'], privileged: true, user: 'root' }] },
    not: ['kubernetes'],
  },
  { says: { handlers: [{ when: 'health', how: 'exec', command: ['/bin/check'] }] }, not: ['kubernetes'] },
];

const able: ReadonlySet<Format> = new Set(['compose', 'kubernetes']);
function isList(field: unknown): field is readonly Field<unknown>[] {
  return Array.isArray(field);
}
for (const { says, reads, not } of rows) {
  const [name = 'privileged'] = Object.keys(says) as SaysName[];
  for (const format of exampleFormats) {
    const [example] = inFormats([format], says);
    test(`${JSON.stringify(says)} in ${format}`, async () => {
      if (example === undefined) {
        assert.ok(!able.has(format) || not?.includes(format), 'it is not written');
        return;
      }
      const report = (await scanExample(example))?.report;
      const { declared, effective } = report?.workloads[0]?.containers[0] ?? {};
      // Other formats may leave out what the engine does anyway.
      const field: unknown = Reflect.get((able.has(format) ? declared : effective) ?? {}, name);
      const value = isList(field) ? field.map((item) => valueOf(item)) : valueOf(field as Field<unknown> | undefined);
      assert.deepEqual(value, reads?.[format] ?? Reflect.get(says, name), example.text);
    });
  }
}

test('every setting of the model has a row', () => {
  const said = new Set(rows.flatMap(({ says }) => Object.keys(says)));
  const missing = Object.keys(defaultEffective('docker')).filter((name) => !said.has(name));
  assert.deepEqual(missing, []);
});

// Every way out of a container that the knowledge base lists is drawn by some step, or stands in docs/left-out.md with
// its reason.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { capabilityNames } from '../src/graph/edges/capability.ts';
import { capabilityEffectNames } from '../src/graph/edges/capability-effect.ts';
import { edgeRules } from '../src/graph/edges/index.ts';
import { bind, sampleGraph, sampleWorkload } from '../src/graph/samples/sample-world.ts';
import { root } from './plimsoll.ts';

const catalogue = path.join(root, '..', 'shared', 'knowledge', 'escape.md');
const skip = !existsSync(catalogue) && 'the catalogue is not here';
const text = skip === false ? readFileSync(catalogue, 'utf8') : '';

/** First cells of the tables of a section, without backticks. */
function rowsOf(section: string): readonly string[] {
  const start = text.indexOf(`\n## ${section}.`);
  const end = text.indexOf('\n## ', start + 5);
  const lines = text.slice(start, end === -1 ? undefined : end).split('\n');
  const cells = lines.filter((line) => line.startsWith('| ')).map((line) => line.split(' | ')[0]?.slice(2) ?? '');
  return cells.map((cell) => cell.replaceAll('`', '').trim()).slice(1);
}
const leftOut: ReadonlySet<string> = new Set(
  [...readFileSync(path.join(root, 'docs/left-out.md'), 'utf8').matchAll(/^\| `([\w-]+)` +\|/gmu)].map(
    ([, id]) => id ?? '',
  ),
);

/** Which step draws a composite rule. */
const composite: Readonly<Record<string, string>> = {
  'x-priv-disk': 'privileged',
  'x-priv-nsenter': 'privileged',
  'x-cgroup-release-agent': 'capability',
  'x-cgroup-devices-allow': 'capability',
  'x-userns-release-agent': 'known-flaw',
  'x-core-pattern-mount': 'host-path-write',
  'x-core-pattern-sysadmin': 'capability',
  'x-module': 'capability',
  'x-ptrace-host': 'capability',
  'x-setns-host': 'capability',
  'x-proc-root-read': 'host-pid',
  'x-hostpid-only': 'host-pid',
  'x-shocker': 'capability',
  'x-rawio': 'host-device',
  'x-block-device': 'host-device',
  'x-mknod-disk': 'device-rule',
  'x-host-write': 'host-path-write',
  'x-host-read': 'host-path-read',
  'x-host-tokens': 'host-path-read',
  'x-var-log': 'host-path-write',
  'x-engine-socket': 'engine-socket',
  'x-init-socket': 'init-socket',
  'x-shim-abstract': 'known-flaw',
  'x-netadmin-host': 'capability-effect',
  'x-sniff-host': 'capability-effect',
  'x-spoof-peers': 'spoofed-peers',
  'x-ipc-host': 'host-ipc',
  'x-shared-pid': 'pod-mates',
  'x-bpf-hijack': 'capability',
  'x-runc-exe': 'known-flaw',
  'x-runc-fd': 'known-flaw',
  'x-runc-mask-race': 'known-flaw',
  'x-image-label': 'known-flaw',
  'x-image-volume': 'known-flaw',
  'x-docker-cp': 'known-flaw',
  'x-kernel-pagecache': 'known-flaw',
  'x-kernel-userns': 'known-flaw',
  'x-kernel-netraw': 'known-flaw',
  'x-kernel-any': 'known-flaw',
  'x-setuid-self': 'self-privilege',
  'x-token-api': 'service-account',
  'x-metadata': 'metadata-service',
  'x-static-pod': 'host-path-write',
  'x-gitrepo': 'known-flaw',
  'x-subpath': 'known-flaw',
  'x-windows-hostprocess': 'windows-host-process',
};
/** About the rights of an account in a cluster, which are no privileges of a container. */
const ofRights = new Set(['x-psa-gap', 'x-psa-relabel', 'x-pv-hostpath', 'x-control-plane-schedule']);
/** Capabilities that another step asks for, or stands for. */
const byOther: Readonly<Record<string, string>> = {
  DAC_OVERRIDE: 'host-path-write',
  KILL: 'host-pid',
  IPC_OWNER: 'host-ipc',
  MKNOD: 'device-rule',
};
const likeRoot = ['CHOWN', 'FOWNER', 'SETGID', 'SETUID'];
const ids = new Set(edgeRules.map(({ id }) => id));

test('each composite rule is drawn or left out', { skip }, () => {
  const rules = rowsOf('E10').filter((id) => id.startsWith('x-'));
  assert.ok(rules.length > 50, `only ${rules.length} rules`);
  const missing = rules.filter((id) => !(id in composite) && !ofRights.has(id) && !leftOut.has(id));
  assert.deepEqual(missing, []);
  assert.deepEqual(
    Object.keys(composite).filter((id) => !rules.includes(id) || leftOut.has(id)),
    [],
  );
});
test('each capability is drawn or left out', { skip }, () => {
  const names = rowsOf('E1').filter((name) => /^[A-Z_]+$/u.test(name));
  assert.equal(names.length, 41);
  const drawn = new Set([...capabilityNames, ...capabilityEffectNames, ...Object.keys(byOther), ...likeRoot]);
  const isLeft = (name: string): boolean => leftOut.has(`cap-${name.toLowerCase().replaceAll('_', '-')}`);
  assert.deepEqual(
    names.filter((name) => !drawn.has(name) && !isLeft(name)),
    [],
  );
  assert.deepEqual(
    [...drawn].filter((name) => !names.includes(name) || isLeft(name)),
    [],
  );
});
test('every step that is named here is there', () => {
  const named = [
    ...Object.values(composite),
    ...Object.values(byOther),
    ...tables.flatMap(({ rows }) => Object.values(rows)),
  ];
  assert.deepEqual(
    named.filter((id) => !ids.has(id) && !leftOut.has(id)),
    [],
  );
});

/** By the words that a row begins with: the step that draws it, or the way that is left out. */
const tables: readonly { readonly section: string; readonly rows: Readonly<Record<string, string>> }[] = [
  {
    section: 'E2',
    rows: {
      'ns.pid=host + cap:SYS_ADMIN': 'capability',
      'ns.pid=host + cap:SYS_PTRACE': 'capability',
      'ns.pid=host': 'host-pid',
      'ns.net=host + cap:NET_RAW': 'capability-effect',
      'ns.net=host + cap:NET_ADMIN': 'capability-effect',
      'ns.net=host + sysctl': 'ns-net-host-sysctl',
      'ns.net=host': 'host-network',
      'ns.ipc=host': 'host-ipc',
      'ns.uts=host': 'capability-effect',
      'ns.cgroup=host': 'ns-cgroup-host',
      'no user namespace': 'privileged',
      'ns.pid=peer': 'shared-namespace',
      'network_mode: container': 'shared-namespace',
      'ipc: container': 'shared-namespace',
      'Windows HostProcess': 'windows-host-process',
    },
  },
  {
    section: 'E3',
    rows: {
      'seccomp=off + host.cgroup': 'known-flaw',
      'seccomp=off': 'shared-kernel',
      'seccomp=default but': 'known-flaw',
      'seccomp=custom': 'capability',
      'lsm=off': 'capability',
      'SELinux level': 'lsm-selinux-level',
      'procmask=off': 'proc-unmasked',
      'nnp=off': 'self-privilege',
      uid0: 'capability',
      'non-root': 'shared-kernel',
      'rootfs=rw': 'rootfs-writable',
      'runtime class': 'shared-kernel',
      'Docker ECI': 'engine-host',
    },
  },
  {
    section: 'E5',
    rows: {
      'block device': 'host-device',
      '/dev/mem': 'host-device',
      '/dev/cpu': 'host-device',
      '/dev/kvm': 'host-device',
      '/dev/fuse': 'host-device',
      '/dev/net/tun': 'device-net-tun',
      '/dev/loop': 'device-control',
      '/dev/sg': 'host-device',
      '/dev/input': 'host-device',
      '/dev/watchdog': 'host-device',
      '/dev/tpm': 'host-device',
      '/dev/nvidia': 'host-device',
      '/dev/infiniband': 'host-device',
      '/dev/bus/usb': 'host-device',
      '/dev/shm': 'host-device',
      'devcg=all': 'device-rule',
    },
  },
];
for (const { section, rows } of tables)
  test(`each row of ${section} is drawn or left out`, { skip }, () => {
    const found = rowsOf(section).filter((row) => row !== '---' && !row.startsWith('---'));
    assert.ok(found.length > 10, `only ${found.length} rows`);
    assert.deepEqual(
      found.filter((row) => !Object.keys(rows).some((start) => row.startsWith(start))),
      [],
    );
    assert.deepEqual(
      Object.keys(rows).filter((start) => !found.some((row) => row.startsWith(start))),
      [],
    );
  });

/** Paths of the host, written whole, and what they are left out as. */
const pathsLeftOut: Readonly<Record<string, string>> = {
  '/tmp/.X11-unix': 'path-agent-socket',
  '/var/lib/kubelet/pod-resources': 'path-inventory',
};
test('each path of the host is drawn or left out', { skip }, () => {
  const paths = rowsOf('E4').flatMap(
    (row) => row.replaceAll(/\S*\*\S*/gu, '').match(/(?<![\w*])\/[\w./-]*[\w-]|(?<![\w.])\/(?=$| )/gu) ?? [],
  );
  assert.ok(paths.length > 60, `only ${paths.length} paths`);
  const isDrawn = (source: string): boolean => {
    const web = sampleWorkload({
      engine: 'kubernetes',
      containers: [{ runtime: 'runc', capAdd: ['MAC_ADMIN'], mounts: [bind(source.replace('UID', '1000'))] }],
    });
    return sampleGraph([web]).edges.some(({ allOf }) => allOf.some(({ name }) => name === 'mounts'));
  };
  assert.deepEqual(
    paths.filter((source) => !isDrawn(source) && !(source in pathsLeftOut)),
    [],
  );
  assert.deepEqual(
    Object.values(pathsLeftOut).filter((id) => !leftOut.has(id)),
    [],
  );
});

// Which machine a container is on decides whom it takes along.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import type { ObjectFact } from '../../model/facts.ts';
import { declared } from '../../model/field.ts';
import type { ReachLevel } from '../../model/graph.ts';
import { reachOf } from '../search/reach.ts';
import {
  bind,
  sampleGraph,
  sampleHost,
  sampleReach,
  sampleWorkload,
  type HostSample,
  type Says,
} from '../samples/sample-world.ts';

const engine = 'kubernetes';
const escapes = { privileged: true } as const;

for (const [name, nodes, expected] of [
  ['on the same node it takes the other along', [['n1'], ['n1']], 'host:kubernetes/test/node:n1 → container'],
  ['on another it does not', [['n1'], ['n2']], undefined],
  ['on one of several it does', [['n1', 'n2'], ['n2']], 'host:kubernetes/test/node:n2 → container'],
  ['a node that was not seen is an assumption', [undefined, undefined], 'host:kubernetes/test → container?'],
] as const)
  test(name, () => {
    const [web, db] = nodes.map((own, index) =>
      sampleWorkload({
        name: index === 0 ? 'web' : 'db',
        engine,
        containers: [index === 0 ? escapes : {}],
        ...(own && { nodes: own }),
      }),
    );
    assert.ok(web && db);
    const graph = sampleGraph([web, db]);
    const [reach] = reachOf(graph, [web.id]);
    assert.equal(reach?.level, 'node');
    const taken = graph.edges.find(({ rule, to }) => rule === 'host-containers' && to.endsWith('/db'));
    const mark = taken !== undefined && taken.assumes.length > 0 ? '?' : '';
    assert.equal(taken && `${taken.from} → container${mark}`, expected);
  });

for (const controlPlane of [true, false])
  test(`root of a node ${controlPlane ? 'of the control plane' : 'among others'}`, () => {
    const web = sampleWorkload({ engine, containers: [escapes], nodes: ['n1'] });
    const machine = sampleHost({ engine, controlPlane });
    const [reach] = reachOf(sampleGraph([web], { facts: [machine] }), [web.id]);
    assert.equal(reach?.level, controlPlane ? 'cluster' : 'node');
  });

const mounts: Says = { capAdd: ['SYS_ADMIN'] };
const off: Says = { apparmor: { type: 'unconfined' } };
const groups: Says = { mounts: [bind('/sys/fs/cgroup')] };
const kexec: Says = { capAdd: ['SYS_BOOT'], pid: 'host' };
const onHostNetwork: Says = { network: 'host', capDrop: ['NET_RAW'] };
const plain = { apparmor: false, selinux: false };
const appArmor = { apparmor: true, selinux: false };
const seLinux = { apparmor: false, selinux: true };
const rows: Readonly<Record<string, readonly [Says, HostSample, ReachLevel]>> = {
  'privileged on an engine that maps users': [{ privileged: true }, { uses: { userNamespace: true } }, 'contained'],
  'privileged, out of the mapping, on an engine that maps users': [
    { privileged: true, userNamespace: false },
    { uses: { userNamespace: true } },
    'node',
  ],
  'privileged, out of the mapping, on a rootless engine': [
    { privileged: true, userNamespace: false },
    { uses: { rootless: true } },
    'contained',
  ],
  'SYS_ADMIN on a host without profiles': [mounts, { uses: plain }, 'node'],
  'SYS_ADMIN on a host that tells of one kind of profile': [mounts, { uses: { apparmor: false } }, 'neighbours'],
  'SYS_ADMIN on a host with AppArmor': [mounts, { uses: appArmor }, 'neighbours'],
  'SYS_ADMIN, unconfined, on a host with AppArmor': [{ ...mounts, ...off }, { uses: appArmor }, 'node'],
  'SYS_ADMIN, unconfined, on a host with SELinux': [{ ...mounts, ...off }, { uses: seLinux }, 'neighbours'],
  'SYS_ADMIN without a label on a host with SELinux': [{ ...mounts, selinuxDisabled: true }, { uses: seLinux }, 'node'],
  'kernel settings on a host with AppArmor': [{ procUnmasked: true }, { uses: appArmor }, 'contained'],
  'kernel settings, unconfined, on a host with AppArmor': [{ procUnmasked: true, ...off }, { uses: appArmor }, 'node'],
  'files of the host on a host with SELinux': [{ mounts: [bind('/etc')] }, { uses: seLinux }, 'contained'],
  'files of the host on a host with SELinux, without a label': [
    { mounts: [bind('/etc')], selinuxDisabled: true },
    { uses: seLinux },
    'node',
  ],
  'control groups of the host, of version 1': [groups, { cgroup: 1 }, 'neighbours'],
  'control groups of the host, of version 2': [groups, { cgroup: 2 }, 'neighbours'],
  'the socket of a rootless engine': [
    { mounts: [bind('/run/user/1000/docker.sock')] },
    { uses: { rootless: true } },
    'neighbours',
  ],
  'the socket of another engine than the rootless one': [
    { mounts: [bind('/run/docker.sock')] },
    { uses: { rootless: true } },
    'contained',
  ],
  'another kernel where the host does not filter': [kexec, { uses: { seccomp: false } }, 'node'],
  'another kernel where the host filters': [kexec, { uses: { seccomp: true } }, 'neighbours'],
  'an upstream kernel with a flaw': [{}, { kernel: '5.15.20' }, 'node'],
  'an upstream kernel with a flaw, in a sandbox': [{ runtime: 'runsc' }, { kernel: '5.15.20' }, 'contained'],
  'a kernel of a distribution with the number of one with a flaw': [{}, { kernel: '5.15.0-20-generic' }, 'contained'],
  'a kernel without a flaw': [{}, { kernel: '7.2.1' }, 'contained'],
  'sockets of the kernel under an engine whose profile is old': [
    { seccomp: { type: 'runtime' } },
    { kernel: '6.19.11', programs: { docker: '29.4.1' } },
    'node',
  ],
  'sockets of the kernel under an engine whose profile forbids them': [
    { seccomp: { type: 'runtime' } },
    { kernel: '6.19.11', programs: { docker: '29.4.3' } },
    'contained',
  ],
  'an old runtime, on the network of the host': [onHostNetwork, { programs: { containerd: '1.4.2' } }, 'node'],
  'an old runtime, on its own network': [{}, { programs: { containerd: '1.4.2' } }, 'contained'],
  'a mended runtime, on the network of the host': [onHostNetwork, { programs: { containerd: '1.4.3' } }, 'contained'],
  'an old runtime of a distribution, on the network of the host': [
    onHostNetwork,
    { programs: { containerd: '1.4.2~ds1-1' } },
    'contained',
  ],
};
for (const [name, [says, told, level]] of Object.entries(rows))
  test(`host: ${name}`, () => {
    const web = sampleWorkload({ containers: [{ network: 'none', ...says }] });
    assert.equal(sampleReach([web], { facts: [sampleHost(told)] }).level, level);
  });

for (const [name, handler, level] of [
  ['a class whose handler is a sandbox', 'runsc', 'contained'],
  ['a class whose handler is none, whatever its name', 'runc', 'node'],
  ['a class that was not seen', undefined, 'node'],
] as const)
  test(`runtime: ${name}`, () => {
    const at = { path: 'class.yaml' };
    const runtimeClass = handler === undefined ? 'secure' : handler === 'runc' ? 'kata' : 'secure';
    const fact: ObjectFact = {
      kind: 'object',
      id: toFactId('object', 'test', 'class'),
      scope: 'test',
      group: 'node.k8s.io',
      version: 'v1',
      type: 'RuntimeClass',
      name: runtimeClass,
      labels: {},
      annotations: {},
      leaves: [{ pointer: 'handler', field: declared(handler ?? '', at) }],
      at: [at],
      raw: { format: 'kubernetes', path: at.path, document: 0, pointer: [] },
    };
    const web = sampleWorkload({ engine, containers: [{ privileged: true, runtime: runtimeClass }] });
    assert.equal(sampleReach([web], { facts: handler === undefined ? [] : [fact] }).level, level);
  });

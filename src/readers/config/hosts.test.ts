// What a cluster and an engine tell of the machines that containers run on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostDraft } from '../../model/cluster-facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import { readSample } from './config-sample.ts';
import { engineInfoReader } from './engine-info.ts';
import { kubernetesReader } from './kubernetes.ts';

const node = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
  spec: {
    providerID: 'aws:///eu-west-1a/i-0123',
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  },
  status: {
    nodeInfo: { kernelVersion: '6.1.0-18', kubeletVersion: 'v1.30.1', containerRuntimeVersion: 'containerd://1.7.2' },
  },
});
const worker = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n2' },
  spec: { providerID: 'kind://docker/kind/n2' },
});
const info = JSON.stringify({
  ID: 'x',
  Name: 'box',
  ServerVersion: '27.1.1',
  KernelVersion: '6.1.0-18',
  CgroupVersion: '2',
  RuncCommit: { ID: 'v1.2.5-0-g59923ef' },
  ContainerdCommit: { ID: '05044ec0a9a75232cad458027ca83437aae3f4da' },
  SecurityOptions: ['name=seccomp,profile=builtin', 'name=userns'],
});

for (const [name, text, expected] of [
  [
    'a node of the control plane',
    node,
    'kubernetes n1 control kernel=6.1.0-18 kubelet=v1.30.1 containerd=1.7.2 cloud=aws node-role.kubernetes.io/control-plane:NoSchedule',
  ],
  ['a node in a container, of which nothing more is told', worker, 'kubernetes n2'],
  [
    'an engine',
    info,
    'docker box kernel=6.1.0-18 docker=27.1.1 runc=v1.2.5-0-g59923ef cgroup=2 userNamespace=true rootless=false seccomp=true apparmor=false selinux=false',
  ],
] as const)
  test(name, async () => {
    const readers = [kubernetesReader, engineInfoReader];
    const drafts = await Promise.all(readers.map((reader) => readSample(reader, { path: 'host.json', content: text })));
    assert.deepEqual(
      drafts
        .flat()
        .filter((draft) => draft.kind === 'host')
        .map(toLine),
      [expected],
    );
  });

function toLine(host: HostDraft): string {
  const names = ['cgroup', 'userNamespace', 'rootless', 'seccomp', 'apparmor', 'selinux', 'cloud'] as const;
  const fields: readonly (readonly [string, Field<unknown> | undefined])[] = [
    ['kernel', host.kernel] as const,
    ...host.programs.map((program) => [program.name, program.version] as const),
    ...names.map((name) => [name, host[name]] as const),
  ];
  return [
    host.engine,
    host.name,
    ...(host.controlPlane ? ['control'] : []),
    ...fields.flatMap(([name, field]) =>
      field !== undefined && isKnown(field) ? [`${name}=${String(field.value)}`] : [],
    ),
    ...host.taints,
  ].join(' ');
}

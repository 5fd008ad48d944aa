// What is awkward to write in a format of single containers is read back from it as it was meant.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFormats } from '../src/checks/workload/every-format.ts';
import type { Says } from '../src/checks/workload/example-says.ts';
import { isKnown, type Field } from '../src/model/field.ts';
import type { Format } from '../src/model/workload.ts';
import { scanExample } from './scan-folder.ts';

const formats: readonly Format[] = ['docker-run', 'docker-inspect', 'engine-create', 'quadlet', 'ecs', 'devcontainer'];
/** A task has no names of networks, addresses, mounted images or namespaces of others. */
const least: Readonly<Partial<Record<Format, number>>> = { ecs: 9 };
const samples: readonly Says[] = [
  { image: 'registry.example/other:2' },
  { privileged: false },
  { user: '0', group: '' },
  { user: 'web', group: 'shop' },
  { readOnlyRootfs: false },
  { memoryLimit: -1 },
  { network: 'private' },
  { pid: 'container:db' },
  { cgroup: 'private' },
  { mounts: [{ kind: 'volume', target: '/data', readOnly: true }] },
  { mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 65_536 }] },
  { mounts: [{ kind: 'image', source: 'a:1', target: '/a', readOnly: true }] },
  {
    mounts: [
      { kind: 'bind', source: '/srv/a', target: '/a', readOnly: false, propagation: 'shared' },
      { kind: 'volume', source: 'data', target: '/data', readOnly: false },
    ],
  },
  { ports: [{ container: 80, host: 8080, hostIp: '::1', protocol: 'tcp' }] },
  { ports: [{ container: 80, host: 0, protocol: 'tcp' }] },
  { ports: [{ container: 9000, protocol: 'tcp' }] },
  {
    env: [
      { name: 'A', value: "it's" },
      { name: 'B', value: String.raw`a b "c" $d %e \f` },
    ],
  },
  { networks: ['front', 'back'] },
  { command: ['serve', '--port', '80 80', '$x', '"y"'] },
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
    assert.ok(said >= (least[format] ?? samples.length - 2), String(said));
  });
}

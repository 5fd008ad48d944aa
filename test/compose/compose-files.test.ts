// Which files of a scan are one Compose project, and what is told only once.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { valueOf } from '../../src/model/field.ts';
import type { Workload } from '../../src/model/workload.ts';
import { scanTargets, writeFiles } from '../scan-folder.ts';

const base = 'services: {web: {image: "web:1", user: base}}\n';
interface Row {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** Relative to the folder. */
  readonly targets?: readonly string[];
  /** File, service and user of each workload. */
  readonly workloads: readonly string[];
  readonly incomplete?: number;
}
const rows: readonly Row[] = [
  {
    what: 'an included file is told where it is included',
    files: {
      'compose.yaml': 'include: [db/compose.yaml]\nservices: {web: {image: "web:1", user: w}}\n',
      'db/compose.yaml': 'services: {db: {image: "${IMAGE}", user: d}}\n',
      'db/.env': 'IMAGE=db:1\n',
    },
    workloads: ['compose.yaml web w', 'db/compose.yaml db d'],
  },
  {
    what: 'files that are named together',
    files: {
      'compose.yaml': base,
      'compose.prod.yaml': 'services: {web: {user: prod}}\n',
      'compose.override.yaml': base.replace('base', 'o'),
    },
    targets: ['compose.yaml', 'compose.prod.yaml'],
    workloads: ['compose.yaml web prod'],
  },
  {
    what: 'the same in the other order',
    files: { 'compose.yaml': base, 'compose.prod.yaml': 'services: {web: {user: prod}}\n' },
    targets: ['compose.prod.yaml', 'compose.yaml'],
    workloads: ['compose.prod.yaml web base'],
  },
  {
    what: 'one file gets the override that Compose takes by itself',
    files: { 'compose.yaml': base, 'compose.override.yaml': 'services: {web: {user: o}}\n' },
    targets: ['compose.yaml'],
    workloads: ['compose.yaml web o'],
  },
  {
    what: 'a part by its name lies on its base, and says only what it changes',
    files: {
      'compose.yaml': `${base.replace('}}', '}, other: {image: "o:1"}}')}`,
      'compose.prod.yaml': 'services: {web: {user: prod}}\n',
    },
    workloads: ['compose.prod.yaml web prod', 'compose.yaml other ', 'compose.yaml web base'],
  },
  {
    what: 'a file that stands for itself does not',
    files: { 'compose.yaml': base, 'compose.tools.yaml': 'services: {tool: {image: "t:1"}}\n' },
    workloads: ['compose.tools.yaml tool ', 'compose.yaml web base'],
  },
  {
    what: 'a part of nothing is told',
    files: { 'compose.prod.yaml': 'services: {web: {user: prod}}\n' },
    workloads: [],
    incomplete: 1,
  },
  {
    what: 'files of COMPOSE_FILE',
    files: { '.env': 'COMPOSE_FILE=a.yml:b.yml\n', 'a.yml': base, 'b.yml': base.replace('base', 'b') },
    workloads: ['a.yml web b'],
  },
];
for (const { what, files, targets = ['.'], workloads, incomplete = 0 } of rows) {
  test(what, async () => {
    const folder = writeFiles(files);
    const { report } = await scanTargets(targets.map((target) => path.join(folder, target)));
    assert.deepEqual(report.workloads.map((workload) => toText(workload, folder)).sort(), workloads);
    assert.equal(report.unknowns.filter((unknown) => unknown.incomplete).length, incomplete);
  });
}
function toText({ name, at, containers }: Workload, folder: string): string {
  const file = path.relative(folder, path.resolve(at[0]?.path ?? ''));
  return `${file} ${name} ${valueOf(containers[0]?.declared.user) ?? ''}`;
}
test('an env file of several projects is one fact, and what it says is kept', async () => {
  const folder = writeFiles({
    '.env': 'A=1\n',
    'compose.yaml': 'services: {web: {image: "web:1", env_file: shared.env}}\n',
    'tools.yaml': 'services: {tool: {image: "tool:1", env_file: shared.env}}\n',
    'shared.env': 'B=${A}2\n',
  });
  const { facts } = await scanTargets([folder]);
  const files = facts.filter((fact) => fact.kind === 'variables');
  assert.deepEqual(
    files.map(({ type, name, entries }) => [name, type, entries.map((entry) => valueOf(entry))]),
    [
      ['.env', 'env-file', [{ name: 'A', value: '1' }]],
      ['shared.env', 'env-file', [{ name: 'B', value: '12' }]],
    ],
  );
});

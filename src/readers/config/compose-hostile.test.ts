// Compose projects that are made to hang, fill the memory or crash: what cannot be known is told, with its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InputError } from '../../model/errors.ts';
import type { Draft } from '../../model/facts.ts';
import { bareField, readSample, unknownsIn, workloadsIn } from './config-sample.ts';
import { composeReader } from './compose.ts';

type Files = Readonly<Record<string, string>>;
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const many = 10_000;
function include(paths: string): string {
  return `include: ${paths}\nservices: {a: {image: b}}\n`;
}
/** Twice as many projects at each step, all of them different. */
const fan: Files = {
  'p/compose.yaml': include('[i0.yaml]'),
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `p/i${String(index)}.yaml`,
      include(
        ['a', 'b']
          .map((name) => `{path: i${String(index + 1)}.yaml, env_file: ${name}${String(index)}}`)
          .join(',')
          .replace(/^.*$/, '[$&]'),
      ),
    ]),
  ),
  ...Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `p/${index % 2 === 0 ? 'a' : 'b'}${String(index >> 1)}`,
      `V${String(index >> 1)}=${String(index)}`,
    ]),
  ),
};
const rows: readonly (readonly [what: string, files: Files, code: string, at?: number])[] = [
  ['an include of itself', { 'p/compose.yaml': include('[compose.yaml]') }, 'bad-syntax', 1],
  [
    'includes in a circle',
    { 'p/compose.yaml': include('[b.yaml]'), 'p/b.yaml': include('[c.yaml]'), 'p/c.yaml': include('[b.yaml]') },
    'bad-syntax',
    1,
  ],
  ['an include that is not there', { 'p/compose.yaml': include('[x.yaml]') }, 'companion-missing', 1],
  ['an include outside', { 'p/compose.yaml': include('[../../../etc/passwd, /etc/passwd]') }, 'companion-missing', 1],
  ['an include that is no YAML', { 'p/compose.yaml': include('[b.yaml]'), 'p/b.yaml': 'a: [' }, 'bad-syntax', 1],
  ['an include of a variable', { 'p/compose.yaml': include('["${X}.yaml"]') }, 'companion-missing', 1],
  ['includes without end', fan, 'companion-missing'],
  [
    'very many services that extend each other',
    {
      'p/compose.yaml': `services:\n${lines(500, (i) => `  s${String(i)}: {image: a, extends: s${String(i + 1)}}\n`)}`,
    },
    'bad-syntax',
  ],
  [
    'a circle of files that extend each other',
    {
      'p/compose.yaml': 'services:\n  a: {image: x, extends: {file: b.yaml, service: a}}\n',
      'p/b.yaml': 'services:\n  a: {image: x, extends: {file: compose.yaml, service: a}}\n',
    },
    'bad-syntax',
  ],
  [
    'an extended file that is not there',
    { 'p/compose.yaml': 'services:\n  a: {image: x, extends: {file: b.yaml, service: a}}\n' },
    'companion-missing',
    2,
  ],
  [
    'variables that double',
    {
      'p/compose.yaml': 'services: {a: {image: "$V60"}}\n',
      'p/.env': `V0=xxxxxxxxxx\n${lines(60, (i) => `V${String(i + 1)}=$V${String(i)}$V${String(i)}\n`)}`,
    },
    'bad-syntax',
  ],
  [
    'very many variables',
    { 'p/compose.yaml': 'services: {a: {image: b}}', 'p/.env': lines(60_000, (i) => `V${String(i)}=1\n`) },
    'bad-syntax',
  ],
  [
    'a quote without end',
    { 'p/compose.yaml': 'services: {a: {image: b}}', 'p/.env': `A="${'\\"'.repeat(400_000)}` },
    'bad-syntax',
    1,
  ],
  [
    'an env file that is not there',
    { 'p/compose.yaml': 'services:\n  a: {image: b, env_file: x}\n' },
    'companion-missing',
    2,
  ],
  [
    'a file of COMPOSE_FILE that is not there',
    { 'p/compose.yaml': 'services: {a: {image: b}}', 'p/.env': 'COMPOSE_FILE=compose.yaml:x.yaml' },
    'companion-missing',
  ],
];
function read(files: Files): Promise<readonly Draft[]> {
  return readSample(composeReader, { path: 'p/compose.yaml', content: files['p/compose.yaml'] ?? '', beside: files });
}
for (const [what, files, code, line] of rows) {
  test(`told: ${what}`, async () => {
    const unknowns = unknownsIn(await read(files));
    const found = unknowns.find((unknown) => unknown.code === code);
    assert.ok(found !== undefined, JSON.stringify(unknowns.slice(0, 3)));
    if (line !== undefined) assert.equal(found.at?.line, line);
    assert.ok(found.at !== undefined);
  });
}

const bounded: readonly (readonly [what: string, files: Files])[] = [
  ['a merge key of itself', { 'p/compose.yaml': 'services: {a: &a {<<: *a, image: b}}' }],
  ['merge keys in a circle', { 'p/compose.yaml': 'x: &x {<<: &y {<<: *x}}\nservices: {a: {<<: *x, image: b}}' }],
  [
    'very many services in a circle',
    {
      'p/compose.yaml': `services:\n${lines(many, (i) => `  s${String(i)}: {image: a, extends: s${String((i + 1) % many)}}\n`)}`,
    },
  ],
  [
    'very many containers before the start',
    { 'p/compose.yaml': `services: {a: {image: b, pre_start: [${'{command: x},'.repeat(20_000)}]}}` },
  ],
  [
    'volumes from everybody',
    {
      'p/compose.yaml': `services:\n${lines(150, (i) => `  s${String(i)}: {image: a, volumes: ["/a:/b${String(i)}"], volumes_from: [${lines(150, (other) => `s${String(other)},`)}]}\n`)}`,
    },
  ],
  [
    'variables in variables',
    { 'p/compose.yaml': `services: {a: {image: "${'${A:-'.repeat(8000)}${'}'.repeat(8000)}"}}` },
  ],
  ['very many variables in a text', { 'p/compose.yaml': `services: {a: {image: "${'${A:-x}'.repeat(8000)}"}}` }],
];
for (const [what, files] of bounded) {
  test(`comes to an end: ${what}`, async () => {
    const started = process.cpuUsage();
    await read(files).catch((error: unknown) => assert.ok(error instanceof InputError, String(error)));
    assert.ok(process.cpuUsage(started).user < 5_000_000);
  });
}
test('very many services are all read', async () => {
  const services = `services:\n${lines(many, (i) => `  s${String(i)}: {image: a, user: "1"}\n`)}`;
  const drafts = workloadsIn(
    await read({ 'p/compose.yaml': services, 'p/compose.override.yaml': services.replaceAll('"1"', '"2"') }),
  );
  assert.equal(drafts.length, many);
  assert.equal(bareField(drafts.at(-1)?.containers[0]?.declared.user), '2');
});
test('the text of a value is no part of what is told', async () => {
  const files = {
    'p/compose.yaml': 'services: {a: {image: b, environment: {P: "hunter2${"}}}',
    'p/.env': 'P="hunter2\n',
  };
  assert.doesNotMatch(JSON.stringify(await read(files)), /hunter2(?!\$)/);
});

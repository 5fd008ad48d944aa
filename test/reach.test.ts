// The pages' transcripts and picture of reach, and the command from end to end.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { pictures, readPage, transcriptPages, transcriptsOf } from '../scripts/transcripts.ts';
import { edgeRules } from '../src/graph/edges/index.ts';
import { plimsoll, root, scratch } from './plimsoll.ts';
import { writeFiles } from './scan-folder.ts';

const example = 'examples/harbour';
for (const page of transcriptPages) {
  for (const { args, said } of transcriptsOf(readPage(page))) {
    test(`${page} has what comes out of ${args.join(' ')}`, async () => {
      const ran = await plimsoll(args, { cache: scratch() });
      assert.equal(ran.stdout, said);
    });
  }
  test(`every command that ${page} has for reach can be run`, async () => {
    const text = readPage(page);
    const commands = [...text.matchAll(/^\.\/plimsoll (reach [^|\n]*)/gmu)].map((match) => match[1] ?? '');
    for (const command of commands) {
      const ran = await plimsoll(command.trim().split(/\s+/u), { cache: scratch() });
      assert.notEqual(ran.code, 2, ran.stderr);
    }
  });
}
test('there are transcripts to hold', () => {
  assert.deepEqual(
    transcriptPages.map((page) => transcriptsOf(readPage(page)).length),
    [2, 6],
  );
});
for (const { file, args } of pictures) {
  test(`${file} is what comes out, and the README shows it`, async () => {
    const ran = await plimsoll(args, { cache: scratch() });
    assert.equal(ran.stdout, readFileSync(path.join(root, file), 'utf8'));
    assert.ok(readPage('README.md').includes(`](${file})`));
  });
}

test('what the help shows can be run', async () => {
  const { stdout } = await plimsoll(['reach', '--help']);
  for (const option of ['--to', '--from', '--without', '--format', '--all', '--load-line'])
    assert.ok(stdout.includes(option));
  const examples = [...stdout.matchAll(/^ {2}plimsoll (?<args>reach \. .*?)(?: {2,}.*)?$/gmu)].map(
    ({ groups }) => groups?.['args'] ?? '',
  );
  assert.ok(examples.length >= 6, stdout);
  for (const line of examples) {
    const args = [...line.matchAll(/"([^"]*)"|\S+/gu)].map(([whole, quoted]) => quoted ?? whole);
    const named = args.map((word) =>
      word === 'web' ? 'worker' : word === 'reach.svg' ? path.join(scratch(), word) : word,
    );
    const ran = await plimsoll(named, { cwd: path.join(root, example), cache: scratch() });
    assert.notEqual(ran.code, 2, `${line}: ${ran.stderr}`);
  }
});
test('exit codes are those of a scan, and of what would be left', async () => {
  const codeOf = async (...more: readonly string[]): Promise<number | null> =>
    (await plimsoll(['reach', example, ...more, '--only', 'config'], { cache: scratch() })).code;
  assert.equal(await codeOf(), 1);
  assert.equal(await codeOf('--load-line', 'node'), 0);
  assert.equal(await codeOf('--without', 'compose.yaml:12'), 1);
  assert.equal(await codeOf('--without', 'compose.yaml:12', 'k8s/metrics-agent.yaml:21'), 0);
  for (const wrong of [
    ['--to', 'nobody'],
    ['--format', 'png'],
    ['--to', 'node', '--without', 'compose.yaml:12'],
    ['--without', 'x:1'],
  ])
    assert.equal(await codeOf(...wrong), 2, wrong.join(' '));
  assert.match((await plimsoll(['reahc', example])).stderr, /Did you mean reach/u);
});
test('JSON for every question is as the schema says, and the same again', async () => {
  const ajv = new Ajv2020({ allErrors: true });
  const validate = ajv.compile(JSON.parse(readFileSync(path.join(root, 'schema/reach-1.json'), 'utf8')) as object);
  for (const question of [
    [],
    ['--to', 'cloud'],
    ['--from', 'internet'],
    ['--from', 'edge', '--to', 'node'],
    ['--without', 'compose.yaml:12'],
  ]) {
    const args = ['reach', example, ...question, '--format', 'json'];
    const [first, second] = [await plimsoll(args, { cache: scratch() }), await plimsoll(args, { cache: scratch() })];
    assert.ok(validate(JSON.parse(first.stdout)), ajv.errorsText(validate.errors));
    assert.equal(first.stdout, second.stdout);
  }
});
test('an empty folder and a folder without workloads have an answer', async () => {
  const folder = writeFiles({ 'notes.txt': 'nothing', Dockerfile: 'FROM alpine:3.20\nUSER 1000\n' });
  for (const format of ['table', 'json', 'mermaid', 'dot', 'svg']) {
    const ran = await plimsoll(['reach', folder, '--only', 'config', '--format', format]);
    assert.notEqual(ran.code, 2, ran.stderr);
    assert.notEqual(ran.stdout, '');
  }
});

for (const { id, title, refs } of edgeRules) {
  test(`explain ${id} says all there is to say`, async () => {
    const { stdout, code } = await plimsoll(['explain', id]);
    assert.equal(code, 0);
    const flat = stdout.replaceAll(/\s+/gu, ' ');
    for (const part of [
      `${id}: ${title}`,
      'The step is there because',
      'What it gives',
      'A file in which it is there',
      'A file in which it is not',
      refs.join(', '),
    ])
      assert.ok(flat.includes(part), `${part} in\n${stdout}`);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80 || line.startsWith('    '), line);
  });
}

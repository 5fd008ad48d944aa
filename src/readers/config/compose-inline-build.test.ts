// A Dockerfile in a Compose file: which lines of the file its instructions are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { bareField, readSample, unknownsIn, workloadsIn } from './config-sample.ts';
import { composeReader } from './compose.ts';

function read(content: string): Promise<readonly Draft[]> {
  return readSample(composeReader, { path: 'shop/compose.yaml', content, beside: {} });
}
const literal = `services:
  web:
    build:
      context: ./app
      dockerfile_inline: |
        # syntax=docker/dockerfile:1
        FROM alpine AS base

        RUN echo $$HOME \\
          && id
        USER \${WHO:-app}
`;
test('each instruction stands on its own line of the file', async () => {
  const drafts = await read(literal);
  const build = drafts.find((draft) => draft.kind === 'build');
  const [stage] = build?.stages ?? [];
  assert.equal(build?.path, 'shop/compose.yaml#web');
  assert.deepEqual(bareField(workloadsIn(drafts)[0]?.containers[0]?.build), {
    context: 'shop/app',
    dockerfile: 'shop/compose.yaml#web',
  });
  assert.deepEqual(stage?.at, { path: 'shop/compose.yaml', line: 7 });
  assert.deepEqual(
    stage?.instructions.map(({ keyword, at, endLine }) => [keyword, at.path, at.line, endLine]),
    [
      ['RUN', 'shop/compose.yaml', 9, 10],
      ['USER', 'shop/compose.yaml', 11, 11],
    ],
  );
  assert.deepEqual(stage.instructions[0]?.commands[0]?.args[0]?.raw, '$HOME');
  assert.equal(bareField(stage.user), 'app');
  assert.deepEqual(build?.raw.pointer, ['services', 'web', 'build', 'dockerfile_inline']);
});
test('in a text with escapes all of it stands where the text does', async () => {
  const drafts = await read('services:\n  web:\n    build:\n      dockerfile_inline: "FROM a\\nRUN b"\n');
  const build = drafts.find((draft) => draft.kind === 'build');
  assert.deepEqual(build?.stages[0]?.instructions[0]?.at, { path: 'shop/compose.yaml', line: 4 });
});
test('one that builds nothing is told', async () => {
  const drafts = await read('services: {web: {build: {dockerfile_inline: "RUN b"}}}');
  assert.deepEqual(
    unknownsIn(drafts).map(({ why, at }) => [why, at]),
    [['no FROM in it', { path: 'shop/compose.yaml', line: 1 }]],
  );
});

// Formats of single containers: no text brings their readers down, or takes them long.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { InputError } from '../../model/errors.ts';
import type { Draft } from '../../model/facts.ts';
import type { Reader } from '../../model/reader.ts';
import { damaged, readSample } from './config-sample.ts';
import { dockerRunReader } from './docker-run.ts';
import { processorMs, startedNow } from '../../../test/processor-time.ts';

/** Facts, or the refusal that becomes an unknown; anything else is a fault. */
async function survives(
  reader: Reader,
  file: { readonly path: string; readonly content: string | Uint8Array },
): Promise<readonly Draft[] | InputError> {
  try {
    return await readSample(reader, { ...file, beside: {} });
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
const folder = path.resolve(import.meta.dirname, '../../../testdata/readers');
const fixtures: readonly (readonly [reader: Reader, file: string])[] = [
  [dockerRunReader, 'docker-run/script/deploy.sh'],
  [dockerRunReader, 'docker-run/makefile/Makefile'],
  [dockerRunReader, 'docker-run/unit/web@.service'],
];
for (const [reader, file] of fixtures) {
  test(`${file} truncated, with flipped bits and parts doubled`, async () => {
    for (const content of damaged(readFileSync(path.join(folder, file)), 120))
      await survives(reader, { path: path.basename(file), content });
  });
}

const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join('');
const hostile: readonly (readonly [fact: string, reader: Reader, file: string, text: string])[] = [
  ['very many options', dockerRunReader, 'a.sh', `docker run ${'-v /a:/b '.repeat(20_000)} a`],
  ['very many commands', dockerRunReader, 'a.sh', 'docker run a\n'.repeat(15_000)],
  ['very many ports', dockerRunReader, 'a.sh', `docker run ${'-p 1-1000:1-1000 '.repeat(2000)} a`],
  [
    'variables that double each other',
    dockerRunReader,
    'a.sh',
    `V0="a a a a a a a a"\n${many(40, (index) => `V${String(index + 1)}="$V${String(index)} $V${String(index)}"\n`)}docker run $V40`,
  ],
  ['a variable of itself', dockerRunReader, 'a.sh', 'A="$A $A"\ndocker run $A'],
  ['shells in shells', dockerRunReader, 'a.sh', `${'sh -c "'.repeat(50)}docker run a${'"'.repeat(50)}`],
  ['marks of our own', dockerRunReader, 'a.sh', `docker run ${'\ue000'.repeat(1000)} -e A=\uf8ff a`],
  [
    'makefile variables that double each other',
    dockerRunReader,
    'Makefile',
    `V0 = a a a a\n${many(60, (index) => `V${String(index + 1)} = $(V${String(index)}) $(V${String(index)})\n`)}x:\n\tdocker run $(V60)\n`,
  ],
  ['a makefile variable of itself', dockerRunReader, 'Makefile', 'A = $(A)\nx:\n\tdocker run $(A)\n'],
  ['open brackets', dockerRunReader, 'Makefile', `x:\n\tdocker run ${'$('.repeat(20_000)}\n`],
  ['lines that go on', dockerRunReader, 'Makefile', `x:\n\tdocker run ${'\\\n\t'.repeat(50_000)}a\n`],
  [
    'lines of a unit that go on',
    dockerRunReader,
    'a.service',
    `[Service]\nExecStart=docker run ${'\\\n# x\n'.repeat(50_000)}a`,
  ],
  ['specifiers', dockerRunReader, 'a.service', `[Service]\nExecStart=docker run ${'%i'.repeat(20_000)} a`],
  [
    'names of the language',
    dockerRunReader,
    'a.sh',
    'docker run --name __proto__ -l __proto__=x --constructor --toString=x a',
  ],
];
for (const [fact, reader, file, content] of hostile) {
  test(`survives ${fact}`, async () => {
    const started = startedNow();
    const drafts = await survives(reader, { path: file, content });
    assert.ok(processorMs(started) < 3000, String(processorMs(started)));
    assert.ok(drafts instanceof InputError ? drafts.code === 'limit-reached' : drafts.length < 20_000);
  });
}

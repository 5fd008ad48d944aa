// What is offered to be kept out of a build's context, and in which file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBuild } from '../../../test/dockerfile-run.ts';
import type { World } from '../../model/facts.ts';
import { declared } from '../../model/field.ts';
import { dockerignoreMissing } from './dockerignore-missing.ts';
import { keepOut } from './keep-out.ts';

const both = ['.git', '.env'];
const rows: readonly (readonly [fact: string, text: string, what: readonly string[], isOffered: boolean])[] = [
  ['nobody uses them', 'COPY . /b\nRUN make', both, true],
  ['no name is known for it', 'COPY . /b', ['a key'], false],
  ['variables are copied by name', 'COPY . /b\nCOPY .env /c', both, false],
  ['those of another stage are not of the context', 'COPY . /b\nCOPY --from=c /d/.env /c', both, true],
  ['a command asks the history', 'COPY . /b\nRUN make\nRUN git describe > version', both, false],
  ['a command reads the variables', 'COPY . /b\nRUN . ./.env && make', both, false],
];
for (const [fact, text, what, isOffered] of rows) {
  test(`${fact}: ${isOffered ? 'offered' : 'left to people'}`, async () => {
    const { build } = await readBuild(`FROM a AS c\nFROM a\n${text}`);
    assert.equal(keepOut(build, '.dockerignore', what).fix !== undefined, isOffered);
  });
}

interface Given {
  readonly context: string;
  readonly dockerfile: string;
}
const contexts: readonly (readonly [fact: string, builds: readonly Given[], file: string | undefined])[] = [
  ['no project says which', [], '.dockerignore'],
  ['a project names the folder', [{ context: 'app', dockerfile: 'Dockerfile' }], 'app/.dockerignore'],
  ['a project is about another file', [{ context: 'web', dockerfile: 'web/Dockerfile' }], '.dockerignore'],
  [
    'a project gives it two folders',
    [
      { context: 'app', dockerfile: 'Dockerfile' },
      { context: 'web', dockerfile: 'Dockerfile' },
    ],
    undefined,
  ],
];
for (const [fact, builds, file] of contexts) {
  test(`${fact}: ${file ?? 'left to people'}`, async () => {
    const containers = [{}, ...builds.map((build) => ({ build: declared(build, { path: 'compose.yaml' }) }))];
    const world: World = {
      facts: (kind) => (kind === 'workload' ? [{ containers }] : []) as never,
      known: () => 'none',
      buildOf: () => undefined,
    };
    const { build } = await readBuild('FROM a\nCOPY . /b', {});
    const edits = [...dockerignoreMissing.run(build, world)].flatMap(({ fix }) => fix?.edits ?? []);
    assert.deepEqual(
      edits.map((edit) => 'path' in edit && edit.path),
      file === undefined ? [] : [file],
    );
  });
}

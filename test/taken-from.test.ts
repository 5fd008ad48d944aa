// What a name behind --from means in a file of several stages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takenIn } from '../src/checks/build/taken-from.ts';
import { readBuild } from './dockerfile-run.ts';

const rows: readonly (readonly [name: string, means: string | undefined])[] = [
  ['build', 'earlier stage'],
  ['BUILD', 'earlier stage'],
  ['0', 'earlier stage'],
  ['app', 'own stage'],
  ['1', 'own stage'],
  ['late', 'later stage'],
  ['2', 'later stage'],
  ['3', 'no stage'],
  ['nginx', 'image'],
  ['twice', 'earlier stage'],
  ['$NAME', undefined],
  ['scratch', undefined],
];
for (const [name, means] of rows) {
  test(`--from=${name}: ${means ?? 'not told'}`, async () => {
    const { build } = await readBuild(
      ['FROM scratch AS build', 'FROM scratch AS app', `COPY --from=${name} /a /b`, 'FROM scratch AS late', '']
        .join('\n')
        .replace('AS build', name === 'twice' ? 'AS twice' : 'AS build')
        .replace('AS late', name === 'twice' ? 'AS twice' : 'AS late'),
    );
    const found = [...takenIn(build, build.stages)].map((taken) => taken.means);
    assert.deepEqual(found, means === undefined ? [] : [means]);
  });
}

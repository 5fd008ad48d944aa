// Each build check against its own examples, read as Dockerfiles by the reader that users get, and its fixes
// against the writer that users get.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeFixes } from '../src/fixes/write-fixes.ts';
import type { Check, Message, Pack } from '../src/model/check.ts';
import type { RawRef } from '../src/model/workload.ts';
import { buildChecks, judgeBuild, judgeDockerfile, readBuild } from './dockerfile-run.ts';

const fixed = new Set<string>();

test('there are checks, each with an id of its own', () => {
  assert.ok(buildChecks.length > 12);
  assert.equal(new Set(buildChecks.map(({ id }) => id)).size, buildChecks.length);
});
for (const check of buildChecks) {
  for (const [index, example] of check.examples.bad.entries()) {
    test(`${check.id}: bad example ${index + 1} breaks it and only what it says`, async () => {
      const { build, unknowns } = await readBuild(example.text, example.files ?? {});
      assert.deepEqual(unknowns, []);
      const found = judgeBuild(build, packsOf(check), example.trusted);
      assert.deepEqual([...found.keys()].sort(), [check.id, ...(example.also ?? [])].sort(), example.text);
      const messages = found.get(check.id) ?? [];
      for (const { fields, what } of messages) assert.ok(fields.length > 0 && what !== '');
      await assertFixed(check, example.text, messages);
    });
  }
  for (const [index, example] of check.examples.good.entries()) {
    test(`${check.id}: good example ${index + 1} keeps it`, async () => {
      const { build, unknowns } = await readBuild(example.text, example.files ?? {});
      assert.deepEqual(unknowns, []);
      assert.deepEqual(
        [...judgeBuild(build, packsOf(check), example.trusted).keys()].sort(),
        [...(example.also ?? [])].sort(),
        example.text,
      );
    });
  }
}
test('there are fixes to try', () => assert.ok(fixed.size > 10, [...fixed].join(' ')));

/** An example shows the rules of its own pack only. */
function packsOf({ pack }: Pick<Check, 'pack'>): ReadonlySet<Pack> {
  return new Set(pack === undefined ? [] : [pack]);
}

/** What the writer makes of the fixes no longer breaks the rule. */
async function assertFixed(check: Check<'build'>, text: string, messages: readonly Message[]): Promise<void> {
  // Lines for other files are tried where files are written: in fix-classes.test.ts.
  const edits = messages.flatMap(({ fix }) => fix?.edits ?? []).filter(({ op }) => op !== 'add-lines');
  if (edits.length === 0 || messages.some(({ fix }) => fix === undefined)) return;
  const raw: RawRef = { format: 'dockerfile', path: 'Dockerfile', document: 0, pointer: [] };
  const placed = edits.map((edit) => Object.assign({ raw }, edit));
  const written = writeFixes('dockerfile', text, placed);
  assert.deepEqual(written.refused, [], text);
  const found = await judgeDockerfile(written.text);
  assert.ok(!found.has(check.id), `${check.id} still holds in:\n${written.text}`);
  fixed.add(check.id);
}

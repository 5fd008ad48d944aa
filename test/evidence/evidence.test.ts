// One container of every kind of step on a real engine: what the graph predicts is what is seen, and nothing else is.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isKnown } from '../../src/model/field.ts';
import { normalPath } from '../../src/model/host-path.ts';
import { plimsoll, root, scratch, skipUnless } from '../plimsoll.ts';
import { scanTargets } from '../scan-folder.ts';
import { openQuestions } from './compare.ts';
import { composites } from './composites.ts';
import { configurations, fewNames, type Configuration } from './configurations.ts';
import { whyNot } from './machine.ts';
import { tryConfigurations } from './run.ts';

test('every configuration that is spoken of is one', () => {
  const names = new Set(configurations.map(({ name }) => name));
  assert.equal(names.size, configurations.length);
  const spoken = composites.flatMap(({ run = [], stopped = [] }) => [...run, ...stopped]);
  assert.deepEqual(
    [...spoken, ...fewNames].filter((name) => !names.has(name)),
    [],
  );
});

const reason = whyNot();
test(
  'what the graph predicts is what a real engine shows',
  skipUnless(reason === undefined, reason ?? ''),
  async () => {
    const few = new Set<string>(fewNames);
    const chosen = configurations.filter(({ name }) => few.has(name));
    const { comparisons, refused } = await tryConfigurations(chosen, { say: () => undefined });
    assert.deepEqual([...refused], []);
    assert.equal(comparisons.length, fewNames.length);
    assert.deepEqual(openQuestions(comparisons), []);
  },
);

/** What the proxy of the engine's socket in the example mounts, as a container of the evidence. */
async function socketProxy(name: string, folder: string): Promise<Configuration> {
  const { report } = await scanTargets([folder], { only: new Set(['reach']) });
  const proxy = report.workloads.find((one) => one.name === 'socket-proxy');
  assert.ok(proxy);
  const mounts = proxy.containers
    .flatMap(({ effective }) => effective.mounts)
    .flatMap((field) => {
      if (!isKnown(field) || field.value.kind !== 'bind' || field.value.source === undefined) return [];
      const { source, target, readOnly } = field.value;
      return [{ host: normalPath(source), at: target, mode: readOnly ? 'ro' : 'rw' }];
    });
  return { name, flags: [], mounts };
}
test(
  'the edit that closes the proxy of a socket closes it on a real engine',
  skipUnless(reason === undefined, reason ?? ''),
  async () => {
    const folder = path.join(scratch(), 'host');
    cpSync(path.join(root, 'examples/docker-host'), folder, { recursive: true });
    const before = await socketProxy('proxy-before', folder);
    const fixed = await plimsoll(['scan', folder, '--fix', '--only', 'config,reach'], { cache: scratch() });
    assert.notEqual(fixed.code, 2, fixed.stderr);
    const after = await socketProxy('proxy-after', folder);
    const { comparisons, refused, seen } = await tryConfigurations([before, after], { say: () => undefined });
    assert.deepEqual([...refused], []);
    const ways = (name: string): readonly string[] =>
      [...(seen.get(name) ?? [])].filter((one) => /engine-/u.test(one)).sort();
    assert.deepEqual(ways('proxy-before'), [
      'CTR_ALL engine-list',
      'HOST_ROOT engine-root',
      'IMAGE_PERSIST engine-tag',
    ]);
    assert.deepEqual(ways('proxy-after'), []);
    const said = (name: string): readonly string[] =>
      comparisons
        .filter((one) => one.name === name)
        .flatMap(({ agreed, absent }) => [...agreed, ...absent].map(({ code }) => code))
        .filter((code) => ['CTR_ALL', 'HOST_ROOT', 'IMAGE_PERSIST'].includes(code));
    assert.deepEqual(said('proxy-after'), []);
    assert.ok(said('proxy-before').includes('HOST_ROOT'));
  },
);

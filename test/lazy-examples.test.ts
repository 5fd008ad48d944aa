// The bundle makes examples late, and makes the same ones.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { lazyExamples } from '../scripts/lazy-examples.ts';
import { checks } from '../src/checks/index.ts';
import { edgeRules } from '../src/graph/edges/index.ts';

async function bundled(file: string, name: string): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, '..', 'src', file)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    plugins: [lazyExamples],
  });
  const text = outputFiles[0]?.contents ?? new Uint8Array();
  const module: unknown = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  return Object(module)[name];
}
const lists: readonly (readonly [file: string, name: string, own: readonly { id: string; examples: unknown }[]])[] = [
  ['checks/index.ts', 'checks', checks],
  ['graph/edges/index.ts', 'edgeRules', edgeRules],
];
for (const [file, name, own] of lists) {
  test(`${name} of the bundle`, async () => {
    const late = await bundled(file, name);
    assert.ok(Array.isArray(late));
    const eager = late.filter((rule) => Object.getOwnPropertyDescriptor(rule, 'examples')?.get === undefined);
    assert.deepEqual(
      eager.map(({ id }) => id),
      [],
    );
    assert.deepEqual(
      late.map(({ id, examples }) => [id, examples]),
      own.map(({ id, examples }) => [id, examples]),
    );
  });
}

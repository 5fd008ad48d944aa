// The bundle's checks and edges are those of the sources, but for the examples.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { withoutExamples } from '../scripts/without-examples.ts';
import { checks } from '../src/checks/index.ts';
import { edgeRules } from '../src/graph/edges/index.ts';

async function bundled(file: string, name: string): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, '..', 'src', file)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    plugins: [withoutExamples],
  });
  const text = outputFiles[0]?.contents ?? new Uint8Array();
  const module: unknown = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  return Object(module)[name];
}
const lists: readonly (readonly [file: string, name: string, own: readonly object[]])[] = [
  ['checks/index.ts', 'checks', checks],
  ['graph/edges/index.ts', 'edgeRules', edgeRules],
];
for (const [file, name, own] of lists) {
  test(`${name} of the bundle`, async () => {
    const found = await bundled(file, name);
    assert.ok(Array.isArray(found));
    // Functions are what esbuild makes of them.
    const told = (rules: readonly object[]): unknown => JSON.parse(JSON.stringify(rules));
    assert.deepEqual(told(found), told(own.map((rule) => ({ ...rule, examples: undefined }))));
  });
}

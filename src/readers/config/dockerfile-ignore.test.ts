// Which .dockerignore counts for a Dockerfile, and which patterns are in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContextIgnore } from '../../model/build-facts.ts';
import { readSample, unknownsIn } from './config-sample.ts';
import { dockerfileReader } from './dockerfile.ts';

interface Row {
  readonly name: string;
  readonly path: string;
  readonly beside?: Readonly<Record<string, string>>;
  readonly ignore: ContextIgnore | undefined;
}
const rows: readonly Row[] = [
  { name: 'nobody to ask', path: 'Dockerfile', ignore: undefined },
  { name: 'none', path: 'web/Dockerfile', beside: {}, ignore: { patterns: [] } },
  {
    name: 'beside it, with comments and blank lines',
    path: 'web/Dockerfile',
    beside: { 'web/.dockerignore': '\uFEFF# all\r\n\r\n  *\r\n!src\r\n', '.dockerignore': 'x' },
    ignore: { path: 'web/.dockerignore', patterns: ['*', '!src'] },
  },
  {
    name: 'its own before the one of the folder',
    path: 'Dockerfile',
    beside: { 'Dockerfile.dockerignore': 'a', '.dockerignore': 'b' },
    ignore: { path: 'Dockerfile.dockerignore', patterns: ['a'] },
  },
  {
    name: 'above it',
    path: 'a/b/Dockerfile',
    beside: { '.containerignore': 'b' },
    ignore: { path: '.containerignore', patterns: ['b'] },
  },
  {
    name: 'by absolute paths',
    path: '/srv/a/Dockerfile',
    beside: { '/srv/.dockerignore': 'b' },
    ignore: { path: '/srv/.dockerignore', patterns: ['b'] },
  },
  {
    name: 'no more than 1,000 patterns',
    path: 'Dockerfile',
    beside: { '.dockerignore': 'x\n'.repeat(5000) },
    ignore: { path: '.dockerignore', patterns: Array.from({ length: 1000 }, () => 'x') },
  },
];
for (const { name, path, beside, ignore } of rows) {
  test(`${path}: ${name}`, async () => {
    const drafts = await readSample(dockerfileReader, { path, content: 'FROM scratch\n', ...(beside && { beside }) });
    const build = drafts.find((draft) => draft.kind === 'build');
    assert.ok(build !== undefined);
    assert.deepEqual(build.ignore, ignore);
  });
}
test('what is no text is told, and the build is read', async () => {
  const beside = { '.dockerignore': '\u0000a\u0000' };
  const drafts = await readSample(dockerfileReader, { path: 'Dockerfile', content: 'FROM scratch\n', beside });
  assert.ok(drafts.some((draft) => draft.kind === 'build' && draft.ignore === undefined));
  assert.equal(unknownsIn(drafts).length, 1);
});

// Bundles the command line: one CommonJS file behind a launcher that turns the compile cache on.
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { lazyExamples } from './lazy-examples.ts';

const root = path.join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** Writes the program into `dist`, complete with what it reads at run time. */
export async function bundle(dist: string): Promise<void> {
  mkdirSync(dist, { recursive: true });
  await build({
    entryPoints: [path.join(root, 'src/cli/main.ts')],
    outfile: path.join(dist, 'cli.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    minify: true,
    keepNames: true,
    legalComments: 'linked',
    define: { PLIMSOLL_VERSION: JSON.stringify(version) },
    plugins: [lazyExamples],
    logLevel: 'warning',
    // A bundle has __dirname; only the sources ask import.meta.
    logOverride: { 'empty-import-meta': 'silent' },
  });
  writeFileSync(
    path.join(dist, 'plimsoll.cjs'),
    `#!/usr/bin/env node
require('node:module').enableCompileCache(require('node:path').join(__dirname, 'compile-cache'));
require('./cli.cjs');
`,
  );
  chmodSync(path.join(dist, 'plimsoll.cjs'), 0o755);
  mkdirSync(path.join(dist, 'data'), { recursive: true });
  cpSync(path.join(root, 'data'), path.join(dist, 'data'), { recursive: true });
}

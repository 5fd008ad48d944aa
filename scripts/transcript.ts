// Puts what the README's first command really says into the README; `test/harbour.test.ts` holds it there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const readme = path.join(root, 'README.md');
const cache = mkdtempSync(path.join(tmpdir(), 'plimsoll-transcript-'));
const { stdout } = spawnSync(path.join(root, 'plimsoll'), ['scan', 'examples/harbour'], {
  cwd: root,
  encoding: 'utf8',
  env: { PATH: process.env['PATH'], HOME: cache, XDG_CACHE_HOME: cache, LANG: 'C.UTF-8' },
});
rmSync(cache, { recursive: true, force: true });
const text = readFileSync(readme, 'utf8');
const block = /(```\n\$ \.\/plimsoll scan examples\/harbour\n)[\s\S]*?```/u;
writeFileSync(
  readme,
  text.replace(block, (_whole, head: string) => `${head}${stdout}\`\`\``),
);

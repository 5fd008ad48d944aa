// Builds a program around somebody else's reference implementation, once, outside the checkout.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Path of the built program, or why there is none. Go and its modules are fetched by Go itself. `tool` is a package that
 * the module pins in place of a program of its own.
 */
export function buildOracle(name: string, tool = '.'): { readonly program: string } | { readonly missing: string } {
  if (spawnSync('go', ['version']).status !== 0) return { missing: 'no Go here' };
  const folder = path.join(import.meta.dirname, name);
  const part = tool === '.' ? name : `${name}-${tool.replaceAll('/', '-')}`;
  const digest = createHash('sha256');
  for (const file of readdirSync(folder).sort()) digest.update(file).update(readFileSync(path.join(folder, file)));
  const out = path.join(tmpdir(), 'plimsoll-oracles', `${part}-${digest.digest('hex').slice(0, 16)}`);
  if (existsSync(out)) return { program: out };
  mkdirSync(path.dirname(out), { recursive: true });
  const fresh = `${out}.${process.pid}`;
  const built = spawnSync('go', ['build', '-mod=readonly', '-o', fresh, tool], { cwd: folder, encoding: 'utf8' });
  if (built.status !== 0) return { missing: `Go could not build it: ${built.stderr.trim().split('\n').at(-1) ?? ''}` };
  renameSync(fresh, out);
  return { program: out };
}

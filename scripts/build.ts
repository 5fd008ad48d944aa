// `npm run build`: the program into dist/, each file whole or not at all, for another start may be reading it.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundle } from './bundle.ts';

const dist = path.join(import.meta.dirname, '..', 'dist');
const next = path.join(dist, 'next');

rmSync(next, { recursive: true, force: true });
await bundle(next);
for (const { parentPath, name } of readdirSync(next, { recursive: true, withFileTypes: true }).filter((item) =>
  item.isFile(),
)) {
  const file = path.join(parentPath, name);
  const place = path.join(dist, path.relative(next, file));
  mkdirSync(path.dirname(place), { recursive: true });
  renameSync(file, place);
}
rmSync(next, { recursive: true, force: true });

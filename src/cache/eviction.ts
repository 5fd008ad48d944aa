// How a folder of files stays within its size: what was used longest ago goes first.
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { draftSuffix } from './checked-file.ts';

interface Kept {
  readonly file: string;
  readonly size: number;
  readonly usedMs: number;
}
/** Drafts this old are of a process that was killed. */
const staleDraftMs = 60 * 60 * 1000;

/** Bytes that are left. */
export function evict(folder: string, { maxBytes, nowMs }: { maxBytes: number; nowMs: number }): number {
  const kept: Kept[] = [];
  for (const name of readdirSync(folder)) {
    const found = lookAt(path.join(folder, name));
    if (found === undefined) continue;
    if (!name.endsWith(draftSuffix)) kept.push(found);
    else if (nowMs - found.usedMs > staleDraftMs) rmSync(found.file, { force: true });
  }
  kept.sort((a, b) => b.usedMs - a.usedMs || (a.file < b.file ? -1 : 1));
  let total = 0;
  for (const { file, size } of kept) {
    if (total + size > maxBytes) rmSync(file, { force: true });
    else total += size;
  }
  return total;
}
/** Another process may have taken it meanwhile. */
function lookAt(file: string): Kept | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true ? { file, size: stats.size, usedMs: stats.mtimeMs } : undefined;
}

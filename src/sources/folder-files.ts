// The files of an image archive or layout that lies unpacked in a folder. Whoever packed it may be hostile: a link
// that leads out of the folder is not followed.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type FileRange, LocalFile } from '../io/file-range.ts';
import { readSmallRange, type StoredFiles } from './archive-files.ts';

const maxNames = 100_000;

export function openFolderFiles(folder: string): StoredFiles {
  const root = realpathSync(folder);
  const open = new Set<LocalFile>();
  const resolve = (name: string): string | undefined => findFile(root, name);
  const openFile = (name: string): FileRange | undefined => {
    const found = resolve(name);
    if (found === undefined) return undefined;
    const file = new LocalFile(path.join(root, found));
    open.add(file);
    if (file.isRegular) return { file, offset: 0, length: file.size };
    release(file);
    return undefined;
  };
  const release = (file: LocalFile): void => {
    open.delete(file);
    file.close();
  };
  return {
    names: () => namesIn(root),
    resolve,
    sizeOf(name) {
      const found = resolve(name);
      return found === undefined ? undefined : statSync(path.join(root, found)).size;
    },
    read(name) {
      const range = openFile(name);
      if (range === undefined) return undefined;
      try {
        return readSmallRange(range, name);
      } finally {
        release(range.file);
      }
    },
    open: openFile,
    release: ({ file }) => release(file),
    close() {
      for (const file of open) release(file);
    },
  };
}

/** Path below the root of the regular file that the name leads to. */
function findFile(root: string, name: string): string | undefined {
  if (name === '' || name.includes('\0')) return undefined;
  try {
    const real = realpathSync(path.join(root, name));
    const inside = path.relative(root, real);
    const leadsOut = inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside);
    return !leadsOut && statSync(real).isFile() ? inside : undefined;
  } catch {
    return undefined;
  }
}

/** Two levels are all that any of the layouts lists its metadata in. */
function* namesIn(root: string): Generator<string> {
  let left = maxNames;
  for (const item of readdirSync(root, { withFileTypes: true })) {
    left -= 1;
    if (left < 0) return;
    if (!item.isDirectory()) {
      yield item.name;
      continue;
    }
    for (const inner of readdirSync(path.join(root, item.name))) {
      left -= 1;
      if (left < 0) return;
      yield `${item.name}/${inner}`;
    }
  }
}

// Which file keeps others out of the context of a build, and its patterns.
// https://docs.docker.com/build/concepts/context/#dockerignore-files
import { InputError } from '../../model/errors.ts';
import type { ContextIgnore } from '../../model/build-facts.ts';
import type { Near } from '../../model/reader.ts';
import { folderOf, textNear, type Beside } from './near-text.ts';

const maxFolders = 32;
const maxPatterns = 1000;

/** The Dockerfile's own, or the nearest one above it: the context is its folder, or one further up. */
export async function readIgnore(
  path: string,
  near: Near | undefined,
): Promise<ContextIgnore | { readonly why: string } | undefined> {
  if (near === undefined) return undefined;
  const beside: Beside = { near, absolute: path.startsWith('/') };
  try {
    for (const candidate of candidatesFor(path)) {
      const text = await textNear(candidate, beside);
      if (text !== undefined) return { path: candidate, patterns: patternsIn(text) };
    }
  } catch (error) {
    if (error instanceof InputError) return { why: error.message };
    throw error;
  }
  return { patterns: [] };
}

function candidatesFor(path: string): readonly string[] {
  const found = [`${path}.dockerignore`];
  let folder = folderOf(path);
  for (let depth = 0; depth < maxFolders; depth++) {
    found.push(`${folder}.dockerignore`, `${folder}.containerignore`);
    if (folder === '' || folder === '/') break;
    folder = folderOf(folder.slice(0, -1));
  }
  return found;
}
function patternsIn(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .slice(0, maxPatterns)
    .map((line) => line.trim());
}

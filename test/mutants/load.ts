// Loads a check anew with one of the files that it rests on changed.
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A file in another wording; what imports it, directly or not, is loaded again with it. */
export interface Changed {
  readonly file: string;
  readonly text: string;
  readonly importers: ReadonlySet<string>;
}
let changed: (Changed & { readonly query: string }) | undefined;
let count = 0;
const stripped = new Map<string, string>();

/** The code without its types; what remains stands where it stood. */
export function codeOf(file: string): string {
  const code = stripped.get(file) ?? stripTypeScriptTypes(readFileSync(file, 'utf8'));
  stripped.set(file, code);
  return code;
}
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    if (changed === undefined || !resolved.url.startsWith('file:') || resolved.url.includes('?')) return resolved;
    const file = fileURLToPath(resolved.url);
    const isAnew = file === changed.file || changed.importers.has(file);
    return isAnew ? { ...resolved, url: `${resolved.url}${changed.query}`, shortCircuit: true } : resolved;
  },
  load(url, context, next) {
    if (changed === undefined || !url.endsWith(changed.query)) return next(url, context);
    const file = fileURLToPath(url.slice(0, -changed.query.length));
    const source = file === changed.file ? changed.text : codeOf(file);
    return { format: 'module', source, shortCircuit: true };
  },
});
/** Gives a function that loads files as they are with the change. */
export async function withChange<T>(
  change: Changed,
  use: (load: (file: string) => Promise<Readonly<Record<string, unknown>>>) => Promise<T>,
): Promise<T> {
  const query = `?mutant=${(count += 1)}`;
  changed = { ...change, query };
  try {
    return await use((file) => import(pathToFileURL(file).href + query) as Promise<Record<string, unknown>>);
  } finally {
    changed = undefined;
  }
}

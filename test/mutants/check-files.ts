// In which file each check is, and under which name.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.join(import.meta.dirname, '..', '..', 'src', 'checks');
export interface Exported {
  readonly id: string;
  readonly name: string;
}
export async function checkFiles(): Promise<ReadonlyMap<string, Exported>> {
  const found = new Map<string, Exported>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || path.basename(file) === 'index.ts') continue;
    const where = path.join(folder, file);
    const module = (await import(pathToFileURL(where).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      if (typeof value !== 'object' || value === null || !('examples' in value) || !('id' in value)) continue;
      found.set(where, { id: String(value.id), name });
    }
  }
  return found;
}

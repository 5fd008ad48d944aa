// Reads a text as a Dockerfile with the reader that users get, and runs every build check on it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { toFactId } from '../src/model/brand.ts';
import { packs, type Check, type Message, type Pack } from '../src/model/check.ts';
import type { Entry } from '../src/model/entry.ts';
import type { BuildFact, UnknownDraft, World } from '../src/model/facts.ts';
import { dockerfileReader } from '../src/readers/config/dockerfile.ts';

const folder = path.join(import.meta.dirname, '../src/checks/build');
export const buildChecks: readonly Check<'build'>[] = await loadChecks();

async function loadChecks(): Promise<Check<'build'>[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules: unknown[] = await Promise.all(files.sort().map((file) => import(path.join(folder, file))));
  return modules
    .flatMap((module) => (typeof module === 'object' && module !== null ? Object.values(module) : []))
    .filter(isBuildCheck);
}
function isBuildCheck(value: unknown): value is Check<'build'> {
  return typeof value === 'object' && value !== null && 'run' in value && 'on' in value && value.on === 'build';
}

export interface ReadBuild {
  readonly build: BuildFact;
  readonly unknowns: readonly UnknownDraft[];
}
/** With `files` beside it, by path; without, nobody can look. */
export async function readBuild(text: string, files?: Readonly<Record<string, string>>): Promise<ReadBuild> {
  const near = async (name: string): Promise<Entry | undefined> => {
    const beside = files !== undefined && Object.hasOwn(files, name) ? files[name] : undefined;
    return beside === undefined ? undefined : toEntry(name, beside);
  };
  const unknowns: UnknownDraft[] = [];
  let build: BuildFact | undefined;
  for await (const draft of dockerfileReader.read(toEntry('Dockerfile', text), files && near)) {
    if (draft.kind === 'unknown') unknowns.push(draft);
    if (draft.kind === 'build') build = { ...draft, id: toFactId('build', 'test', 'Dockerfile'), scope: 'test' };
  }
  if (build === undefined) throw new Error(`no build in:\n${text.slice(0, 200)}`);
  return { build, unknowns };
}
function toEntry(name: string, text: string): Entry {
  const bytes = new TextEncoder().encode(text);
  return {
    path: name,
    type: 'file',
    size: bytes.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    head: async (n) => bytes.subarray(0, n),
    read: async () => bytes,
    async *stream() {
      yield bytes;
    },
  };
}

const emptyWorld: World = { facts: () => [], known: () => 'none', buildOf: () => undefined, today: '2026-11-24' };
/** Messages by rule, of the default set and these packs. */
export function judgeBuild(
  build: BuildFact,
  asked: ReadonlySet<Pack> = new Set(packs),
  trusted: readonly string[] = [],
): ReadonlyMap<string, readonly Message[]> {
  const found = new Map<string, readonly Message[]>();
  for (const check of buildChecks) {
    if (check.pack !== undefined && !asked.has(check.pack)) continue;
    const messages = [...check.run(build, { ...emptyWorld, trustedRegistries: trusted })];
    if (messages.length > 0) found.set(check.id, messages);
  }
  return found;
}
export async function judgeDockerfile(text: string): Promise<ReadonlyMap<string, readonly Message[]>> {
  return judgeBuild((await readBuild(text)).build);
}

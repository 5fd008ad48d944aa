// JSON of an engine's interface: which files hold it, asked of their bytes before anything is parsed.
// https://docs.docker.com/reference/api/engine/
import type { Entry } from '../../model/entry.ts';
import type { UnknownDraft } from '../../model/facts.ts';
import { maxProblems, openConfig, readManifest, refineConfig, toUnknown, type OpenedConfig } from './config-file.ts';
import { itemsOf, toValue, type Value } from './config-value.ts';

export const engineSuffixes = ['.json'] as const;
export const refineEngine = refineConfig;
export const maxEngineBytes = 16 * 1024 * 1024;
const largeBytes = 1024 * 1024;
const headBytes = 64 * 1024;

export interface EngineDocument {
  readonly config: OpenedConfig;
  /** Absent where the text could not be parsed. */
  readonly root?: Value;
}
/** Undefined where the word is not in it; a large file must have it near its beginning. */
export async function openEngineDocument(entry: Entry, word: string): Promise<EngineDocument | undefined> {
  if (entry.size > largeBytes && !hasWord(await entry.head(headBytes), word)) return undefined;
  const bytes = entry.size > largeBytes ? await entry.read(maxEngineBytes) : await readManifest(entry, [word]);
  if (bytes === undefined) return undefined;
  const config = await openConfig(entry.path, bytes);
  const node = config.documents[0]?.root;
  const root = node === undefined ? undefined : toValue(config.file, node);
  return { config, ...(root && { root }) };
}
function hasWord(bytes: Uint8Array, word: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word, 0, 'latin1');
}
/** What of a text that could not be parsed is told, where it has the word of its format. */
export function problemsIn(config: OpenedConfig, reader: string, own: RegExp): readonly UnknownDraft[] {
  if (!own.test(config.text)) return [];
  return config.problems.slice(0, maxProblems).map((problem) => toUnknown(config, problem, reader));
}
/** Answers about several things are a list of them. */
export function answersIn(root: Value): readonly Value[] {
  return root.node.kind === 'list' ? itemsOf(root) : [root];
}

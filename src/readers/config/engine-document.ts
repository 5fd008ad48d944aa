// JSON of an engine's interface: which files hold it, asked of their bytes before anything is parsed.
// https://docs.docker.com/reference/api/engine/
import type { Entry } from '../../model/entry.ts';
import { openConfig, refineConfig, type OpenedConfig } from './config-file.ts';
import { toValue, type Value } from './config-value.ts';

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
/** Undefined where nothing in it matches; a large file must begin with what does. */
export async function openEngineDocument(entry: Entry, mention: RegExp): Promise<EngineDocument | undefined> {
  if (entry.size > largeBytes && !mention.test(toText(await entry.head(headBytes)))) return undefined;
  const bytes = await entry.read(maxEngineBytes);
  const wide = bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0 || bytes[0] === 0xff || bytes[0] === 0xfe);
  if (!wide && !mention.test(toText(bytes))) return undefined;
  const config = await openConfig(entry.path, bytes);
  const node = config.documents[0]?.root;
  const root = node === undefined ? undefined : toValue(config.file, node);
  return { config, ...(root && { root }) };
}
function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

// What lies beside a configuration file: paths that it names, as the paths of entries, and the texts there.
import type { Entry } from '../../model/entry.ts';
import { InputError } from '../../model/errors.ts';
import type { Near } from '../../model/reader.ts';
import { foldPath } from '../../model/host-path.ts';
import { decodeText } from '../../syntax/text.ts';

const maxBytes = 1024 * 1024;
/** Where neighbours are asked for. */
export interface Beside {
  readonly near: Near | undefined;
  /** The place's paths begin at the root of the file system; in others a path of the host means nothing. */
  readonly absolute: boolean;
}
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
/** A path that a file names, as the path of an entry. */
export function besideOf(folder: string, name: string): string {
  return foldPath(name.startsWith('/') ? name : `${folder}${name}`);
}
/** The same as a folder. */
export function folderBeside(folder: string, name: string): string {
  const path = besideOf(folder, name);
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}
export async function entryNear(path: string, { near, absolute }: Beside): Promise<Entry | undefined> {
  return path.startsWith('/') && !absolute ? undefined : near?.(path);
}
export async function bytesNear(path: string, beside: Beside): Promise<Uint8Array | undefined> {
  return (await entryNear(path, beside))?.read(maxBytes);
}
/** Rejects with InputError what is no text, or too long. */
export async function textNear(path: string, beside: Beside): Promise<string | undefined> {
  const bytes = await bytesNear(path, beside);
  if (bytes === undefined) return undefined;
  const decoded = decodeText(bytes);
  if ('why' in decoded) throw new InputError('bad-syntax', `${path}: ${decoded.why}`);
  return decoded.text;
}

// The files of an image archive that lies uncompressed on disk: an index of its members, contents left where they are.
import path from 'node:path';
import { InputError } from '../model/errors.ts';
import { type FileRange, LocalFile, readRange } from '../io/file-range.ts';
import { seekMembers } from '../io/tar-seek.ts';
import type { TarMember } from '../io/tar-member.ts';
import { type ImageFiles, maxSmallFileBytes } from './image-plan.ts';
import type { UnknownList } from './unknown-list.ts';

/** Files of an image that can be asked for their bytes at any place. */
export interface StoredFiles extends ImageFiles {
  /** Undefined when it is not there. */
  open(name: string): FileRange | undefined;
  /** Called when a range that `open` gave is no longer used. */
  release(range: FileRange): void;
  close(): void;
}

export const maxOuterMembers = 100_000;

/** What could be indexed; a damaged rest is an unknown. */
export async function indexArchive(
  file: LocalFile,
  { signal, unknowns }: { readonly signal: AbortSignal; readonly unknowns: UnknownList },
): Promise<StoredFiles> {
  const links = new OuterLinks();
  const ranges = new Map<string, FileRange>();
  const whole = { file, offset: 0, length: file.size };
  const scan = {
    wanted: { matches: () => true },
    signal,
    report: unknowns.add,
    maxMembers: maxOuterMembers,
  };
  try {
    for await (const member of seekMembers(whole, scan)) {
      links.note(member);
      if (member.type !== 'file' || member.sparse) ranges.delete(member.path);
      else ranges.set(member.path, { file, offset: member.start, length: member.stored });
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    unknowns.add({ code: error.code, why: error.message, affects: [], incomplete: true });
  }
  const resolve = (name: string): string | undefined => links.resolve(name, (candidate) => ranges.has(candidate));
  return {
    names: () => ranges.keys(),
    resolve,
    sizeOf: (name) => ranges.get(resolve(name) ?? '')?.length,
    read(name) {
      const range = ranges.get(resolve(name) ?? '');
      return range === undefined ? undefined : readSmallRange(range, name);
    },
    open: (name) => ranges.get(resolve(name) ?? ''),
    release: () => undefined,
    close: () => file.close(),
  };
}

/** Throws InputError. */
export function readSmallRange(range: FileRange, name: string): Buffer {
  if (range.length > maxSmallFileBytes)
    throw new InputError('limit-reached', `${name} has ${range.length} bytes, more than ${maxSmallFileBytes}`);
  const bytes = readRange(range, 0, range.length);
  if (bytes.length < range.length) throw new InputError('archive-truncated', `${name} ends too early`);
  return bytes;
}

/** Links among the members: old archives store a layer once and link to it. */
export class OuterLinks {
  readonly #targets = new Map<string, string>();

  note({ path: name, type, link }: Pick<TarMember, 'path' | 'type' | 'link'>): void {
    this.#targets.delete(name);
    if (link === undefined) return;
    const target = type === 'link' ? path.posix.join(path.posix.dirname(name), link) : path.posix.normalize(link);
    if (!link.startsWith('/') && !target.startsWith('..')) this.#targets.set(name, target);
  }
  /** The name of the file itself; undefined for what is not there, leads outside or in circles. */
  resolve(name: string, exists: (name: string) => boolean): string | undefined {
    let at = path.posix.normalize(name);
    for (let hop = 0; hop < 8; hop += 1) {
      if (exists(at)) return at;
      const target = this.#targets.get(at);
      if (target === undefined) return undefined;
      at = target;
    }
    return undefined;
  }
}

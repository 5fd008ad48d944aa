// A root filesystem in a tar: sought through where it lies uncompressed on disk, else read as it passes by.
import type { Entry, Wanted } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Described, EntriesOptions, OpenOptions, Source } from '../model/source.ts';
import { seekTar, type TarScan } from '../io/tar-seek.ts';
import type { FileRange } from '../io/file-range.ts';
import { streamTar } from '../io/tar-stream.ts';
import { dockerManifest, isDockerManifest } from './docker-plan.ts';
import { maxSmallFileBytes } from './image-plan.ts';
import { leaveOut } from './leave-out.ts';
import { ociLayoutMark } from './oci-plan.ts';
import type { UnknownList } from './unknown-list.ts';

export interface TarTreeOptions {
  readonly name: string;
  readonly content:
    | { readonly kind: 'stored'; readonly range: FileRange }
    | { readonly kind: 'passing'; readonly bytes: () => AsyncIterable<Uint8Array>; readonly repeatable: boolean };
  readonly open: Pick<OpenOptions, 'skip'>;
  readonly unknowns: UnknownList;
  readonly close: () => Promise<void> | void;
}

export class TarTree implements Source {
  readonly #options: TarTreeOptions;
  #passed = false;
  constructor(options: TarTreeOptions) {
    this.#options = options;
  }
  describe(): Described {
    const { name, content } = this.#options;
    return { kind: 'tree', name, prefix: '', repeatable: content.kind === 'stored' || content.repeatable };
  }
  async *entries(asked: Wanted, { signal }: EntriesOptions): AsyncGenerator<readonly Entry[]> {
    const { unknowns, open } = this.#options;
    const wanted = alsoMarks(leaveOut(asked, open.skip));
    try {
      for await (const batch of this.#read({ wanted, signal, report: unknowns.add })) {
        const given = batch.some(({ path }) => isMark(path)) ? await this.#withoutMarks(batch, asked) : batch;
        if (given.length > 0) yield given;
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unknowns.add({ code: error.code, why: error.message, affects: [], incomplete: true });
    }
  }
  unknowns(): ReturnType<Source['unknowns']> {
    return this.#options.unknowns.all;
  }
  async close(): Promise<void> {
    await this.#options.close();
  }

  #read(scan: TarScan): AsyncIterable<readonly Entry[]> {
    const { content, name } = this.#options;
    if (content.kind === 'stored') return seekTar(content.range, scan);
    if (this.#passed && !content.repeatable) throw new Error(`${name} can be read only once`);
    this.#passed = true;
    return streamTar(content.bytes(), scan);
  }

  /** An image archive that was dressed up as a root filesystem would otherwise hide its layers. */
  async #withoutMarks(batch: readonly Entry[], asked: Wanted): Promise<readonly Entry[]> {
    for (const entry of batch) {
      if (!isMark(entry.path) || entry.type !== 'file' || !(await mayBeOfImage(entry))) continue;
      this.#options.unknowns.add({
        code: 'unsupported',
        why: `the root filesystem also holds ${entry.path}, as an image archive does; its layers were not read`,
        at: { path: entry.path },
        affects: [],
        incomplete: true,
      });
    }
    return batch.filter((entry) => !isMark(entry.path) || asked.matches(entry.path, entry.type));
  }
}

/** One that is too large to be looked at may be anything. */
async function mayBeOfImage(mark: Entry): Promise<boolean> {
  if (mark.path === ociLayoutMark || mark.size > maxSmallFileBytes) return true;
  return isDockerManifest(Buffer.from(await mark.read(maxSmallFileBytes)));
}
function isMark(path: string): boolean {
  return path === dockerManifest || path === ociLayoutMark;
}
/** The two begin with other letters than what most readers want. */
function mayBeMark(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start] === 0x2e ? bytes[start + 2] : bytes[start];
  return first === dockerManifest.charCodeAt(0) || first === ociLayoutMark.charCodeAt(0);
}
function alsoMarks(wanted: Wanted): Wanted {
  const { mayMatch } = wanted;
  return {
    ...(mayMatch && {
      mayMatch: (bytes, start, limit) => mayBeMark(bytes, start) || mayMatch(bytes, start, limit),
    }),
    matches: (path, type) => wanted.matches(path, type) || isMark(path),
    keep(header) {
      const asked = wanted.matches(header.path, header.type) ? wanted.keep(header) : undefined;
      if (!isMark(header.path) || header.type !== 'file') return asked ?? { keep: 'no', maxBytes: 0 };
      return { keep: 'whole', maxBytes: Math.max(asked?.maxBytes ?? 0, maxSmallFileBytes) };
    },
  };
}

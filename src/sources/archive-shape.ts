// What a tar holds, by the names of its members: an image as Docker saves it, an OCI layout, or a root filesystem.
import type { EntryType } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import { ChunkCursor } from '../io/chunk-cursor.ts';
import { decompress, sniffCompression } from '../io/decompress.ts';
import { type FileRange, readRange, streamRange } from '../io/file-range.ts';
import { startsLikeTar } from '../io/tar-header.ts';
import { seekMembers } from '../io/tar-seek.ts';
import { streamMembers } from '../io/tar-stream.ts';
import { dockerManifest, isDockerManifest } from './docker-plan.ts';
import { v1Repositories } from './docker-v1-plan.ts';
import { maxSmallFileBytes } from './image-plan.ts';
import { ociIndex, ociLayoutMark } from './oci-plan.ts';

/** `image`: of an image, but what tells which kind comes later. */
export type Shape = 'docker' | 'oci' | 'image' | 'rootfs' | 'none';

/** Filesystem Hierarchy Standard 3.0, and where package databases lie. */
const rootNames = /^(?:bin|etc|lib|lib64|sbin|usr|var\/lib)(?:\/|$)/;
const imageNames = /^(?:blobs(?:\/|$)|sha256:[0-9a-f]{64}$|[0-9a-f]{64}(?:\/|\.json$|\.tar(?:\.gz)?$|$))/;
const markNames: ReadonlySet<string> = new Set([dockerManifest, v1Repositories, ociIndex, ociLayoutMark]);
const peekedBytes = 512 * 1024;

/** Whether a name says anything. */
function matches(path: string, type: EntryType): boolean {
  return (type === 'file' && markNames.has(path)) || rootNames.test(path) || imageNames.test(path);
}

/** Takes in names one by one; `isSettled` once no later name could change the answer. */
export class ShapeJudge {
  readonly #marks = new Set<string>();
  #looksLikeRoot = false;
  #looksLikeImage = false;
  #holdsManifest: boolean | undefined;

  see(path: string): void {
    if (markNames.has(path)) this.#marks.add(path);
    else if (rootNames.test(path)) this.#looksLikeRoot = true;
    else if (imageNames.test(path)) this.#looksLikeImage = true;
  }
  /** What the manifest is, where it could be read. */
  seeManifest(bytes: Buffer): void {
    this.#holdsManifest = isDockerManifest(bytes);
  }
  get isSettled(): boolean {
    return this.#holdsManifest === true || (this.#looksLikeRoot && this.#marks.size === 0);
  }
  /** `whole`: no more names will come. */
  shape(whole: 'whole' | 'part'): Shape {
    if (this.#holdsManifest === true) return 'docker';
    if (this.#looksLikeRoot) return this.#marks.has(ociLayoutMark) ? 'oci' : 'rootfs';
    if (this.#marks.has(dockerManifest) || this.#marks.has(v1Repositories)) return 'docker';
    if (whole === 'part') return this.#looksLikeImage || this.#marks.size > 0 ? 'image' : 'none';
    return this.#marks.size > 0 ? 'oci' : 'none';
  }
}

/** Rejects with InputError when there is no telling. */
export async function judgeFile(range: FileRange, signal: AbortSignal): Promise<Shape> {
  const first = readRange(range, 0, 512);
  if (sniffCompression(first) === 'none') return startsLikeTar(first) ? judgeStored(range, signal) : 'none';
  const tar = decompress(streamRange(range), sniffCompression(first));
  const chunks = tar[Symbol.asyncIterator]();
  const peeked = await peek(chunks, peekedBytes);
  await chunks.return(undefined);
  return judgePeeked(peeked, signal);
}

async function judgeStored(range: FileRange, signal: AbortSignal): Promise<Shape> {
  const judge = new ShapeJudge();
  try {
    const scan = { wanted: { matches }, signal, report: () => undefined };
    for await (const { path, start, stored } of seekMembers(range, scan)) {
      judge.see(path);
      if (path === dockerManifest) judge.seeManifest(readRange(range, start, Math.min(stored, maxSmallFileBytes)));
      if (judge.isSettled) break;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return judge.shape('whole');
}

export interface Peeked {
  readonly bytes: Buffer;
  /** Whether that is all there is. */
  readonly whole: boolean;
}
/** The first bytes of a stream, at least `wanted` of them unless it ends or breaks before. */
export async function peek(chunks: AsyncIterator<Uint8Array>, wanted: number): Promise<Peeked> {
  const parts: Uint8Array[] = [];
  let total = 0;
  try {
    while (total < wanted) {
      const { value, done } = await chunks.next();
      if (done === true) return { bytes: Buffer.concat(parts), whole: true };
      parts.push(value);
      total += value.length;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return { bytes: Buffer.concat(parts), whole: false };
}

/** By the members that begin within the first bytes of a tar. */
export async function judgePeeked({ bytes, whole }: Peeked, signal: AbortSignal): Promise<Shape> {
  if (!startsLikeTar(bytes)) return 'none';
  const judge = new ShapeJudge();
  const cursor = new ChunkCursor(once(bytes), signal);
  const scan = { wanted: { matches }, signal, report: () => undefined };
  try {
    for await (const { path, start, stored } of streamMembers(cursor, scan)) {
      judge.see(path);
      if (path === dockerManifest && start + stored <= bytes.length)
        judge.seeManifest(bytes.subarray(start, start + stored));
      if (judge.isSettled) break;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return judge.shape(whole ? 'whole' : 'part');
}
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

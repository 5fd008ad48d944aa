// From a target to the source that it needs: a folder, a file that can be sought through, or bytes that pass by once.
import { createReadStream, statSync, type Stats } from 'node:fs';
import { AppError, InputError } from '../model/errors.ts';
import type { OpenOptions, Source } from '../model/source.ts';
import { decompress, sniffCompression } from '../io/decompress.ts';
import { LocalFile, readRange, streamRange } from '../io/file-range.ts';
import { startsLikeTar } from '../io/tar-header.ts';
import { indexArchive, type StoredFiles } from './archive-files.ts';
import { judgeFile, judgePeeked, peek, type Shape } from './archive-shape.ts';
import { dockerManifest, planDockerImage } from './docker-plan.ts';
import { hasLayerFolders, planV1Image, v1Repositories } from './docker-v1-plan.ts';
import { openFolderFiles } from './folder-files.ts';
import type { ImageFiles, ImagePlan } from './image-plan.ts';
import { ociIndex, planOciImage } from './oci-plan.ts';
import { PassingImage } from './passing-image.ts';
import { StoredImage } from './stored-image.ts';
import { TarTree } from './tar-tree.ts';
import { UnknownList } from './unknown-list.ts';

/** What the user says it is; `any`: what it looks like. */
export type Expected = 'docker' | 'oci' | 'rootfs' | 'any';
const standardInput = '-';
const peekedBytes = 512 * 1024;

/** Rejects with AppError. */
export async function openArchive(target: string, expected: Expected, options: OpenOptions): Promise<Source> {
  if (target === standardInput) {
    if (options.stdin === undefined) throw unreadable(target, 'there is no standard input');
    return openPassing(target, expected, { options, bytes: options.stdin });
  }
  const stat = statOrThrow(target);
  if (stat.isDirectory()) return openFolder(target, expected, options);
  if (!stat.isFile()) return openPassing(target, expected, { options, bytes: createReadStream(target) });
  const file = openOrThrow(target);
  try {
    return await openFile(target, expected, { options, file });
  } catch (error) {
    file.close();
    throw error instanceof InputError ? unreadable(target, error.message) : error;
  }
}

function openFolder(target: string, expected: Expected, options: OpenOptions): Source {
  if (expected === 'rootfs') throw unreadable(target, 'it is a folder and no tar');
  const files = openFolderFiles(target);
  return openStored(target, { files, options, expected, unknowns: new UnknownList() });
}

async function openFile(
  target: string,
  expected: Expected,
  { options, file }: { readonly options: OpenOptions; readonly file: LocalFile },
): Promise<Source> {
  const range = { file, offset: 0, length: file.size };
  const shape = expected === 'any' ? await judgeFile(range, options.signal) : expected;
  const first = readRange(range, 0, 512);
  const compression = sniffCompression(first);
  if (shape === 'none' || (compression === 'none' && !startsLikeTar(first)))
    throw new AppError('target-unsupported', `${target} is no archive of an image or root filesystem`);
  const unknowns = new UnknownList();
  const close = (): void => file.close();
  if (compression === 'none') {
    if (shape === 'rootfs')
      return new TarTree({ name: target, content: { kind: 'stored', range }, open: options, unknowns, close });
    const files = await indexArchive(file, { signal: options.signal, unknowns });
    return openStored(target, { files, options, expected: shape, unknowns });
  }
  const bytes = (): AsyncIterable<Uint8Array> => decompress(streamRange(range), compression);
  return openBytes(target, { shape, options, bytes, repeatable: true, isXz: compression === 'xz', unknowns, close });
}

async function openPassing(
  target: string,
  expected: Expected,
  { options, bytes }: { readonly options: OpenOptions; readonly bytes: AsyncIterable<Uint8Array> },
): Promise<Source> {
  const stored = readable(bytes);
  const first = await peek(stored, 512);
  const compression = sniffCompression(first.bytes);
  const tar = decompress(goOn(first.bytes, stored), compression)[Symbol.asyncIterator]();
  const peeked = await peek(tar, peekedBytes);
  const shape = expected === 'any' ? await judgePeeked(peeked, options.signal) : expected;
  if (shape === 'none' || !startsLikeTar(peeked.bytes)) {
    await tar.return(undefined);
    throw new AppError('target-unsupported', `${target} is no archive of an image or root filesystem`);
  }
  return openBytes(target, {
    shape,
    options,
    bytes: () => goOn(peeked.bytes, tar),
    repeatable: false,
    isXz: compression === 'xz',
    unknowns: new UnknownList(),
    close: async () => void (await tar.return(undefined)),
  });
}

interface Bytes {
  readonly shape: Shape;
  readonly options: OpenOptions;
  readonly bytes: () => AsyncIterable<Uint8Array>;
  readonly repeatable: boolean;
  readonly isXz: boolean;
  readonly unknowns: UnknownList;
  readonly close: () => Promise<void> | void;
}
function openBytes(name: string, { shape, options, bytes, repeatable, isXz, unknowns, close }: Bytes): Source {
  if (shape === 'rootfs') {
    const content = { kind: 'passing', bytes, repeatable } as const;
    return new TarTree({ name, content, open: options, unknowns, close });
  }
  const plan = (files: ImageFiles): ImagePlan => planImage(files, shape, { name, options });
  return new PassingImage({ name, bytes, repeatable, plan, open: options, unknowns, isXz, close });
}

interface Stored {
  readonly files: StoredFiles;
  readonly options: OpenOptions;
  readonly expected: Shape | Expected;
  readonly unknowns: UnknownList;
}
function openStored(name: string, { files, options, expected, unknowns }: Stored): Source {
  try {
    const plan = planImage(files, expected, { name, options });
    return new StoredImage({ name, plan, files, skip: options.skip, unknowns });
  } catch (error) {
    files.close();
    const [damage] = unknowns.all;
    if (error instanceof InputError) throw unreadable(name, error.message);
    if (error instanceof AppError && damage !== undefined)
      throw new AppError(error.code, `${error.message} (${damage.why})`, { cause: error });
    throw error;
  }
}

/** Docker's own manifest is asked first: newer archives have both, and the other may lack what is not local. */
function planImage(
  files: ImageFiles,
  expected: Shape | Expected,
  { name, options }: { readonly name: string; readonly options: OpenOptions },
): ImagePlan {
  const hasIndex = files.resolve(ociIndex) !== undefined;
  if (expected === 'oci' && hasIndex) return planOciImage(files, options);
  if (files.resolve(dockerManifest) !== undefined) {
    try {
      return planDockerImage(files, options);
    } catch (error) {
      if (!hasIndex || !(error instanceof AppError) || error.code !== 'platform-not-found') throw error;
      return planOciImage(files, options);
    }
  }
  if (files.resolve(v1Repositories) !== undefined) return planV1Image(files, options);
  if (hasIndex) return planOciImage(files, options);
  if (expected === 'docker' && hasLayerFolders(files)) return planV1Image(files, options);
  throw unreadable(name, `it holds neither ${dockerManifest} nor ${ociIndex}`);
}
/** A pipe or device that cannot be read is no damage of the program. */
async function* readable(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new InputError('unreadable', `the bytes cannot be read (${error.message})`, { cause: error });
  }
}
async function* goOn(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (;;) {
      const { value, done } = await rest.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

function statOrThrow(target: string): Stats {
  try {
    return statSync(target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('target-not-found', `${target} does not exist`);
    throw unreadable(target, code);
  }
}
function openOrThrow(target: string): LocalFile {
  try {
    return new LocalFile(target);
  } catch (error) {
    throw unreadable(target, error instanceof Error ? error.message : String(error));
  }
}
function unreadable(target: string, why: string): AppError {
  return new AppError('target-unreadable', `${target} cannot be read: ${why}`);
}

// The order of things in a tar: headers, what extends them, contents, the end mark. It is handed bytes and says
// which it needs next, so that the same code reads a stream and jumps through a file. POSIX.1-2024 pax, "ustar
// Interchange Format"; GNU tar manual, "Basic Tar Format"; where writers disagree, Go's archive/tar, which engines use.
import type { EntryType, Wanted } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Unknown } from '../model/unknown.ts';
import { TarFeed } from './tar-feed.ts';
import { blockBytes, fields, hasValidChecksum, isZeroBlock, parseNumber, readText, typeAt } from './tar-header.ts';
import { readName, type TarMember, toMember } from './tar-member.ts';
import { parsePax, type PaxRecords } from './tar-pax.ts';
import { toClampedPath, toEntryPath } from './tar-path.ts';

/** What of paths is wanted. */
export type PathWanted = Pick<Wanted, 'matches' | 'mayMatch'>;

export interface TarOptions {
  readonly wanted: PathWanted;
  /** Told of members that were passed over. */
  readonly report: (unknown: Unknown) => void;
  readonly maxMembers?: number;
}

const defaultMaxMembers = 20_000_000;
const maxExtensionBytes = 1024 * 1024;
const maxPathLength = 4096;

type Extension = 'local' | 'global' | 'long name' | 'long link' | 'sparse map';
const extensions: ReadonlyMap<number, Extension> = new Map([
  [0x78, 'local'], // x
  [0x58, 'local'], // X, of Solaris
  [0x67, 'global'], // g
  [0x4c, 'long name'], // L
  [0x4b, 'long link'], // K
]);
const fileLetter = 0x30;
const oldFileLetter = 0;
const sparseLetter = 0x53;
/** Those that engines take, by letter; all but files are header only, whatever size they claim. */
const types: ReadonlyMap<number, EntryType> = new Map([
  [oldFileLetter, 'file'],
  [fileLetter, 'file'],
  [0x31, 'hardlink'],
  [0x32, 'link'],
  [0x33, 'other'],
  [0x34, 'other'],
  [0x35, 'dir'],
  [0x36, 'other'],
  [0x37, 'file'],
  [sparseLetter, 'file'],
]);
/** Where a GNU sparse header, and each block of its map, says that a block of the map follows. */
const sparseExtendedAt = 482;
const mapExtendedAt = 504;

export class TarParser {
  readonly #wanted: PathWanted;
  readonly #report: (unknown: Unknown) => void;
  readonly #maxMembers: number;
  readonly #feed = new TarFeed();
  /** Where the next header or extension begins. */
  #position = 0;
  #extension: { readonly kind: Extension; readonly size: number } | undefined;
  /** Stored bytes that lie behind a sparse map. */
  #behindMap = 0;
  #global: PaxRecords = {};
  #local: PaxRecords | undefined;
  #longName: string | undefined;
  #longLink: string | undefined;
  #pending = false;
  #members = 0;
  #zeroBlocks = 0;

  constructor({ wanted, report, maxMembers = defaultMaxMembers }: TarOptions) {
    this.#wanted = wanted;
    this.#report = report;
    this.#maxMembers = maxMembers;
  }

  /** True after the end mark: what follows is not part of the archive. */
  get ended(): boolean {
    return this.#zeroBlocks >= 2;
  }
  /** Position of the next byte that `next` has to see. */
  get need(): number {
    return this.#position + this.#feed.held;
  }
  /** The first `length` bytes of `chunk` are borrowed until the next call; `at` is their position in the tar. */
  feed(chunk: Buffer, at: number, length: number = chunk.length): void {
    this.#feed.feed(chunk, at, length);
  }
  /** Called when the bytes are over at `length`; throws InputError when the archive is not. */
  finish(length: number): void {
    if (this.ended) return;
    if (this.#position > length || this.#feed.held > 0 || this.#extension !== undefined || this.#pending)
      throw new InputError('archive-truncated', `the archive ends within a member, after ${length} bytes`);
    if (this.#zeroBlocks > 0) return;
    this.#report({
      code: 'archive-truncated',
      why: `the archive has no end mark after ${length} bytes, so that more members may be missing`,
      affects: [],
      incomplete: true,
    });
  }

  /** The next wanted member; undefined when it needs more bytes, or at the end. Throws InputError. */
  next(): TarMember | undefined {
    while (!this.ended) {
      const extension = this.#extension;
      if (extension !== undefined) {
        if (!this.#feed.has(this.#position, extension.size)) return undefined;
        this.#takeExtension(extension.kind, extension.size);
        continue;
      }
      if (!this.#feed.has(this.#position, blockBytes)) return undefined;
      const member = this.#readHeader();
      if (member !== undefined) return member;
    }
    return undefined;
  }

  #readHeader(): TarMember | undefined {
    const { bytes, view, at } = this.#feed;
    if (view.getInt32(at, true) === 0 && isZeroBlock(view, at)) {
      this.#zeroBlocks += 1;
      this.#position += blockBytes;
      return undefined;
    }
    if (this.#zeroBlocks > 0) throw corrupt(`a lone zero block before byte ${this.#position}`);
    if (!hasValidChecksum(view, at)) throw corrupt(`wrong checksum in the header at byte ${this.#position}`);
    this.#members += 1;
    if (this.#members > this.#maxMembers)
      throw new InputError('limit-reached', `the archive has more than ${this.#maxMembers} members`);
    const claimed = parseNumber(bytes, at + fields.size[0], fields.size[1]);
    if (!(claimed >= 0)) throw corrupt(`no valid size in the header at byte ${this.#position}`);
    const letter = bytes[at + typeAt] ?? 0;
    const extension = extensions.get(letter);
    if (extension === undefined) return this.#readMember(letter, claimed);
    if (claimed > maxExtensionBytes)
      throw new InputError('limit-reached', `the archive has a ${extension} header of ${claimed} bytes`);
    this.#position += blockBytes;
    this.#extension = { kind: extension, size: claimed };
    this.#pending ||= extension !== 'global';
    return undefined;
  }

  #takeExtension(kind: Extension, size: number): void {
    const { bytes, at } = this.#feed;
    const end = at + size;
    this.#extension = undefined;
    this.#position += padded(size);
    switch (kind) {
      case 'local':
        this.#local = parsePax(bytes.subarray(at, end));
        return;
      case 'global':
        this.#mergeGlobal(parsePax(bytes.subarray(at, end)));
        return;
      case 'long name':
        this.#longName = readText(bytes, at, size);
        return;
      case 'long link':
        this.#longLink = readText(bytes, at, size);
        return;
      case 'sparse map':
        if (bytes[at + mapExtendedAt] === 1) this.#extension = { kind, size: blockBytes };
        else this.#position += this.#behindMap;
        return;
      default:
        kind satisfies never;
    }
  }

  #mergeGlobal(records: PaxRecords): void {
    this.#global = { ...this.#global, ...records };
    if (records.path === undefined && records.link === undefined && records.size === undefined) return;
    this.#report({
      code: 'unsupported',
      why: 'a global pax header names one path, link or size for all members, on which engines disagree',
      affects: [],
      incomplete: true,
    });
  }

  #readMember(letter: number, claimed: number): TarMember | undefined {
    const { bytes, view, at } = this.#feed;
    const headerAt = this.#position;
    const records = this.#local === undefined ? this.#global : { ...this.#global, ...this.#local };
    const known = types.get(letter);
    const stored = known === 'file' || known === undefined ? (records.size ?? claimed) : 0;
    const given = this.#longName ?? records.sparseName ?? records.path;
    const longLink = this.#longLink;
    if (this.#pending) this.#forget();
    this.#stepOver(stored, letter === sparseLetter && bytes[at + sparseExtendedAt] === 1);
    if (given === undefined && this.#isUnwanted(bytes, at)) return undefined;
    const name = given ?? readName(bytes, view, at);
    const isFolder = name.endsWith('/');
    const type = isFolder && letter === oldFileLetter ? 'dir' : (known ?? 'file');
    const path = this.#toWantedPath(isFolder ? name.slice(0, -1) : name, type);
    if (path === undefined) return undefined;
    if (known === undefined) {
      const shown = JSON.stringify(String.fromCharCode(letter));
      this.#passOver('unsupported', `a member of the unknown type ${shown}`, path);
      return undefined;
    }
    const isSparse = letter === sparseLetter;
    return toMember({ bytes, at, path, type, stored, isSparse, records, longLink, start: headerAt + blockBytes });
  }

  #isUnwanted(bytes: Buffer, at: number): boolean {
    if (this.#wanted.mayMatch === undefined || bytes[at + fields.prefix[0]] !== 0) return false;
    return !this.#wanted.mayMatch(bytes, at, at + fields.name[1]);
  }

  /** Over the header and what is stored behind it, or up to the map that comes between. */
  #stepOver(stored: number, hasMap: boolean): void {
    this.#position += blockBytes;
    if (hasMap) {
      this.#extension = { kind: 'sparse map', size: blockBytes };
      this.#behindMap = padded(stored);
    } else this.#position += padded(stored);
    if (this.#position > Number.MAX_SAFE_INTEGER) throw corrupt(`a member of ${stored} bytes`);
  }

  #forget(): void {
    this.#local = undefined;
    this.#longName = undefined;
    this.#longLink = undefined;
    this.#pending = false;
  }

  #toWantedPath(name: string, type: EntryType): string | undefined {
    if (name.length > maxPathLength) {
      this.#passOver('limit-reached', `a member has a path of ${name.length} characters`, name.slice(0, 200));
      return undefined;
    }
    const path = toEntryPath(name);
    if (path === undefined) {
      // Engines differ in what they make of it: it counts when somebody wants what it could become.
      const clamped = toClampedPath(name);
      const incomplete = this.#wanted.matches(clamped, type);
      this.#passOver('bad-path', `a member has the path ${JSON.stringify(name)}`, clamped, incomplete);
      return undefined;
    }
    return path !== '' && this.#wanted.matches(path, type) ? path : undefined;
  }

  #passOver(code: Unknown['code'], what: string, path: string, incomplete = true): void {
    this.#report({ code, why: `${what}, which was passed over`, at: { path }, affects: [], incomplete });
  }
}

function padded(size: number): number {
  return Math.ceil(size / blockBytes) * blockBytes;
}
function corrupt(what: string): InputError {
  return new InputError('archive-corrupt', `the archive is damaged: ${what}`);
}

// Which paths cannot be wanted, told from their bytes alone: most members of an archive never become a string.
// Tables of hashes over the last four and the last eight bytes of what is wanted; what lies below a folder is compared
// from the front.

const slash = 0x2f;
const dot = 0x2e;
const tailBytes = 4;
const longTailBytes = 8;
const highBits = 0x80808080;
/** What a tail of four bytes says: that is enough, or the four before it must be looked at too. */
const isEnough = 1;
const needsMore = 2;

export class PathFilter {
  readonly #tails = new Uint8Array(1 << 16);
  readonly #longTails = new Uint8Array(1 << 16);
  /** Beginnings of paths by their first byte. */
  readonly #heads = new Map<number, Uint8Array[]>();
  #passesAll = false;

  /** Paths whose last part is this one; a shorter one than three bytes always passes. */
  addName(name: string): void {
    this.#addTail(name.length === tailBytes - 1 || name.length === longTailBytes - 1 ? `/${name}` : name);
  }
  /** Paths that end so, or lie below a folder that does. */
  addSuffix(suffix: string): void {
    if (suffix.length >= tailBytes) this.#addTail(suffix);
    else this.#passesAll = true;
  }
  addPath(path: string): void {
    this.addName(path.slice(path.lastIndexOf('/') + 1));
  }
  /** Paths that begin so. */
  addHead(head: string): void {
    const bytes = Buffer.from(head);
    const [first] = bytes;
    if (first === undefined) this.#passesAll = true;
    else this.#heads.set(first, [...(this.#heads.get(first) ?? []), bytes]);
  }

  /**
   * False only for the bytes of a path, up to a NUL, that is none of those. True for every path that could be written
   * in another way, and for all with a part that begins with a dot.
   */
  mayMatch(bytes: Uint8Array, from: number, limit: number): boolean {
    let start = from;
    if (bytes[start] === dot && bytes[start + 1] === slash) start += 2;
    let before = slash;
    let end = start;
    for (; end < limit; end += 1) {
      const byte = bytes[end] ?? 0;
      if (byte === 0) break;
      if (before === slash && (byte === slash || byte === dot)) return true;
      before = byte;
    }
    if (before === slash) end -= 1;
    if (this.#passesAll || end - start < tailBytes) return true;
    if (bytes[end - 2] === slash || bytes[end - 3] === slash) return true;
    return this.#hasTail(bytes, start, end) || this.#hasHead(bytes, start, end);
  }

  #hasTail(bytes: Uint8Array, start: number, end: number): boolean {
    const tail = wordAt(bytes, end - tailBytes);
    if ((tail & highBits) !== 0) return true;
    const found = this.#tails[hashOf(tail)] ?? 0;
    if (found === 0) return false;
    if ((found & isEnough) !== 0 || end - start < longTailBytes) return true;
    const before = wordAt(bytes, end - longTailBytes);
    return (before & highBits) !== 0 || this.#longTails[longHashOf(before, tail)] === 1;
  }
  #hasHead(bytes: Uint8Array, start: number, end: number): boolean {
    const heads = this.#heads.get(bytes[start] ?? 0);
    if (heads !== undefined) for (const head of heads) if (beginsWith(bytes, start, end, head)) return true;
    return false;
  }
  /** What has other characters than ASCII among its last passes without being in a table. */
  #addTail(text: string): void {
    const tail = wordIn(text, text.length - tailBytes);
    if (text.length < tailBytes || (tail & highBits) !== 0) return;
    const isLong = text.length >= longTailBytes;
    if (isLong) this.#longTails[longHashOf(wordIn(text, text.length - longTailBytes), tail)] = 1;
    const slot = hashOf(tail);
    this.#tails[slot] = (this.#tails[slot] ?? 0) | (isLong ? needsMore : isEnough);
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}
/** Characters that are no ASCII count as bytes that are none. */
function wordIn(text: string, at: number): number {
  let word = 0;
  for (let index = at; index < at + tailBytes; index += 1) word = (word << 8) | Math.min(text.charCodeAt(index), 0xff);
  return word;
}
function longHashOf(before: number, tail: number): number {
  return hashOf(before ^ hashOf(tail));
}
function hashOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 16;
}
function beginsWith(bytes: Uint8Array, start: number, end: number, head: Uint8Array): boolean {
  if (end - start < head.length) return false;
  for (let index = 0; index < head.length; index += 1) if (bytes[start + index] !== head[index]) return false;
  return true;
}

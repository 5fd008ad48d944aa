// Puts together the pieces of a tar that fall across two chunks; everything else is used where it lies.

const noBytes = Buffer.alloc(0);

/** After `has` is true, the piece lies in `bytes` (and `view`) at `at`, until the next call. */
export class TarFeed {
  bytes: Buffer = noBytes;
  view: DataView = viewOf(noBytes);
  at = 0;
  #chunk: Buffer = noBytes;
  #chunkView: DataView = this.view;
  #chunkBytes = 0;
  #chunkAt = 0;
  #split: Buffer = noBytes;
  /** Bytes of a split piece that are here already. */
  held = 0;

  /** The first `length` bytes of `chunk` are borrowed until the next call; `at` is their position in the tar. */
  feed(chunk: Buffer, at: number, length: number): void {
    if (chunk !== this.#chunk) this.#chunkView = viewOf(chunk);
    this.#chunk = chunk;
    this.#chunkBytes = length;
    this.#chunkAt = at;
  }
  has(position: number, size: number): boolean {
    const from = position + this.held - this.#chunkAt;
    if (this.held > 0 || from < 0 || from + size > this.#chunkBytes) return this.#join(from, size);
    this.bytes = this.#chunk;
    this.view = this.#chunkView;
    this.at = from;
    return true;
  }

  #join(from: number, size: number): boolean {
    if (from < 0 || from >= this.#chunkBytes) return false;
    if (this.held === 0 && this.#split.length < size) this.#split = Buffer.allocUnsafeSlow(size);
    this.held += this.#chunk.copy(this.#split, this.held, from, Math.min(from + size - this.held, this.#chunkBytes));
    if (this.held < size) return false;
    this.held = 0;
    this.bytes = this.#split;
    this.view = viewOf(this.#split);
    this.at = 0;
    return true;
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

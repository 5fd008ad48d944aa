// Tars for tests, in every dialect that a reader meets, and with every lie that it may be told. POSIX.1-2024 pax,
// "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".

export interface TarEntry {
  readonly path: string;
  readonly content?: Uint8Array | string;
  /** Default: `dir` when the path ends with a slash, else `file`. */
  readonly type?: 'file' | 'dir' | 'link' | 'hardlink' | 'char' | 'block' | 'fifo' | 'contiguous';
  readonly link?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  /** Written as records of a pax header before the member. */
  readonly pax?: Readonly<Record<string, string>>;
  /** Long names as GNU `L` and `K` members instead of pax records. */
  readonly gnu?: true;
  /** Numbers in base 256, whether they need it or not. */
  readonly base256?: true;
  /** The header's type letter, whatever it means. */
  readonly letter?: string;
  /** What the header claims; the content is written as it is. */
  readonly claimedSize?: number;
  /** An old GNU sparse member: `content` is what is stored, of a file of this size. */
  readonly sparse?: { readonly realSize: number; readonly mapBlocks?: number };
  /** The name as the header has it, at most 100 bytes, next to which no long name is written. */
  readonly rawName?: string;
  readonly prefix?: string;
  /** Changes the finished header block. */
  readonly spoil?: (header: Buffer) => void;
}
export interface TarShape {
  /** Zero blocks at the end; default 2. */
  readonly endBlocks?: number;
  /** Written as a global pax header at the start. */
  readonly global?: Readonly<Record<string, string>>;
}

const block = 512;
const letters = {
  file: '0',
  hardlink: '1',
  link: '2',
  char: '3',
  block: '4',
  dir: '5',
  fifo: '6',
  contiguous: '7',
} as const;

export function makeTar(entries: readonly TarEntry[], shape: TarShape = {}): Buffer {
  const parts: Buffer[] = [];
  if (shape.global !== undefined) parts.push(...extension('g', 'global', paxBytes(shape.global)));
  for (const entry of entries) parts.push(...member(entry));
  parts.push(Buffer.alloc(block * (shape.endBlocks ?? 2)));
  return Buffer.concat(parts);
}

/** Records of a pax header, each with its own length. */
export function paxBytes(records: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(Object.entries(records).map(([key, value]) => paxRecord(key, value)));
}
function paxRecord(key: string, value: string): Buffer {
  const body = Buffer.from(` ${key}=${value}\n`);
  let length = body.length + 1;
  while (String(length).length + body.length !== length) length += 1;
  return Buffer.concat([Buffer.from(String(length)), body]);
}

function member(entry: TarEntry): Buffer[] {
  const content = Buffer.from(entry.content ?? '');
  const parts: Buffer[] = [];
  const records: Record<string, string> = { ...entry.pax };
  const name = entry.rawName ?? entry.path;
  if (Buffer.byteLength(name) > 100) {
    if (entry.gnu) parts.push(...extension('L', '././@LongLink', Buffer.from(`${name}\0`)));
    else records['path'] = name;
  }
  if (entry.link !== undefined && Buffer.byteLength(entry.link) > 100) {
    if (entry.gnu) parts.push(...extension('K', '././@LongLink', Buffer.from(`${entry.link}\0`)));
    else records['linkpath'] = entry.link;
  }
  if (Object.keys(records).length > 0) parts.push(...extension('x', 'PaxHeaders/0', paxBytes(records)));
  parts.push(header(entry, name, content.length));
  for (let left = entry.sparse?.mapBlocks ?? 0; left > 0; left -= 1) {
    const map = Buffer.alloc(block);
    map[504] = left > 1 ? 1 : 0;
    parts.push(map);
  }
  parts.push(padded(content));
  return parts;
}

function extension(letter: string, path: string, content: Buffer): Buffer[] {
  return [header({ path, letter }, path, content.length), padded(content)];
}

function header(entry: TarEntry, name: string, length: number): Buffer {
  const bytes = Buffer.alloc(block);
  const isDir = entry.path.endsWith('/');
  bytes.write(name.slice(0, 100), 0, 100, 'utf8');
  putNumber(bytes, entry.mode ?? (isDir ? 0o755 : 0o644), { at: 100, size: 8, entry });
  putNumber(bytes, entry.uid ?? 0, { at: 108, size: 8, entry });
  putNumber(bytes, entry.gid ?? 0, { at: 116, size: 8, entry });
  putNumber(bytes, entry.claimedSize ?? length, { at: 124, size: 12, entry });
  putNumber(bytes, entry.mtime ?? 0, { at: 136, size: 12, entry });
  const letter = entry.letter ?? (entry.sparse ? 'S' : letters[entry.type ?? (isDir ? 'dir' : 'file')]);
  bytes.write(letter, 156, 1, 'latin1');
  bytes.write((entry.link ?? '').slice(0, 100), 157, 100, 'utf8');
  bytes.write(entry.gnu || entry.sparse ? 'ustar  \0' : 'ustar\u000000', 257, 8, 'latin1');
  if (entry.prefix !== undefined) bytes.write(entry.prefix, 345, 155, 'utf8');
  if (entry.sparse !== undefined) {
    bytes[482] = (entry.sparse.mapBlocks ?? 0) > 0 ? 1 : 0;
    bytes.write(`${entry.sparse.realSize.toString(8).padStart(11, '0')}\0`, 483, 12, 'latin1');
  }
  putChecksum(bytes);
  entry.spoil?.(bytes);
  return bytes;
}

/** Right for the block as it is now. */
export function putChecksum(bytes: Buffer): void {
  bytes.fill(0x20, 148, 156);
  let sum = 0;
  for (const byte of bytes) sum += byte;
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8, 'latin1');
}

interface NumberField {
  readonly at: number;
  readonly size: number;
  readonly entry: TarEntry;
}
function putNumber(bytes: Buffer, value: number, { at, size, entry }: NumberField): void {
  const octal = value.toString(8);
  if (!entry.base256 && value >= 0 && octal.length < size) {
    bytes.write(`${octal.padStart(size - 1, '0')}\0`, at, size, 'latin1');
    return;
  }
  let rest = BigInt(value);
  for (let index = size - 1; index >= 0; index -= 1) {
    bytes[at + index] = Number(BigInt.asUintN(8, rest));
    rest >>= 8n;
  }
  bytes[at] = ((bytes[at] ?? 0) & 0x7f) | 0x80;
}

function padded(content: Buffer): Buffer {
  const rest = content.length % block;
  return rest === 0 ? content : Buffer.concat([content, Buffer.alloc(block - rest)]);
}

// Writes archives as docker save does, however large, without holding a layer in memory.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const block = 512;
const pieceBytes = 1 << 20;

export function header(name: string, size: number, type: '0' | '2' | '5' = '0', link = ''): Buffer {
  const bytes = Buffer.alloc(block);
  const cut = name.length > 100 ? name.lastIndexOf('/', 155) : -1;
  bytes.write(name.slice(cut + 1), 0, 100);
  bytes.write(cut > 0 ? name.slice(0, cut) : '', 345, 155);
  bytes.write(type === '5' ? '0000755\0' : '0000644\0', 100);
  bytes.write('0000000\0', 108);
  bytes.write('0000000\0', 116);
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  bytes.write('00000000000\0', 136);
  bytes.write('        ', 148);
  bytes.write(type, 156);
  bytes.write(link, 157, 100);
  bytes.write('ustar\x0000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}
export function padded(content: Buffer): Buffer {
  const rest = content.length % block;
  return rest === 0 ? content : Buffer.concat([content, Buffer.alloc(block - rest)]);
}
export function member(name: string, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([header(name, bytes.length), padded(bytes)]);
}

export interface ImageToWrite {
  /** The members of each layer, lowest first, made when they are written. */
  readonly layers: readonly (() => Iterable<Buffer> | AsyncIterable<Buffer>)[];
  readonly tag: string;
  readonly compression?: 'none' | 'gzip';
}
export async function writeDockerArchive(file: string, { layers, tag, compression }: ImageToWrite): Promise<void> {
  const fd = openSync(file, 'w');
  const out = new Output(fd);
  const diffIds: string[] = [];
  for (const [index, members] of layers.entries()) {
    const diff = createHash('sha256');
    const start = out.at;
    out.write(Buffer.alloc(block));
    const tar = Readable.from(inPieces(members(), diff));
    if (compression === 'gzip') await pipeline(tar, createGzip({ level: 6, chunkSize: pieceBytes }), out.sink());
    else await pipeline(tar, out.sink());
    const size = out.at - start - block;
    writeSync(fd, header(`${index}/layer.tar`, size), 0, block, start);
    out.write(Buffer.alloc((block - (size % block)) % block));
    diffIds.push(`sha256:${diff.digest('hex')}`);
  }
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['node', 'server.js'] },
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: layers.map(() => ({ created_by: 'bench' })),
  });
  const name = `${createHash('sha256').update(config).digest('hex')}.json`;
  const names = layers.map((_members, index) => `${index}/layer.tar`);
  out.write(member(name, config));
  out.write(member('manifest.json', JSON.stringify([{ Config: name, RepoTags: [tag], Layers: names }])));
  out.write(Buffer.alloc(block * 2));
  closeSync(fd);
}

/** The members and the end mark, gathered; small writes would cost more than what they write. */
async function* inPieces(members: Iterable<Buffer> | AsyncIterable<Buffer>, diff: Hash): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const bytes of members) {
    pending.push(bytes);
    size += bytes.length;
    if (size < pieceBytes) continue;
    const piece = Buffer.concat(pending);
    diff.update(piece);
    yield piece;
    pending = [];
    size = 0;
  }
  const last = Buffer.concat([...pending, Buffer.alloc(block * 2)]);
  diff.update(last);
  yield last;
}

class Output {
  at = 0;
  readonly #fd: number;
  constructor(fd: number) {
    this.#fd = fd;
  }
  write(bytes: Buffer): void {
    writeSync(this.#fd, bytes, 0, bytes.length, this.at);
    this.at += bytes.length;
  }
  sink(): Writable {
    return new Writable({
      write: (bytes: Buffer, _encoding, done) => {
        this.write(bytes);
        done();
      },
    });
  }
}

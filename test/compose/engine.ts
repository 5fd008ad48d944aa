// A real engine, asked over its own interface: https://docs.docker.com/reference/api/engine/
import { request } from 'node:http';
import type { Plain } from './plain.ts';

export interface Engine {
  /** Rejects with what the engine says where it refuses. */
  ask(method: string, path: string, body?: Plain | Buffer): Promise<unknown>;
}
/** The engine of this machine; undefined where none answers. */
export async function findEngine(): Promise<Engine | undefined> {
  const host = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';
  if (!host.startsWith('unix://')) return undefined;
  const engine: Engine = { ask: (method, path, body) => ask(host.slice('unix://'.length), { method, path, body }) };
  return engine.ask('GET', '/_ping').then(
    () => engine,
    () => undefined,
  );
}
interface Question {
  readonly method: string;
  readonly path: string;
  readonly body: Plain | Buffer | undefined;
}
function ask(socketPath: string, { method, path, body }: Question): Promise<unknown> {
  const isTar = Buffer.isBuffer(body);
  const sent = body === undefined || isTar ? body : JSON.stringify(body);
  const headers = { 'content-type': isTar ? 'application/x-tar' : 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (bytes: Buffer) => chunks.push(bytes));
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        if ((response.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${text}`));
        else resolve(text === '' ? undefined : parse(text));
      });
    });
    asked.once('error', reject);
    asked.end(sent);
  });
}
/** Progress comes as several documents, the last of which says how it ended. */
function parse(text: string): unknown {
  const last = text.trim().split('\n').at(-1) ?? '';
  return last.startsWith('{') || last.startsWith('[') ? (JSON.parse(last) as unknown) : text;
}

/** A program that does nothing until it is killed, of a hundred bytes and no libraries. */
export function idleProgram(): Buffer {
  const code = process.arch === 'arm64' ? arm64 : x64;
  const header = Buffer.alloc(0x78);
  const address = 0x40_0000n;
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(header);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(process.arch === 'arm64' ? 0xb7 : 0x3e, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(address + 0x78n, 24);
  header.writeBigUInt64LE(0x40n, 32);
  header.writeUInt16LE(0x40, 52);
  header.writeUInt16LE(0x38, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 0x40);
  header.writeUInt32LE(5, 0x44);
  header.writeBigUInt64LE(address, 0x50);
  header.writeBigUInt64LE(address, 0x58);
  header.writeBigUInt64LE(BigInt(0x78 + code.length), 0x60);
  header.writeBigUInt64LE(BigInt(0x78 + code.length), 0x68);
  header.writeBigUInt64LE(0x1000n, 0x70);
  return Buffer.concat([header, code]);
}
/** `pause` again and again. */
const x64 = Buffer.from('b8220000000f05ebf7', 'hex');
/** `ppoll` of nothing again and again. */
const arm64 = Buffer.from('000080d2010080d2020080d2030080d2280980d2010000d4faffff17', 'hex');

// A real kube-apiserver with etcd, for as long as one script runs.
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOracle } from './oracle.ts';

export interface Said {
  readonly status: number;
  readonly text: string;
}
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Whose request it is; the one who may do everything where none is named. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface ApiServer {
  call(way: Call): Promise<Said>;
  close(): void;
}
/** Somebody whom the server knows by a token; `system:authenticated` comes by itself. */
export interface KnownUser {
  readonly name: string;
  readonly groups: readonly string[];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const administrator = 'admin';
export async function startApiServer(users: readonly KnownUser[] = []): Promise<ApiServer> {
  const oracle = buildOracle('kube-apiserver');
  if ('missing' in oracle) throw new Error(oracle.missing);
  const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-api-server-'));
  const children: ChildProcess[] = [];
  const start = (program: string, args: readonly string[]): void => {
    const log = openSync(path.join(work, `${path.basename(program)}.log`), 'a');
    children.push(spawn(program, args, { stdio: ['ignore', log, log] }));
  };
  const close = (): void => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(work, { recursive: true, force: true });
  };
  const known = [{ name: administrator, groups: ['system:masters'] }, ...users];
  const tokens = new Map(known.map(({ name }) => [name, randomBytes(16).toString('hex')]));
  const rows = known.map(({ name, groups }) => `${tokens.get(name) ?? ''},${name},${name},"${groups.join(',')}"\n`);
  try {
    const [client, peer, port] = [await freePort(), await freePort(), await freePort()];
    start('etcd', etcdArguments(work, { client, peer }));
    start(oracle.program, serverArguments(work, { client, port, tokens: rows.join('') }));
    const call = toCall(port, tokens);
    for (let tries = 0; tries < 240; tries += 1) {
      const ready = await call({ method: 'GET', path: '/readyz' }).catch(() => undefined);
      if (ready?.status === 200) return { call, close };
      await new Promise((done) => setTimeout(done, 500));
    }
    const log = readFileSync(path.join(work, `${path.basename(oracle.program)}.log`), 'utf8').split('\n');
    throw new Error(`the API server did not start:\n${log.slice(-20).join('\n')}`);
  } catch (error) {
    close();
    throw error;
  }
}
function etcdArguments(work: string, { client, peer }: { readonly client: number; readonly peer: number }): string[] {
  const url = (at: number): string => `http://127.0.0.1:${String(at)}`;
  return [
    `--data-dir=${path.join(work, 'etcd')}`,
    `--listen-client-urls=${url(client)}`,
    `--advertise-client-urls=${url(client)}`,
    `--listen-peer-urls=${url(peer)}`,
    `--initial-advertise-peer-urls=${url(peer)}`,
    `--initial-cluster=default=${url(peer)}`,
  ];
}
interface ServerOptions {
  readonly client: number;
  readonly port: number;
  readonly tokens: string;
}
function serverArguments(work: string, { client, port, tokens }: ServerOptions): string[] {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
  const keyFile = path.join(work, 'sa.key');
  writeFileSync(keyFile, key, { mode: 0o600 });
  const tokenFile = path.join(work, 'tokens.csv');
  writeFileSync(tokenFile, tokens, { mode: 0o600 });
  return [
    `--etcd-servers=http://127.0.0.1:${String(client)}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${String(port)}`,
    `--cert-dir=${path.join(work, 'certs')}`,
    `--service-account-key-file=${keyFile}`,
    `--service-account-signing-key-file=${keyFile}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--token-auth-file=${tokenFile}`,
    '--allow-privileged=true',
    '--authorization-mode=RBAC',
    '--disable-admission-plugins=ServiceAccount',
    '--service-cluster-ip-range=10.0.0.0/24',
  ];
}
function toCall(port: number, tokens: ReadonlyMap<string, string>): ApiServer['call'] {
  const agent = new Agent({ keepAlive: true, maxSockets: 32, rejectUnauthorized: false });
  return ({ method, path: way, body, as = administrator, headers = {} }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Said>();
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const authorization = `Bearer ${tokens.get(as) ?? ''}`;
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path: way,
        agent,
        headers: { authorization, 'content-type': type, ...headers },
        timeout: 60_000,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      },
    );
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
    return promise;
  };
}

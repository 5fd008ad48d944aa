// `npm run oracle:admission`: builds a real kube-apiserver, starts it with etcd, and asks its Pod Security
// admission about random pods. Prints how many it judged, and each one that we judge otherwise.
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { podSecurityLevels } from '../../src/model/pod-security.ts';
import { newestStandard, violationsOf } from '../../src/policy/pod-security/evaluate.ts';
import { readSample, workloadsIn } from '../../src/readers/config/config-sample.ts';
import { kubernetesReader } from '../../src/readers/config/kubernetes.ts';
import { randomPods } from '../random-pods.ts';
import { buildOracle } from './oracle.ts';

const wanted = Number(process.env['PODS'] ?? 200);
const mostTried = wanted * 40;
const token = randomBytes(16).toString('hex');
const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-admission-'));
const children: ChildProcess[] = [];

function start(program: string, args: readonly string[]): ChildProcess {
  const log = openSync(path.join(work, `${path.basename(program)}.log`), 'a');
  const child = spawn(program, args, { stdio: ['ignore', log, log] });
  children.push(child);
  return child;
}
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

interface Said {
  readonly status: number;
  readonly text: string;
}
function call(
  port: number,
  way: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Said> {
  const { promise, resolve, reject } = Promise.withResolvers<Said>();
  const asked = request(
    {
      host: '127.0.0.1',
      port,
      method: way.method,
      path: way.path,
      rejectUnauthorized: false,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      timeout: 10_000,
    },
    (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    },
  );
  asked.on('error', reject);
  asked.end(way.body === undefined ? undefined : JSON.stringify(way.body));
  return promise;
}

async function startCluster(program: string): Promise<number> {
  const [client, peer, port] = [await freePort(), await freePort(), await freePort()];
  const urls = (at: number): string => `http://127.0.0.1:${String(at)}`;
  start('etcd', [
    `--data-dir=${path.join(work, 'etcd')}`,
    `--listen-client-urls=${urls(client)}`,
    `--advertise-client-urls=${urls(client)}`,
    `--listen-peer-urls=${urls(peer)}`,
    `--initial-advertise-peer-urls=${urls(peer)}`,
    `--initial-cluster=default=${urls(peer)}`,
  ]);
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
  const keyFile = path.join(work, 'sa.key');
  writeFileSync(keyFile, key, { mode: 0o600 });
  const tokens = path.join(work, 'tokens.csv');
  writeFileSync(tokens, `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  start(program, [
    `--etcd-servers=${urls(client)}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${String(port)}`,
    `--cert-dir=${path.join(work, 'certs')}`,
    `--service-account-key-file=${keyFile}`,
    `--service-account-signing-key-file=${keyFile}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--token-auth-file=${tokens}`,
    '--authorization-mode=RBAC',
    '--disable-admission-plugins=ServiceAccount',
    '--service-cluster-ip-range=10.0.0.0/24',
  ]);
  for (let tries = 0; tries < 240; tries += 1) {
    const ready = await call(port, { method: 'GET', path: '/readyz' }).catch(() => undefined);
    if (ready?.status === 200) return port;
    await new Promise((done) => setTimeout(done, 500));
  }
  const log = readFileSync(path.join(work, `${path.basename(program)}.log`), 'utf8').split('\n');
  throw new Error(`the API server did not start:\n${log.slice(-20).join('\n')}`);
}

/** What an API server would refuse before it asks admission is given what it lacks. */
function completed(pod: object): unknown {
  const text = JSON.stringify(pod).replaceAll('"type":"Localhost"', '"type":"Localhost","localhostProfile":"a"');
  const { metadata, spec, ...rest } = JSON.parse(text) as { metadata: object; spec: Record<string, unknown> };
  const { ephemeralContainers: _, ...kept } = spec;
  return { ...rest, metadata: { ...metadata, name: 'web' }, spec: kept };
}

async function compare(port: number): Promise<{ judged: number; refused: number; different: number }> {
  for (const level of podSecurityLevels) {
    const labels = {
      'pod-security.kubernetes.io/enforce': level,
      'pod-security.kubernetes.io/enforce-version': `v1.${String(newestStandard)}`,
    };
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: level, labels } };
    await call(port, { method: 'POST', path: '/api/v1/namespaces', body });
  }
  const counts = { judged: 0, refused: 0, different: 0 };
  for (const random of randomPods(mostTried, 4242)) {
    if (counts.judged >= wanted) break;
    const pod = completed(random);
    const [workload] = workloadsIn(
      await readSample(kubernetesReader, { path: 'pod.json', content: JSON.stringify(pod) }),
    );
    if (workload?.podSecurity === undefined) throw new Error('no pod was read');
    let judged = false;
    for (const level of podSecurityLevels) {
      const where = `/api/v1/namespaces/${level}/pods?dryRun=All`;
      const said = await call(port, { method: 'POST', path: where, body: pod });
      const refused = said.status === 403 && said.text.includes('violates PodSecurity');
      // 422 is a pod that no cluster takes, whatever its policy.
      if (said.status !== 201 && !refused) continue;
      judged = true;
      counts.refused += Number(refused);
      const ours = violationsOf(workload.podSecurity, { level, minor: newestStandard });
      if (refused === ours.length > 0) continue;
      counts.different += 1;
      console.log(
        `${level}: the API server ${refused ? 'refuses' : 'takes'} ${JSON.stringify(pod)}\n  ${said.text.slice(0, 400)}\n  ours: ${JSON.stringify(ours)}`,
      );
    }
    counts.judged += Number(judged);
  }
  return counts;
}

try {
  const oracle = buildOracle('kube-apiserver');
  if ('missing' in oracle) throw new Error(oracle.missing);
  const { judged, refused, different } = await compare(await startCluster(oracle.program));
  console.log(
    `${judged} pods judged by the API server, ${refused} refusals at two levels, ${different} judged otherwise`,
  );
  if (judged < wanted || different > 0) process.exitCode = 1;
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
}

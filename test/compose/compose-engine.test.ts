// Services of a Compose project, started on a real engine: what holds for them as we see it, against what it says.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { isKnown } from '../../src/model/field.ts';
import type { Container, Workload } from '../../src/model/workload.ts';
import { makeTar } from '../make-tar.ts';
import { buildOracle } from '../oracles/oracle.ts';
import { skipUnless } from '../plimsoll.ts';
import { scanTargets, writeFiles } from '../scan-folder.ts';
import { toCreateBody } from './create-body.ts';
import { declaredContainer } from './declared.ts';
import { findEngine, idleProgram, type Engine } from './engine.ts';
import { engineServices } from './engine-project.ts';
import { inspectedContainer } from './inspected.ts';
import { askOracle, type OracleProject, type OracleService } from './oracle.ts';
import { byTarget, itemsOf, mapOf, textOf, type Plain } from './plain.ts';

const home = '/home/somebody';
const image = 'plimsoll-compose-test:1';
const oracle = buildOracle('compose');
const engine = await findEngine();
const skip = skipUnless(
  engine !== undefined && 'program' in oracle,
  engine === undefined ? 'no engine answers here' : 'the reference implementation cannot be built here',
);
const folder = path.join(writeFiles({ 'shop/compose.yaml': engineServices(image), 'shop/s.txt': 's' }), 'shop');
for (const name of ['data', 'more']) mkdirSync(path.join(folder, name));
writeFileSync(path.join(folder, 'c.txt'), 'c');

const started = new Map<string, string>();
const running = new Set<string>();
after(async () => {
  for (const id of started.values()) await engine?.ask('DELETE', `/containers/${id}?force=1&v=1`);
  if (engine !== undefined) await cleaned(engine);
});
async function cleaned(asked: Engine): Promise<void> {
  await asked.ask('DELETE', '/volumes/plimsoll-compose-test_named').catch(() => undefined);
  await asked.ask('DELETE', `/images/${image}?force=1`).catch(() => undefined);
}

async function load(): Promise<OracleProject | undefined> {
  if (!('program' in oracle)) return undefined;
  const [answer] = await askOracle(oracle.program, [{ dir: folder, files: [], profiles: ['*'] }], home);
  assert.equal(answer?.error, undefined);
  return answer?.project;
}
async function start(asked: Engine, project: OracleProject): Promise<void> {
  const tar = makeTar([{ path: 'idle', content: idleProgram(), mode: 0o755 }]);
  const change = encodeURIComponent('CMD ["/idle"]');
  await asked.ask('POST', `/images/create?fromSrc=-&repo=${image.split(':')[0] ?? ''}&tag=1&changes=${change}`, tar);
  const services = Object.entries(project.services ?? {});
  // Who shares something with another one comes after it.
  const isSharing = ([, service]: (typeof services)[number]): boolean =>
    service['volumes_from'] !== undefined || textOf(service['network_mode']).startsWith('service:');
  for (const wave of [services.filter((one) => !isSharing(one)), services.filter(isSharing)])
    await Promise.all(wave.map(([name, service]) => startOne(asked, { name, service, project })));
}
interface Starting {
  readonly name: string;
  readonly service: OracleService;
  readonly project: OracleProject;
}
async function startOne(asked: Engine, { name, service, project }: Starting): Promise<void> {
  const body = toCreateBody(service, { project, image, started });
  const { Id: id } = mapOf(await asked.ask('POST', '/containers/create', body));
  started.set(name, textOf(id));
  // A machine that lacks a capability itself cannot hand on all of them; what was created is inspected all the same.
  await asked.ask('POST', `/containers/${textOf(id)}/start`).then(
    () => running.add(name),
    (error: unknown) => assert.match(String(error), /operation not permitted/),
  );
}
const project = skip.skip === undefined ? await load() : undefined;
const workloads = project === undefined ? [] : await ours();
async function ours(): Promise<readonly Workload[]> {
  return (await scanTargets([folder])).report.workloads;
}
if (engine !== undefined && project !== undefined) await start(engine, project);

/** The effective settings in the form in which declared ones are compared. */
function effectiveContainer(container: Container, labels: Readonly<Record<string, string>>): Plain {
  const { effective } = container;
  const all = declaredContainer({ ...container, declared: effective }, home);
  const user = isKnown(effective.user) ? effective.user.value : '';
  return { ...all, user, labels, mounts: itemsOf(all['mounts']).map(withoutName).sort(byTarget) };
}
/** Names of secrets, sizes and what is the engine's way anyway are nothing that it says of a mount. */
function withoutName({ kind, source, target, readOnly, propagation }: Plain): Plain {
  const isHanded = kind === 'secret' || kind === 'config';
  return {
    kind: isHanded ? 'bind' : kind,
    ...(source !== undefined && !isHanded && { source }),
    target,
    readOnly,
    ...(propagation !== undefined && propagation !== 'private' && { propagation }),
  };
}

for (const [name, service] of Object.entries(project?.services ?? {})) {
  test(`as the engine runs it: ${name}`, skip, async () => {
    const id = started.get(name) ?? '';
    const answer = mapOf(await engine?.ask('GET', `/containers/${id}/json`));
    assert.equal(mapOf(answer['State'])['Running'], running.has(name));
    const workload = workloads.find((one) => one.name === name);
    const [container] = workload?.containers ?? [];
    assert.ok(workload !== undefined && container !== undefined);
    const said = forNames(inspectedContainer(answer), service);
    const own = effectiveContainer(container, workload.labels);
    assert.deepEqual(Object.fromEntries(Object.keys(said).map((key) => [key, own[key]])), said);
  });
}
test('services enough were started', skip, () => assert.ok(running.size >= 15, String(running.size)));

/** Ids of containers are the names of their services to us, and files that are handed in have only their target. */
function forNames(said: Plain, service: Plain): Plain {
  const names = new Map([...started].map(([name, id]) => [`container:${id}`, `container:${name}`]));
  const targets = [...itemsOf(service['secrets']), ...itemsOf(service['configs'])].map(({ target }) => textOf(target));
  const handed = new Set(targets.flatMap((target) => [target, `/run/secrets/${target}`]));
  const { command, ...others } = said;
  const hasCommand = Array.isArray(service['command']) || Array.isArray(service['entrypoint']);
  const named = (key: string): unknown => names.get(textOf(said[key])) ?? said[key];
  return {
    ...others,
    // Without a word of the service it is the image's.
    ...(hasCommand && { command }),
    network: named('network'),
    pid: named('pid'),
    ipc: named('ipc'),
    mounts: itemsOf(said['mounts']).map(({ source, ...mount }) =>
      handed.has(textOf(mount['target'])) || source === undefined ? mount : { ...mount, source: nameOf(source) },
    ),
  };
}
function nameOf(source: unknown): string {
  return textOf(source).replace(/^plimsoll-compose-test_/, '');
}

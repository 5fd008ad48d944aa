// One container of one configuration: what the graph says of it, what the probe in it did, and what is seen outside.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Configuration, HostMount } from './configurations.ts';
import { effects, type Answer, type Effect, type Outside } from './effects.ts';
import { keys, ports, type Machine } from './machine.ts';
import { predict, type Prediction } from './predict.ts';
import { run } from './program.ts';
import { ask, ghosts, image, type Stage } from './stage.ts';

export interface Attempt {
  readonly configuration: Configuration;
  readonly predicted: ReadonlyMap<string, Prediction>;
  readonly seen: readonly Effect[];
  readonly answers: Readonly<Record<string, Answer>>;
}
/** A reason instead where the engine refuses the container. */
export async function attempt(
  stage: Stage,
  configuration: Configuration,
): Promise<Attempt | { readonly refused: string }> {
  const { machine } = stage;
  const name = `${machine.name}-${configuration.name}`;
  const remapped = configuration.remapped === true;
  const planted = (configuration.mounts ?? [])
    .map((mount) => canaryFolder(machine, mount))
    .filter((one) => one !== undefined);
  for (const { host } of planted) plant(machine, host);
  const folders = planted.filter(({ host }) => !host.startsWith(ordinary));
  const flags = flagsOf(stage, configuration);
  const targets = targetsOf(
    stage,
    configuration,
    folders.map(({ at }) => at),
  );
  const limits = ['--memory', '512m', '--pids-limit', '512', '--name', name];
  const environment = ['-e', `TARGETS=${JSON.stringify({ ...targets, name })}`];
  const created = await machine.docker(
    ['create', ...limits, ...environment, ...flags, image(configuration.image ?? 'plain')],
    { remapped },
  );
  if (created.code !== 0) return { refused: created.stderr.trim() };
  try {
    const before = await notes(stage);
    const ran = await machine.docker(['start', '-a', name], { remapped, timeoutMs: 60_000 });
    if (!ran.stdout.trim().startsWith('{')) return { refused: (ran.stderr || ran.stdout).trim() };
    const answers = JSON.parse(ran.stdout) as Readonly<Record<string, Answer>>;
    const predicted = await predict({
      file: await describe(stage, configuration, name),
      name,
      holds: new Set([...stage.holds, ...(configuration.holds ?? [])]),
    });
    const after = await notes(stage);
    const outside: Outside = {
      machine,
      name,
      folders: planted.map(({ host }) => host),
      noted: { host: after.host.slice(before.host.length), peer: after.peer.slice(before.peer.length) },
      images: answers['engine-tag']?.got === undefined ? [] : await imagesOf(machine),
      sharedFolder: stage.sharedFolder,
      kernelLog: answers['kernel-log']?.got === undefined ? '' : (await run('dmesg', [])).stdout,
    };
    const seen = effects.filter((effect) => {
      const answer = answers[effect.way];
      return answer !== undefined && answer.error === undefined && effect.seen(answer, outside);
    });
    return { configuration, predicted, seen, answers };
  } finally {
    await machine.docker(['rm', '-f', '-v', name], { remapped });
  }
}

async function imagesOf(machine: Machine): Promise<readonly string[]> {
  return (await ask(machine, ['images', '--format', '{{.Repository}}:{{.Tag}}'])).split('\n');
}
/** The neighbour remembers who answered for an address: the host answers for others than its containers do. */
function ghostsFor(flags: readonly string[]): readonly string[] {
  if (flags.includes('FRONT')) return ghosts.FRONT;
  return flags.includes('host') ? ghosts.bridge.slice(2) : ghosts.bridge.slice(0, 2);
}
/** Where the runtime keeps what containers are started with, below the folder of engines. */
const bundles = 'engine/containerd/daemon/io.containerd.runtime.v2.task/*/*/config.json';
/** What an ordinary folder was mounted for is no effect. */
const ordinary = '/srv';
/** A folder of our own at a place of the host that is mounted; where nothing can be made there is none. */
function canaryFolder(
  machine: Machine,
  { host, at }: HostMount,
): { readonly host: string; readonly at: string } | undefined {
  if (host === '/') return { host: machine.scratch, at: path.join(at, machine.scratch) };
  if (/^\/(?:proc|sys)(?:\/|$)/.test(host) || host.endsWith('.sock')) return undefined;
  return { host: path.join(host, machine.name), at: path.join(at, machine.name) };
}
function plant(machine: Machine, host: string): void {
  const secret = machine.inside(path.join(host, 'secret'));
  if (existsSync(secret)) return;
  mkdirSync(machine.inside(host), { recursive: true });
  writeFileSync(secret, machine.canaries.host.file, { mode: 0o600 });
}
function flagsOf(stage: Stage, { flags, mounts = [] }: Configuration): readonly string[] {
  const names: Readonly<Record<string, string>> = { ...stage.networks, GROUP: stage.socketGroup };
  const resolved = flags.map((flag) =>
    flag.replace('container:PEER', `container:${stage.peer}`).replace('VOLUME:', `${stage.volume}:`),
  );
  const bound = mounts.flatMap(({ host, at, mode }) => ['-v', `${host}:${at}${mode === undefined ? '' : `:${mode}`}`]);
  return [...resolved.map((flag) => names[flag] ?? flag), ...bound];
}
function targetsOf(stage: Stage, { flags, mounts = [] }: Configuration, folders: readonly string[]): object {
  const { machine, services, buffer } = stage;
  const below = (host: string, rest: string): readonly string[] =>
    mounts.filter((mount) => mount.host === host).map(({ at }) => path.join(at, rest));
  return {
    scratch: machine.scratch,
    folders,
    disks: ['/dev/sdz', ...below('/dev', 'sdz'), ...below('/', 'dev/sdz')],
    major: machine.disk.major,
    minor: machine.disk.minor,
    sockets: ['/var/run/docker.sock', ...below('/run', 'docker.sock'), ...below('/', 'run/docker.sock')],
    image: image('plain'),
    procs: [...below('/proc', ''), ...below('/', 'proc')],
    systems: [...below('/sys', ''), ...below('/sys/fs/cgroup', ''), ...below('/proc/sys', ''), ...below('/', 'sys')],
    shared: '/shared',
    propagated: mounts.filter(({ mode }) => mode === 'rshared').map(({ at }) => path.join(at, machine.name))[0] ?? '',
    host: { port: ports.host, abstract: 'plimsoll-host', key: keys.host, buffer },
    peer: { port: ports.peer, abstract: 'plimsoll-peer', key: keys.peer, buffer },
    ghosts: ghostsFor(flags),
    bundles: below('/run', bundles),
    services,
  };
}
/** What both markers have said so far. */
async function notes({ machine, peer }: Stage): Promise<Outside['noted']> {
  const { stdout } = await machine.docker(['logs', peer]);
  return { host: readFileSync(path.join(machine.work, 'host.log'), 'utf8'), peer: stdout };
}
/** The document that a user would scan: this container and its neighbour. */
async function describe(stage: Stage, { remapped }: Configuration, name: string): Promise<string> {
  const { machine, peer } = stage;
  const folder = path.join(machine.work, 'documents', name);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'inspect.json');
  const { stdout } = await machine.docker(['inspect', name, ...(remapped === true ? [] : [peer])], {
    remapped: remapped === true,
  });
  writeFileSync(file, stdout);
  return file;
}

// What containers are started next to: images, networks, a volume, and a neighbour that holds canaries.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keys, ports, type Machine } from './machine.ts';
import { mustRun } from './program.ts';

/** Everything on the machine that containers are started next to. */
export interface Stage {
  readonly machine: Machine;
  readonly peer: string;
  readonly networks: Readonly<Record<'FRONT' | 'BACK' | 'INNER', string>>;
  readonly volume: string;
  readonly sharedFolder: string;
  /** Where the peer can be talked to. */
  readonly services: readonly string[];
  /** Of the markers' buffer, in their memory. */
  readonly buffer: number;
  readonly socketGroup: string;
  /** Names of assumptions that hold on this machine for every container. */
  readonly holds: readonly string[];
}
export const image = (kind: 'plain' | 'setuid'): string => `plimsoll-canary-${kind}`;
/** Addresses that nobody has. */
export const ghosts = { bridge: addressesIn('10.213.1'), FRONT: addressesIn('10.213.2') } as const;
const subnets = { FRONT: '10.213.2.0/24', BACK: '10.213.3.0/24', INNER: '10.213.4.0/24' } as const;

function addressesIn(network: string): readonly string[] {
  return [250, 251, 252, 253].map((host) => `${network}.${host}`);
}

export async function setStage(machine: Machine, holds: readonly string[]): Promise<Stage> {
  const { name, work } = machine;
  for (const kind of ['plain', 'setuid'] as const) await importImage(machine, kind);
  const networks = { FRONT: `${name}-front`, BACK: `${name}-back`, INNER: `${name}-inner` };
  for (const one of ['FRONT', 'BACK', 'INNER'] as const) {
    const more = one === 'INNER' ? ['--internal'] : [];
    await ask(machine, ['network', 'create', '--subnet', subnets[one], ...more, networks[one]]);
  }
  const volume = `${name}-volume`;
  await ask(machine, ['volume', 'create', volume]);
  const sharedFolder = path.join(work, 'engine', 'data', 'volumes', volume, '_data');
  writeFileSync(path.join(sharedFolder, 'secret'), machine.canaries.peer.file);
  const peer = `${name}-peer`;
  await startPeer(machine, { peer, network: networks.FRONT, volume });
  const group = (await mustRun('stat', ['-c', '%g', machine.inside('/run/docker.sock')])).trim();
  const services = (
    await ask(machine, ['inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}', peer])
  ).trim();
  return {
    machine,
    peer,
    networks,
    volume,
    sharedFolder,
    services: services.split(' ').map((address) => `${address}:${String(ports.service)}`),
    buffer: Number(/buffer (\d+)/.exec(readFileSync(path.join(work, 'host.log'), 'utf8'))?.[1]),
    socketGroup: group,
    holds,
  };
}
async function importImage(machine: Machine, kind: 'plain' | 'setuid'): Promise<void> {
  const folder = path.join(machine.work, `image-${kind}`);
  mkdirSync(path.join(folder, 'tmp'), { recursive: true });
  for (const name of kind === 'setuid' ? ['probe', 'setuid-probe'] : ['probe'])
    await mustRun('cp', [path.join(machine.work, 'probe'), path.join(folder, name)]);
  if (kind === 'setuid') chmodSync(path.join(folder, 'setuid-probe'), 0o4755);
  const tar = path.join(machine.work, `${kind}.tar`);
  await mustRun('tar', ['-C', folder, '--owner=0', '--group=0', '-cf', tar, '.']);
  for (const remapped of [false, true]) {
    const { code, stderr } = await machine.docker(
      ['import', '--change', 'ENTRYPOINT ["/probe", "try"]', tar, image(kind)],
      { remapped },
    );
    if (code !== 0) throw new Error(`docker import: ${stderr}`);
  }
}
interface Peer {
  readonly peer: string;
  readonly network: string;
  readonly volume: string;
}
async function startPeer(machine: Machine, { peer, network, volume }: Peer): Promise<void> {
  const { tokens, marker } = {
    tokens: machine.canaries.peer,
    marker: {
      port: ports.peer,
      abstract: 'plimsoll-peer',
      key: keys.peer,
      tokens: machine.canaries.peer,
      ghosts: Object.values(ghosts).flat(),
      file: '/peer-secret',
      service: ports.service,
    },
  };
  const flags = ['--name', peer, '--network', network, '--ipc', 'shareable', '-v', `${volume}:/shared`];
  const environment = ['-e', `MARKER=${JSON.stringify(marker)}`, '-e', `SECRET=${tokens.environment}`];
  const program = ['--entrypoint', '/probe', image('plain'), 'marker', 'peer', tokens.argument];
  await ask(machine, ['create', ...flags, ...environment, ...program]);
  await ask(machine, ['network', 'connect', 'bridge', peer]);
  await ask(machine, ['start', peer]);
}
export async function ask({ docker }: Machine, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await docker(args);
  if (code !== 0) throw new Error(`docker ${args.slice(0, 4).join(' ')}: ${stderr}`);
  return stdout;
}

// Mounts of a canonical service, in the words of our model.
import path from 'node:path';
import { nameIn, type OracleProject, type OracleService } from './oracle.ts';
import { byTarget, itemsOf, listOf, mapOf, numberOf, textOf, type Items, type Plain } from './plain.ts';

export function expectedMounts(service: OracleService, project: OracleProject): Items {
  const from = listOf(service['volumes_from']).flatMap((name) => takenFrom(name, project));
  const tmpfs = listOf(service['tmpfs']).map(tmpfsOf);
  const all = [...from, ...tmpfs, ...ownMounts(service, project)];
  return [...new Map(all.map((mount) => [mount['target'], mount])).values()].sort(byTarget);
}
function ownMounts(service: OracleService, project: OracleProject): Items {
  const socket = '/var/run/docker.sock';
  const api = { kind: 'bind', source: socket, target: socket, readOnly: false };
  return [
    ...(service['use_api_socket'] === true ? [api] : []),
    ...itemsOf(service['configs']).map((file) => handedOf(file, 'config', '/')),
    ...itemsOf(service['secrets']).map((file) => handedOf(file, 'secret', '/run/secrets/')),
    ...itemsOf(service['volumes']).map((volume) => volumeOf(volume, project)),
  ];
}
/** What the engine makes itself at the start it hands on to nobody. */
function takenFrom(text: string, project: OracleProject): Items {
  const [name = '', mode] = text.split(':');
  const other = project.services?.[name];
  if (other === undefined) return [];
  const taken = expectedMounts({ ...other, tmpfs: [] }, project);
  return mode === 'ro' ? taken.map((mount) => ({ ...mount, readOnly: true })) : taken;
}
const kinds: Plain = { npipe: 'bind', cluster: 'volume' };
function volumeOf(volume: Plain, project: OracleProject): Plain {
  const type = textOf(volume['type']);
  const kind = kinds[type] ?? type;
  const source = textOf(volume['source']);
  const propagation = textOf(mapOf(volume['bind'])['propagation']).replace(/^r/, '');
  const subPath = mapOf(volume['volume'])['subpath'] ?? mapOf(volume['image'])['subpath'];
  const size = numberOf(mapOf(volume['tmpfs'])['size']);
  return {
    kind,
    ...(source !== '' && { source: kind === 'volume' ? nameIn(project, 'volumes', source) : cleaned(source) }),
    target: cleaned(textOf(volume['target'])),
    readOnly: volume['read_only'] ?? false,
    ...(type in kinds && { type }),
    ...(propagation !== '' && { propagation }),
    ...(subPath !== undefined && { subPath }),
    ...(size > 0 && { sizeLimit: size }),
  };
}
function cleaned(text: string): string {
  return text.startsWith('/') ? path.posix.normalize(text).replace(/(?<=.)\/$/, '') : text;
}
function tmpfsOf(text: string): Plain {
  const [target = '', options = ''] = text.split(':');
  const words = options.split(',');
  const size = /size=(\d+)m/.exec(options)?.[1];
  return {
    kind: 'tmpfs',
    target: cleaned(target),
    readOnly: words.includes('ro'),
    ...(size !== undefined && { sizeLimit: Number(size) * 1024 ** 2 }),
    ...(words.includes('noexec') && { noexec: true }),
  };
}
function handedOf(file: Plain, kind: string, folder: string): Plain {
  const target = textOf(file['target']) || textOf(file['source']);
  const mode = textOf(file['mode']);
  return {
    kind,
    source: file['source'],
    target: cleaned(target.startsWith('/') ? target : `${folder}${target}`),
    readOnly: true,
    ...(mode !== '' && { mode: Number.parseInt(mode, 8) }),
  };
}

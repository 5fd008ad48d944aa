// Which files lie on top of a Compose file, and which are only a part of another one's project.
// https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/
// https://docs.docker.com/compose/how-tos/environment-variables/envvars/#compose_file
import { isThere } from './compose-files.ts';
import { besideOf, folderOf } from './near-text.ts';
import type { Neighbours } from './compose-files.ts';
import type { Environment } from './compose-variables.ts';

/** In the order in which Compose looks for them. */
const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];
const composeName = /^(?:docker-)?compose(?:[._-].*)?\.ya?ml$/i;
const overrideName = /^(?:docker-)?compose\.override\.ya?ml$/;

export function isComposeName(path: string): boolean {
  return composeName.test(path.slice(folderOf(path).length));
}

export interface Choosing {
  readonly environment: Environment;
  readonly files: Neighbours;
  /** Files that the user named, in that order. */
  readonly named: readonly string[];
}
/** Paths that lie on top of the file, lowest first; undefined where it is told with another one. */
export async function chooseOthers(path: string, choosing: Choosing): Promise<readonly string[] | undefined> {
  const together = namedTogether(path, choosing.named) ?? listed(path, choosing.environment);
  if (together !== undefined) return together[0] === path ? together.slice(1) : undefined;
  const folder = folderOf(path);
  const name = path.slice(folder.length);
  const rank = defaultNames.indexOf(name);
  const before = rank === -1 ? defaultNames : defaultNames.slice(0, rank);
  const first = (await findFirst(folder, before, choosing.files)) ?? (rank === -1 ? undefined : path);
  if (overrideName.test(name)) return first === undefined ? [] : undefined;
  if (first !== path) return [];
  const override = await findFirst(folder, overrideNames, choosing.files);
  return override === undefined ? [] : [override];
}
/** Compose files of one folder that the user names in one run are one project, as with `-f` for each. */
function namedTogether(path: string, named: readonly string[]): readonly string[] | undefined {
  const folder = folderOf(path);
  const together = named.filter((one) => folderOf(one) === folder && isComposeName(one));
  return together.length > 1 && together.includes(path) ? together : undefined;
}
function listed(path: string, { values }: Environment): readonly string[] | undefined {
  const list = values.get('COMPOSE_FILE')?.text;
  if (list === undefined || list === '') return undefined;
  const folder = folderOf(path);
  const separator = values.get('COMPOSE_PATH_SEPARATOR')?.text;
  const paths = list.split(separator === undefined || separator === '' ? ':' : separator);
  const files = paths.map((name) => besideOf(folder, name));
  return files.includes(path) ? files : undefined;
}
async function findFirst(folder: string, names: readonly string[], files: Neighbours): Promise<string | undefined> {
  for (const name of names) if (await isThere(`${folder}${name}`, files)) return `${folder}${name}`;
  return undefined;
}

const part = /^(.+?)\.[^/]+\.(ya?ml)$/;
/** The file that `compose.prod.yaml` lies on top of by its name: `compose.yaml`. */
export async function findBase(path: string, files: Neighbours): Promise<string | undefined> {
  const folder = folderOf(path);
  const stem = part.exec(path.slice(folder.length))?.[1];
  if (stem === undefined || !isComposeName(`${stem}.yml`)) return undefined;
  return findFirst(folder, [`${stem}.yaml`, `${stem}.yml`], files);
}

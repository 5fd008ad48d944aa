// A Compose project: which files make it, its name, its variables, its services.
// https://docs.docker.com/reference/compose-file/
import type { Location } from '../../model/location.ts';
import { clearText } from './compose-field.ts';
import { isThere, missing, openFile } from './compose-files.ts';
import { folderOf } from './near-text.ts';
import type { Neighbours, ProjectLayer } from './compose-files.ts';
import { loadModel } from './compose-model.ts';
import type { Model } from './compose-parts.ts';
import type { Environment, EnvironmentValue, Scope } from './compose-variables.ts';
import { getMember } from './config-value.ts';
import type { Value } from './config-value.ts';

export interface Project {
  readonly name: string | undefined;
  /** Folder of the first file, '' or with a slash at the end. */
  readonly folder: string;
  readonly environment: Environment;
  readonly model: Model;
  readonly files: Neighbours;
  /** Of its own files, those that lie on top last. */
  readonly documents: readonly ProjectLayer[];
}
/** A service with what it extends below it; later layers lie on top. */
export interface Service {
  readonly type: 'service' | 'job';
  readonly name: string;
  readonly project: Project;
  readonly layers: readonly Value[];
  readonly first: ProjectLayer;
  readonly at: Location;
  /** Of what runs before a service: that service. */
  readonly runsFor?: Service;
}

export interface ProjectFiles {
  /** Later ones lie on top. */
  readonly paths: readonly string[];
  readonly environment: Environment;
  readonly files: Neighbours;
}
export async function openProject({ paths, environment, files }: ProjectFiles): Promise<Project> {
  const [first = ''] = paths;
  const folder = folderOf(first);
  const at = { path: first };
  const plain = { environment, folder, depth: 0 };
  const named = nameOf(await openAll(paths, plain, files), { ...plain, at });
  const values = new Map(environment.values);
  if (named !== undefined) values.set('COMPOSE_PROJECT_NAME', named);
  const scope = { ...plain, environment: { ...environment, values } };
  const documents = await openAll(paths, scope, files);
  for (const path of paths.slice(1)) {
    if (!(await isThere(path, files)))
      files.tell(missing(`${path} is a part of the project, and is not here`, at, files));
  }
  const loading = { ...scope, files, sources: new Map(), included: new Map(), trail: [], load: loadModel };
  const model = await loadModel(documents, loading);
  return { name: named?.text, folder, environment: scope.environment, model, files, documents };
}
async function openAll(paths: readonly string[], scope: Scope, files: Neighbours): Promise<readonly ProjectLayer[]> {
  const documents: ProjectLayer[] = [];
  for (const path of paths) documents.push(...((await openFile(path, scope, files)) ?? []));
  return documents;
}
/** What `.env` says goes before what the files say, and both before the folder. */
function nameOf(
  layers: readonly ProjectLayer[],
  { environment, folder, at }: Scope & { readonly at: Location },
): EnvironmentValue | undefined {
  const given = environment.values.get('COMPOSE_PROJECT_NAME');
  if (given !== undefined && given.text !== '') return given;
  const written = layers.map(({ root }) => getMember(root, 'name')).findLast((value) => value !== undefined);
  const text = written === undefined ? folderName(folder) : projectName(clearText(written, environment) ?? '');
  return text === '' ? undefined : { text, at };
}
function folderName(folder: string): string {
  return projectName(folder.slice(0, -1).split('/').at(-1) ?? '');
}
function projectName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

export function servicesOf(project: Project): readonly Service[] {
  return toServices(project, 'service');
}
export function jobsOf(project: Project): readonly Service[] {
  return toServices(project, 'job');
}
function toServices(project: Project, type: Service['type']): readonly Service[] {
  return [...(project.model.get(`${type}s`) ?? [])]
    .filter(([, { layers }]) => layers.some(({ node }) => node.kind === 'map'))
    .map(([name, { layers, first, at }]) => ({ type, name, project, layers, first, at }));
}

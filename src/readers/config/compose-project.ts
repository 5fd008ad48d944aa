// Which files make a Compose project and how they lie on top of each other: overrides, `extends`, `.env`.
// https://docs.docker.com/reference/compose-file/merge/
import type { Entry } from '../../model/entry.ts';
import { InputError } from '../../model/errors.ts';
import type { UnknownDraft } from '../../model/facts.ts';
import type { Location } from '../../model/location.ts';
import type { Near } from '../../model/reader.ts';
import { decodeText } from '../../syntax/text.ts';
import { clearText } from './compose-field.ts';
import { interpolate, parseEnvFile } from './compose-variables.ts';
import type { Environment, EnvironmentValue, EnvLine } from './compose-variables.ts';
import { openConfig } from './config-file.ts';
import { findMember, getMember, handedOn, isAbsent, membersOf, placeOf, toValue } from './config-value.ts';
import type { Value } from './config-value.ts';
import { normalPath } from './declared-fields.ts';

/** One file, or one document of it. */
export interface ProjectLayer {
  readonly root: Value;
  readonly document: number;
}
export interface Project {
  readonly name: string | undefined;
  /** Folder of the first file, '' or with a slash at the end. */
  readonly folder: string;
  /** Later ones lie on top. */
  readonly layers: readonly ProjectLayer[];
  readonly environment: Environment;
  readonly files: Neighbours;
}
/** Neighbours asked for so far, and what could not be had. */
export interface Neighbours {
  readonly near: Near | undefined;
  readonly roots: Map<string, Promise<Value | undefined>>;
  readonly unknowns: UnknownDraft[];
}
/** A service with what it extends below it; later layers lie on top. */
export interface Service {
  readonly name: string;
  readonly project: Project;
  readonly layers: readonly Value[];
  readonly first: ProjectLayer;
  readonly at: Location;
}

const maxNeighbours = 64;
const maxNeighbourBytes = 1024 * 1024;
const maxExtends = 16;

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
/** A path that a file names, as the path of an entry. */
export function besideOf(folder: string, name: string): string {
  return normalPath(name.startsWith('/') ? name : `${folder}${name}`);
}
export async function readNear(near: Near | undefined, path: string): Promise<string | undefined> {
  const entry: Entry | undefined = path.startsWith('/') ? undefined : await near?.(path);
  if (entry === undefined) return undefined;
  const decoded = decodeText(await entry.read(maxNeighbourBytes));
  if ('why' in decoded) throw new InputError('bad-syntax', `${path}: ${decoded.why}`);
  return decoded.text;
}

export async function openProject(layers: readonly ProjectLayer[], near: Near | undefined): Promise<Project> {
  const folder = folderOf(layers[0]?.root.file.path ?? '');
  const environment = await readEnvironment(folder, near);
  const files: Neighbours = { near, roots: new Map(), unknowns: [] };
  const written = layers.map(({ root }) => clearText(getMember(root, 'name'), environment)).findLast(Boolean);
  const named = written ?? environment.values.get('COMPOSE_PROJECT_NAME')?.text ?? folderName(folder);
  return { name: named === '' ? undefined : named, folder, layers, environment, files };
}
/** As Compose makes a project's name of a folder's. */
function folderName(folder: string): string {
  const last = folder.slice(0, -1).split('/').at(-1) ?? '';
  return last
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}
async function readEnvironment(folder: string, near: Near | undefined): Promise<Environment> {
  const path = `${folder}.env`;
  const text = await readNear(near, path).catch(() => undefined);
  const values = new Map<string, EnvironmentValue>();
  for (const line of text === undefined ? [] : parseEnvFile(text)) {
    if (line.text === undefined) continue;
    values.set(line.name, { text: resolveLine(line, { complete: true, values }).text, at: { path, line: line.line } });
  }
  return { complete: near !== undefined, values };
}
export function resolveLine(
  line: EnvLine,
  environment: Environment,
): { readonly text: string; readonly clear: boolean } {
  const written = line.text ?? '';
  if (line.literal) return { text: written, clear: true };
  const { text, missing } = interpolate(written, environment);
  return { text, clear: missing.length === 0 };
}

/** The value that holds: of the topmost layer that says something, unless it says `!reset`. */
export function lastOf(layers: readonly Value[], ...names: readonly string[]): Value | undefined {
  for (const layer of layers.toReversed()) {
    let at: Value | undefined = layer;
    for (const name of names) at = findMember(at, name);
    if (at?.node.tag === '!reset') return undefined;
    if (at !== undefined && !isAbsent(at)) return at;
  }
  return undefined;
}
/** The values of every layer, for what is merged; `!override` hides what lies below it. */
export function allOf(layers: readonly Value[], name: string): readonly Value[] {
  let found: Value[] = [];
  for (const layer of layers) {
    const value = findMember(layer, name);
    if (value?.node.tag === '!reset' || value?.node.tag === '!override') found = [];
    if (value !== undefined && value.node.tag !== '!reset' && !isAbsent(value)) found.push(value);
  }
  return found;
}

export async function servicesOf(project: Project): Promise<readonly Service[]> {
  const services = new Map<string, { layers: Value[]; first: ProjectLayer; at: Location }>();
  for (const layer of project.layers) {
    for (const { name, value } of membersOf(getMember(layer.root, 'services'))) {
      if (value.node.kind !== 'map') continue;
      const known = services.get(name) ?? { layers: [], first: layer, at: placeOf(value) };
      services.set(name, known);
      known.layers.push(...(await withExtended(value, { project, root: layer.root, name, seen: new Set() })));
    }
  }
  return [...services].map(([name, { layers, first, at }]) => ({ name, project, layers, first, at }));
}
interface Extending {
  readonly project: Project;
  readonly root: Value;
  readonly name: string;
  readonly seen: Set<string>;
}
/** What a service extends, lowest first, then itself. */
async function withExtended(service: Value, { project, root, name, seen }: Extending): Promise<readonly Value[]> {
  const extended = getMember(service, 'extends');
  if (extended === undefined) return [service];
  const { environment, files } = project;
  const base = clearText(extended.node.kind === 'map' ? getMember(extended, 'service') : extended, environment);
  const file = getMember(extended, 'file');
  const path = file === undefined ? undefined : clearText(file, environment);
  const key = `${path ?? root.file.path}#${base ?? ''}`;
  const refuse = (why: string): readonly Value[] => {
    files.unknowns.push(missing(why, placeOf(extended), files));
    return [service];
  };
  if (base === undefined || (file !== undefined && path === undefined))
    return refuse(`${name} extends something unclear`);
  if (seen.has(key) || seen.size >= maxExtends) return refuse(`${name} extends itself, or too deeply`);
  seen.add(key);
  const from = path === undefined ? root : await openNeighbour(besideOf(folderOf(root.file.path), path), files);
  const found = getMember(getMember(from, 'services'), base);
  if (from === undefined || found === undefined)
    return refuse(`${name} extends ${base}${path === undefined ? '' : ` of ${path}`}, which is not here`);
  const below = await withExtended(found, { project, root: from, name: base, seen });
  return [...below.map((value) => handedOn(value, [placeOf(extended)])), service];
}
function missing(why: string, at: Location, { near }: Neighbours): UnknownDraft {
  const code = near === undefined ? 'needs-neighbour' : 'companion-missing';
  return { kind: 'unknown', code, why, at, affects: ['compose'], incomplete: true };
}
function openNeighbour(path: string, { near, roots }: Neighbours): Promise<Value | undefined> {
  let root = roots.get(path);
  if (root === undefined) {
    root = roots.size >= maxNeighbours ? Promise.resolve(undefined) : openRoot(path, near).catch(orNothing);
    roots.set(path, root);
  }
  return root;
}
function orNothing(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
}
export async function openRoot(path: string, near: Near | undefined): Promise<Value | undefined> {
  const entry = path.startsWith('/') ? undefined : await near?.(path);
  if (entry === undefined) return undefined;
  const { file, documents } = await openConfig(path, await entry.read(maxNeighbourBytes));
  const root = documents[0]?.root;
  return root === undefined ? undefined : toValue(file, root);
}

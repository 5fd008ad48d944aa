// The variables of a Compose service: its own, and those of its env files below them.
// https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/
import { declared, isKnown, type Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { Variable } from '../../model/workload.ts';
import { parseEnvFile, parseRawFile, resolveLine, type EnvLine } from './compose-env-file.ts';
import { booleanField, clearText, environmentOf, unclearWhy } from './compose-field.ts';
import { missing, readNear, refused, type Neighbours } from './compose-files.ts';
import { besideOf } from './near-text.ts';
import { mergeLists } from './compose-list.ts';
import { allOf, pairsOf, uniqueBy } from './compose-merge.ts';
import type { Pair } from './compose-merge.ts';
import type { Project, Service } from './compose-project.ts';
import { interpolate } from './compose-variables.ts';
import type { Environment, EnvironmentValue, Interpolated, Lookup } from './compose-variables.ts';
import { getMember, isAbsent, placeOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

export async function variablesOf(service: Service): Promise<readonly Field<Variable>[]> {
  const { environment } = service.project;
  const values = allOf(service.layers, 'environment');
  const own = pairsOf(values).map((pair) => {
    // A name in a map that was not merged is looked up by whoever includes it, one in a list by its own file.
    const byProject = values.length === 1 && isAbsent(pair.value);
    return toVariable(pair, byProject ? environment : environmentOf(pair.value, environment));
  });
  const files = await envFilesOf(service);
  if (files.length === 0) return own;
  const fromFiles = fileVariables(files, service.project.environment, own);
  const all = [...fromFiles, ...own];
  return uniqueBy(all, (field) => (isKnown(field) ? field.value.name : undefined));
}
function toVariable({ name, value, text }: Pair, environment: Environment): Field<Variable> {
  if (text !== undefined) return filled(value, { name, text, environment });
  return value.node.kind === 'scalar' ? inherited(value, name, environment) : unclear(value, `${name} is not a text`);
}
/** A name alone takes its value from where Compose runs. */
function inherited(value: Value, name: string, { values }: Environment): Field<Variable> {
  const found = values.get(name);
  if (found === undefined) return said(value, { name });
  return said({ ...value, via: [...value.via, found.at] }, { name, value: found.text });
}
interface Written {
  readonly name: string;
  readonly text: string;
  readonly environment: Environment;
}
/** A value that is one reference is a reference; in a longer one what is not known stays as it is written. */
function filled(value: Value, { name, text, environment }: Written): Field<Variable> {
  if (!text.includes('$')) return said(value, { name, value: text });
  const result = interpolate(text, environment);
  if (result.wrong !== undefined) return unclear(value, unclearWhy(result));
  if (result.missing.length > 0 && isReference(text)) return said(value, { name, ref: text });
  return said({ ...value, via: [...value.via, ...result.via] }, toValued(name, result));
}
function toValued(name: string, { text, fallbackOf }: Pick<Interpolated, 'text' | 'fallbackOf'>): Variable {
  return { name, value: text, ...(fallbackOf !== undefined && { fallbackOf }) };
}
function isReference(text: string): boolean {
  return /^\$(?:\w+|\{[^{}]*\})$/.test(text);
}

/** Of the service's files the later ones win, and can use what the earlier ones set. */
function fileVariables(
  files: readonly ServiceEnvFile[],
  environment: Environment,
  own: readonly Field<Variable>[],
): readonly Field<Variable>[] {
  const ownValues = new Map<string, EnvironmentValue>();
  for (const field of own) {
    if (!isKnown(field) || field.from === 'default' || field.value.value === undefined) continue;
    ownValues.set(field.value.name, { text: field.value.value, at: field.at });
  }
  const values = new Map<string, EnvironmentValue>();
  const lookup: Lookup = {
    ...environment,
    values: { get: (name) => environment.values.get(name) ?? ownValues.get(name) ?? values.get(name) },
  };
  const found: Field<Variable>[] = [];
  for (const { lines, path, item } of files) {
    for (const line of lines) {
      const at = { path, line: line.line };
      const variable = toFileVariable(line, lookup);
      if (variable.value !== undefined) values.set(line.name, { text: variable.value, at });
      found.push(declared(variable, at, [...item.via, placeOf(item)]));
    }
  }
  return found;
}
function toFileVariable(line: EnvLine, lookup: Lookup): Variable {
  const { name, text } = line;
  const resolved = resolveLine(line, lookup);
  if (resolved === undefined) return { name };
  if (resolved.missing.length > 0 && text !== undefined && isReference(text)) return { name, ref: text };
  return toValued(name, resolved);
}

export interface ServiceEnvFile {
  readonly path: string;
  /** What names it. */
  readonly item: Value;
  readonly lines: readonly EnvLine[];
}
const read = new WeakMap<Service, Promise<readonly ServiceEnvFile[]>>();
/** The env files of a service that could be read; the others are told, once. */
export async function envFilesOf(service: Service): Promise<readonly ServiceEnvFile[]> {
  if (allOf(service.layers, 'env_file').length === 0) return [];
  const known = read.get(service) ?? readEnvFiles(service);
  read.set(service, known);
  return known;
}
async function readEnvFiles({ layers, project }: Service): Promise<readonly ServiceEnvFile[]> {
  const wanted = mergeLists(allOf(layers, 'env_file'), {
    hasForms: true,
    read(item) {
      const path = envFilePath(item, project);
      return [{ field: { item, path }, key: path }];
    },
  });
  const files: ServiceEnvFile[] = [];
  for (const { item, path } of wanted) {
    const file = await readEnvFile(item, path, project);
    if (file !== undefined) files.push(file);
  }
  return files;
}
/** As the path of an entry; undefined where a variable names it that is not set. */
export function envFilePath(item: Value, { environment, folder }: Project): string | undefined {
  const name = clearText(item.node.kind === 'map' ? getMember(item, 'path') : item, environment);
  return name === undefined ? undefined : besideOf(item.file.scope?.folder ?? folder, name);
}
async function readEnvFile(
  item: Value,
  path: string | undefined,
  { environment, files }: Project,
): Promise<ServiceEnvFile | undefined> {
  const required = booleanField(getMember(item, 'required'), environment);
  const raw = clearText(getMember(item, 'format'), environment) === 'raw';
  const text = path === undefined ? undefined : await readNear(path, files);
  if (path === undefined || text === undefined) {
    if (!isKnown(required) || required.value) files.tell(unread(item, files));
    return undefined;
  }
  const { lines, problem } = (raw ? parseRawFile : parseEnvFile)(text);
  if (problem !== undefined) files.tell(refused(problem.why, { path, line: problem.line }));
  return { path, item, lines };
}
/** Such files are left out of repositories with good reason, so that their absence is told and not counted. */
function unread(item: Value, files: Neighbours) {
  const named = item.node.kind === 'map' ? getMember(item, 'path') : item;
  const name = named?.node.kind === 'scalar' && !isAbsent(named) ? named.node.value : 'that is not named';
  const at: Location = placeOf(item);
  return { ...missing(`the env file ${name} could not be read`, at, files), incomplete: false };
}

// The variables of a Compose service: its own, and those of its env files below them.
// https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/
import type { UnknownDraft } from '../../model/facts.ts';
import { declared, isKnown, type Field } from '../../model/field.ts';
import type { Variable } from '../../model/workload.ts';
import { booleanField, clearText } from './compose-field.ts';
import { allOf, besideOf, folderOf, readNear, resolveLine } from './compose-project.ts';
import type { Project, Service } from './compose-project.ts';
import { interpolate, parseEnvFile } from './compose-variables.ts';
import type { Environment } from './compose-variables.ts';
import { getMember, isAbsent, itemsOf, membersOf, placeOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { textsOrItems } from './compose-volume.ts';

export async function variablesOf(service: Service): Promise<readonly Field<Variable>[]> {
  const { layers, project } = service;
  const byName = new Map<string, Field<Variable>>();
  const others: Field<Variable>[] = [];
  const fromFiles = await Promise.all(
    allOf(layers, 'env_file')
      .flatMap((value) => (value.node.kind === 'map' ? [value] : textsOrItems(value)))
      .map((item) => readEnvFile(item, project)),
  );
  const own = allOf(layers, 'environment').flatMap((value) => variablesIn(value, project.environment));
  for (const field of [...fromFiles.flat(), ...own]) {
    if (isKnown(field)) byName.set(field.value.name, field);
    else others.push(field);
  }
  return [...byName.values(), ...others];
}

function variablesIn(value: Value, environment: Environment): readonly Field<Variable>[] {
  if (value.node.kind === 'map')
    return membersOf(value).map((member) => toVariable(member.value, { name: member.name, environment }));
  return itemsOf(value).map((item) => toItem(item, environment));
}
function toVariable(value: Value, { name, environment }: { name: string; environment: Environment }): Field<Variable> {
  if (value.node.kind !== 'scalar') return unclear(value, `${name} is not a text`);
  return isAbsent(value)
    ? inherited(value, name, environment)
    : filled(value, { name, text: value.node.value, environment });
}
function toItem(item: Value, environment: Environment): Field<Variable> {
  if (item.node.kind !== 'scalar' || isAbsent(item)) return unclear(item, 'not a variable');
  const text = item.node.value;
  const equals = text.indexOf('=');
  if (equals === -1) return inherited(item, text, environment);
  return filled(item, { name: text.slice(0, equals), text: text.slice(equals + 1), environment });
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
  const result = interpolate(text, environment);
  const whole = result.missing.length > 0 && /^\$(?:\w+|\{[^{}]*\})$/.test(text);
  if (whole) return said(value, { name, ref: text });
  return said({ ...value, via: [...value.via, ...result.via] }, { name, value: result.text });
}

async function readEnvFile(item: Value, project: Project): Promise<readonly Field<Variable>[]> {
  const { environment, files } = project;
  const named = item.node.kind === 'map' ? getMember(item, 'path') : item;
  const name = clearText(named, environment);
  const required = booleanField(getMember(item, 'required'), environment);
  const path = name === undefined ? undefined : besideOf(folderOf(item.file.path), name);
  const text = path === undefined ? undefined : await readNear(files.near, path).catch(() => undefined);
  if (path === undefined || text === undefined) {
    if (!isKnown(required) || required.value) files.unknowns.push(unread(item, name, files.near === undefined));
    return [];
  }
  const via = [placeOf(item)];
  return parseEnvFile(text).map((line) => {
    const at = { path, line: line.line };
    if (line.text === undefined) return declared({ name: line.name }, at, via);
    return declared({ name: line.name, value: resolveLine(line, environment).text }, at, via);
  });
}
/** Such files are left out of repositories with good reason, so that their absence is told and not counted. */
function unread(item: Value, name: string | undefined, alone: boolean): UnknownDraft {
  const why = `the env file ${name ?? 'that a variable names'} could not be read`;
  const code = alone ? 'needs-neighbour' : 'companion-missing';
  return { kind: 'unknown', code, why, at: placeOf(item), affects: ['compose'], incomplete: false };
}

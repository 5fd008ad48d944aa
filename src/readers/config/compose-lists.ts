// Lists of a Compose service beside mounts, ports and variables: groups, limits, rules, names, commands.
// https://docs.docker.com/reference/compose-file/services/
import { declared, isKnown, type Field } from '../../model/field.ts';
import type { ListName, Sysctl, Ulimit } from '../../model/workload.ts';
import { clearText, parsedField, parseNumber, readText } from './compose-field.ts';
import { handlersOf } from './compose-handlers.ts';
import { allOf, besideOf, folderOf, lastOf, type Service } from './compose-project.ts';
import type { Environment } from './compose-variables.ts';
import { textsOrItems } from './compose-volume.ts';
import { wordsOf } from './compose-words.ts';
import { getMember, itemsOf, membersOf, placeOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import type { DeclaredFields } from './declared-fields.ts';

const textLists: readonly (readonly [ListName & ('groups' | 'deviceRules' | 'volumesFrom'), string])[] = [
  ['groups', 'group_add'],
  ['deviceRules', 'device_cgroup_rules'],
  ['volumesFrom', 'volumes_from'],
];
export function setLists(fields: DeclaredFields, { layers, project }: Service): void {
  const { environment } = project;
  const texts = (key: string): readonly Field<string>[] =>
    allOf(layers, key)
      .flatMap(itemsOf)
      .map((item) => textOf(item, environment));
  for (const [name, key] of textLists) fields.list(name, texts(key));
  fields.list('links', [...texts('links'), ...texts('external_links')]);
  fields.list('sysctls', lastByName(allOf(layers, 'sysctls').flatMap((value) => sysctlsIn(value, environment))));
  fields.list('ulimits', lastByName(allOf(layers, 'ulimits').flatMap((value) => ulimitsIn(value, environment))));
  fields.list(
    'extraHosts',
    allOf(layers, 'extra_hosts').flatMap((value) => hostsIn(value, environment)),
  );
  fields.list('command', [
    ...wordsOf(lastOf(layers, 'entrypoint'), environment),
    ...wordsOf(lastOf(layers, 'command'), environment),
  ]);
  fields.list('envFiles', envFilesOf(layers, environment));
  fields.list('handlers', handlersOf(layers, environment));
}
function textOf(item: Value, environment: Environment): Field<string> {
  return parsedField(item, environment, { what: 'a text', parse: (text) => text }) ?? unclear(item, 'not a text');
}
function lastByName<T extends { readonly name: string }>(fields: readonly Field<T>[]): readonly Field<T>[] {
  const last = new Map(fields.filter((field) => isKnown(field)).map((field) => [field.value.name, field]));
  return fields.filter((field) => !isKnown(field) || last.get(field.value.name) === field);
}

function sysctlsIn(value: Value, environment: Environment): readonly Field<Sysctl>[] {
  if (value.node.kind === 'map')
    return membersOf(value).map(({ name, value: item }) =>
      knownOr(textOf(item, environment), (text) => ({ name, value: text })),
    );
  return itemsOf(value).map((item) =>
    knownOr(textOf(item, environment), (text) => {
      const [name = '', ...rest] = text.split('=');
      return { name: name.trim(), value: rest.join('=').trim() };
    }),
  );
}
function knownOr<T, U>(field: Field<T>, to: (value: T) => U): Field<U> {
  return isKnown(field) ? { ...field, value: to(field.value) } : { ...field, could: [] };
}

function ulimitsIn(value: Value, environment: Environment): readonly Field<Ulimit>[] {
  return membersOf(value).map(({ name, value: item }) => {
    const single = item.node.kind === 'scalar';
    const soft = readText(single ? item : getMember(item, 'soft'), environment);
    const hard = readText(single ? item : getMember(item, 'hard'), environment);
    for (const text of [soft, hard]) if (text !== undefined && 'unclear' in text) return text.unclear;
    const [low, high] = [soft, hard].map((text) =>
      text !== undefined && 'text' in text ? limitOf(text.text) : undefined,
    );
    if (low === undefined && high === undefined) return unclear(item, 'not a limit');
    return said(item, { name, soft: low ?? high ?? 0, hard: high ?? low ?? 0 });
  });
}
function limitOf(text: string): number | undefined {
  return text === 'unlimited' ? -1 : parseNumber(text);
}

function hostsIn(value: Value, environment: Environment): readonly Field<string>[] {
  if (value.node.kind !== 'map') return itemsOf(value).map((item) => textOf(item, environment));
  return membersOf(value).flatMap(({ name, value: item }) =>
    textsOrItems(item).map((one) => knownOr(textOf(one, environment), (address) => `${name}:${address}`)),
  );
}

/** Paths as those of entries. */
function envFilesOf(layers: readonly Value[], environment: Environment): readonly Field<string>[] {
  return allOf(layers, 'env_file')
    .flatMap((value) => (value.node.kind === 'map' ? [value] : textsOrItems(value)))
    .map((item) => {
      const named = item.node.kind === 'map' ? getMember(item, 'path') : item;
      const name = clearText(named, environment);
      if (name === undefined) return unclear(item, 'the env file that a variable names');
      return declared(besideOf(folderOf(item.file.path), name), placeOf(item), item.via);
    });
}

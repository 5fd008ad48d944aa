// Lists of a Compose service beside mounts, ports and variables: groups, limits, rules, names, commands.
// https://docs.docker.com/reference/compose-file/services/
import { declared, isKnown, type Field } from '../../model/field.ts';
import type { ListName, Sysctl, Ulimit } from '../../model/workload.ts';
import { envFilePath } from './compose-environment.ts';
import { environmentOf, parsedField, parseNumber, readText, unclearWhy } from './compose-field.ts';
import type { ComposeText } from './compose-field.ts';
import { handlersOf } from './compose-handlers.ts';
import { allItems, mergeLists } from './compose-list.ts';
import { allOf, below, lastOf, namesOf, pairsOf, topOf, uniqueBy } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import { interpolate } from './compose-variables.ts';
import type { Environment } from './compose-variables.ts';
import { wordsOf } from './compose-words.ts';
import { handedOn, membersOf, placeOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import type { DeclaredFields } from './declared-fields.ts';

const textLists: readonly (readonly [ListName & ('groups' | 'deviceRules' | 'volumesFrom'), string])[] = [
  ['groups', 'group_add'],
  ['deviceRules', 'device_cgroup_rules'],
  ['volumesFrom', 'volumes_from'],
];
export function setLists(fields: DeclaredFields, service: Service): void {
  const { layers, project } = service;
  const { environment } = project;
  const texts = (key: string): readonly Field<string>[] =>
    allItems(allOf(layers, key)).map((item) => textOf(item, environment));
  for (const [name, key] of textLists) fields.list(name, texts(key));
  fields.list('links', [...texts('links'), ...texts('external_links')]);
  fields.list('sysctls', sysctlsOf(layers, environment));
  fields.list('ulimits', ulimitsOf(layers, environment));
  fields.list('extraHosts', hostsOf(layers, environment));
  fields.list('command', [
    ...wordsOf(topOf(layers, 'entrypoint'), environment),
    ...wordsOf(topOf(layers, 'command'), environment),
  ]);
  fields.list('envFiles', envFilesOf(service));
  fields.list('handlers', handlersOf(layers, environment));
}
function textOf(item: Value, environment: Environment): Field<string> {
  return parsedField(item, environment, { what: 'a text', parse: (text) => text }) ?? unclear(item, 'not a text');
}
function sysctlsOf(layers: readonly Value[], environment: Environment): readonly Field<Sysctl>[] {
  return pairsOf(allOf(layers, 'sysctls')).map(({ name, value, text }) => {
    const filled = interpolate(text ?? '', environmentOf(value, environment));
    if (filled.missing.length > 0 || filled.wrong !== undefined) return unclear(value, unclearWhy(filled));
    return said(handedOn(value, filled.via), { name: name.trim(), value: filled.text.trim() });
  });
}
function knownOr<T, U>(field: Field<T>, to: (value: T) => U): Field<U> {
  return isKnown(field) ? { ...field, value: to(field.value) } : { ...field, could: [] };
}

function ulimitsOf(layers: readonly Value[], environment: Environment): readonly Field<Ulimit>[] {
  const values = allOf(layers, 'ulimits');
  return namesOf(values).flatMap((name) => {
    const written = below(values, name);
    const top = written.at(-1);
    if (top === undefined) return [];
    // A number takes the place of whatever there was; maps are one.
    const maps = written.slice(written.findLastIndex(({ node }) => node.kind !== 'map') + 1);
    const [soft, hard] = (['soft', 'hard'] as const).map((key) =>
      readText(maps.length === 0 ? top : lastOf(maps, key), environment),
    );
    return [toUlimit(name, top, [soft, hard])];
  });
}
function toUlimit(name: string, at: Value, texts: readonly (ComposeText | undefined)[]): Field<Ulimit> {
  for (const text of texts) if (text !== undefined && 'unclear' in text) return text.unclear;
  const [low, high] = texts.map((text) => (text !== undefined && 'text' in text ? limitOf(text.text) : undefined));
  if (low === undefined && high === undefined) return unclear(at, 'not a limit');
  return said(at, { name, soft: low ?? high ?? 0, hard: high ?? low ?? 0 });
}
function limitOf(text: string): number | undefined {
  return text === 'unlimited' ? -1 : parseNumber(text);
}

function hostsOf(layers: readonly Value[], environment: Environment): readonly Field<string>[] {
  const values = allOf(layers, 'extra_hosts');
  const hosts = values.flatMap((value) => {
    if (value.node.kind !== 'map') return allItems([value]).flatMap((item) => addressesOf(textOf(item, environment)));
    return membersOf(value).flatMap(({ name, value: item }) =>
      allItems([item]).map((one) => knownOr(textOf(one, environment), (address) => `${name}:${address}`)),
    );
  });
  // Maps and lists on top of each other are lists.
  if (values.length < 2) return hosts;
  return uniqueBy(hosts, (host) => (isKnown(host) ? host.value.replace(/[=:]/, '=') : undefined));
}

/** Each address of a name as one of its own. */
function addressesOf(field: Field<string>): readonly Field<string>[] {
  const [, name = '', addresses = ''] = isKnown(field) ? (/^([^=:]*[=:])(.*,.*)$/.exec(field.value) ?? []) : [];
  return addresses === '' ? [field] : addresses.split(',').map((address) => knownOr(field, () => name + address));
}

/** Paths as those of entries. */
function envFilesOf({ layers, project }: Service): readonly Field<string>[] {
  return mergeLists(allOf(layers, 'env_file'), {
    hasForms: true,
    read(item) {
      const path = envFilePath(item, project);
      const field =
        path === undefined
          ? unclear<string>(item, 'the env file that a variable names')
          : declared(path, placeOf(item), item.via);
      return [{ field, key: path }];
    },
  });
}

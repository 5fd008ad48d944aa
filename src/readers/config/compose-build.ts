// How a Compose service's image is built.
// https://docs.docker.com/reference/compose-file/build/
import { isKnown, type Field } from '../../model/field.ts';
import type { BuildRef, Variable } from '../../model/workload.ts';
import { booleanField, clearText, environmentOf, readText } from './compose-field.ts';
import { besideOf } from './near-text.ts';
import { allItems } from './compose-list.ts';
import { allOf, lastOf, pairsOf } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import { interpolate } from './compose-variables.ts';
import { getMember, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

export function buildOf(service: Service): Field<BuildRef> | undefined {
  const { layers, project } = service;
  const { environment, folder } = project;
  const build = lastOf(layers, 'build');
  if (build === undefined) return undefined;
  const context = contextOf(layers);
  const where = readText(context, environment);
  const dockerfile = readText(lastOf(layers, 'build', 'dockerfile'), environment);
  for (const text of [where, dockerfile])
    if (text !== undefined && 'unclear' in text) return unclear(build, text.unclear.why);
  const name = where !== undefined && 'text' in where ? where.text : '.';
  if (isRemote(name)) return unclear(build, `the build context ${name} is elsewhere`);
  if (name.startsWith('~')) return unclear(build, `the build context ${name} is in somebody’s home`);
  const from = besideOf((context ?? build).file.scope?.folder ?? folder, name);
  const file = dockerfile !== undefined && 'text' in dockerfile ? dockerfile.text : 'Dockerfile';
  const inline = inlineOf(service);
  return said(build, {
    context: from,
    dockerfile: inline === undefined ? besideOf(from === '' ? '' : `${from}/`, file) : inlinePath(service),
    ...optionsOf(service),
  });
}
/** A text in the place of a build is its context. */
function contextOf(layers: readonly Value[]): Value | undefined {
  return allOf(layers, 'build')
    .map((build) => (build.node.kind === 'scalar' ? build : getMember(build, 'context')))
    .findLast((value) => value !== undefined);
}
function isRemote(context: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]{1,20}:|git@|github\.com\/)/i.test(context);
}
/** A Dockerfile that stands in the Compose file itself. */
export function inlineOf({ layers }: Pick<Service, 'layers'>): Value | undefined {
  return lastOf(layers, 'build', 'dockerfile_inline');
}
/** What such a Dockerfile is called among builds. */
export function inlinePath({ name, first }: Pick<Service, 'name' | 'first'>): string {
  return `${first.root.file.path}#${name}`;
}

function optionsOf({ layers, project }: Service): Omit<BuildRef, 'context' | 'dockerfile'> {
  const { environment } = project;
  const text = (name: string): string | undefined => clearText(lastOf(layers, 'build', name), environment);
  const texts = (name: string): readonly string[] =>
    allItems(allOf(layers, 'build', name)).flatMap((item) => clearText(item, environment) ?? []);
  const privileged = booleanField(lastOf(layers, 'build', 'privileged'), environment);
  const target = text('target');
  const network = text('network');
  const secrets = allItems(allOf(layers, 'build', 'secrets')).flatMap(
    (item) => clearText(item.node.kind === 'map' ? getMember(item, 'source') : item, environment) ?? [],
  );
  return {
    ...(target !== undefined && { target }),
    ...(network !== undefined && { network }),
    ...(isKnown(privileged) && privileged.value && { privileged: true }),
    ...some('entitlements', texts('entitlements')),
    ...some(
      'ssh',
      pairsOf(allOf(layers, 'build', 'ssh')).map(({ name }) => name),
    ),
    ...some('secrets', secrets),
    ...some('args', argsOf(layers, project)),
    ...some('contexts', contextsOf(layers, project)),
  };
}
function some<K extends string, T>(name: K, items: readonly T[]): { readonly [key in K]?: readonly T[] } {
  return items.length === 0 ? {} : ({ [name]: items } as { readonly [key in K]: readonly T[] });
}
function argsOf(layers: readonly Value[], project: Service['project']): readonly Variable[] {
  return argsIn(allOf(layers, 'build', 'args'), project);
}
/** Folders as paths of entries, everything else as it is written. */
function contextsOf(layers: readonly Value[], project: Service['project']): readonly Variable[] {
  const values = allOf(layers, 'build', 'additional_contexts');
  const folders = new Map(pairsOf(values).map(({ name, value }) => [name, value.file.scope?.folder ?? project.folder]));
  return argsIn(values, project).map(({ name, value = '' }) => {
    const isFolder = !isRemote(value) && !value.startsWith('~');
    return { name, value: isFolder ? besideOf(folders.get(name) ?? '', value) : value };
  });
}
/** What is not known stays as it is written. */
function argsIn(values: readonly Value[], { environment }: Service['project']): readonly Variable[] {
  return pairsOf(values).map(({ name, value, text }) => {
    const variables = environmentOf(value, environment);
    const given = text === undefined ? variables.values.get(name)?.text : interpolate(text, variables).text;
    return { name, ...(given !== undefined && { value: given }) };
  });
}

// Secrets, configs and env files of a Compose project: where they come from, never what a secret says.
// https://docs.docker.com/reference/compose-file/secrets/ https://docs.docker.com/reference/compose-file/configs/
import type { SecretDraft, VariablesDraft } from '../../model/cluster-facts.ts';
import { declared, isKnown, unseen, type Field } from '../../model/field.ts';
import type { RawRef, Variable } from '../../model/workload.ts';
import { envFilesOf } from './compose-environment.ts';
import { parseEnvFile, resolveLine } from './compose-env-file.ts';
import { booleanField, clearText, environmentOf, parsedField, textField } from './compose-field.ts';
import { readNear } from './compose-files.ts';
import { hostPath } from './compose-host-path.ts';
import { allOf, lastOf, pairsOf } from './compose-merge.ts';
import type { Pair } from './compose-merge.ts';
import type { Part } from './compose-parts.ts';
import type { Project, Service } from './compose-project.ts';
import { interpolate } from './compose-variables.ts';
import { getMember, said } from './config-value.ts';

function rawOf({ first }: Pick<Part, 'first'>, pointer: readonly string[]): RawRef {
  return { format: 'compose', path: first.root.file.path, document: first.document, pointer };
}
function placeIn({ name }: Project): { readonly namespace?: string } {
  return name === undefined ? {} : { namespace: name };
}
/** One that somebody else keeps has its real name. */
function nameOf(key: string, { layers }: Part, { environment }: Project): string {
  const external = lastOf(layers, 'external');
  const isExternal = booleanField(external, environment);
  const named = clearText(lastOf(layers, 'name') ?? getMember(external, 'name'), environment);
  const outside = external?.node.kind === 'map' || (isKnown(isExternal) && isExternal.value);
  return outside ? (named ?? key) : key;
}

export function secretDrafts(project: Project): readonly SecretDraft[] {
  return [...(project.model.get('secrets') ?? [])].map(([key, part]) => {
    const source = sourceOf(part, project);
    return {
      kind: 'secret',
      type: 'compose',
      name: nameOf(key, part, project),
      ...placeIn(project),
      keys: [],
      encrypted: false,
      immutable: false,
      ...(source && { source }),
      annotations: {},
      at: [part.at],
      raw: rawOf(part, ['secrets', key]),
    };
  });
}
/** The path of a file, or `$NAME` of a variable. */
function sourceOf({ layers }: Part, project: Project): Field<string> | undefined {
  const { environment } = project;
  const file = lastOf(layers, 'file');
  if (file !== undefined)
    return parsedField(file, environment, { what: 'a path', parse: (text) => hostPath(text, file, project) });
  const variable = lastOf(layers, 'environment');
  return parsedField(variable, environment, { what: 'a variable', parse: (text) => `$${text}` });
}

export function configDrafts(project: Project): readonly VariablesDraft[] {
  return [...(project.model.get('configs') ?? [])].map(([key, part]) => ({
    kind: 'variables',
    type: 'compose-config',
    name: nameOf(key, part, project),
    ...placeIn(project),
    immutable: false,
    entries: entriesOf(part, project),
    at: [part.at],
    raw: rawOf(part, ['configs', key]),
  }));
}
/** What stands in the file itself is a value; where it comes from elsewhere that is its reference. */
function entriesOf(part: Part, project: Project): readonly Field<Variable>[] {
  const content = textField(lastOf(part.layers, 'content'), project.environment);
  if (content !== undefined)
    return [isKnown(content) ? { ...content, value: { name: 'content', value: content.value } } : unclear(content)];
  const source = sourceOf(part, project);
  if (source === undefined) return [];
  return [isKnown(source) ? { ...source, value: { name: 'content', ref: source.value } } : unclear(source)];
}
function unclear({ why, at }: { readonly why: string; readonly at?: Part['at'] }): Field<Variable> {
  return unseen(why, at);
}

/** What builds of the project are handed: the same for everybody where it stands in the file itself. */
export function buildArgDrafts(project: Project, services: readonly Service[]): readonly VariablesDraft[] {
  return services.flatMap((service): readonly VariablesDraft[] => {
    const { name, layers, at, first } = service;
    const entries = pairsOf(allOf(layers, 'build', 'args')).map((pair) => toArgument(pair, project));
    if (entries.length === 0) return [];
    const raw = { format: 'compose', path: first.root.file.path, document: first.document } as const;
    return [
      {
        kind: 'variables',
        type: 'compose-build',
        name,
        ...placeIn(project),
        immutable: false,
        entries,
        at: [at],
        raw: { ...raw, pointer: ['services', name, 'build', 'args'] },
      },
    ];
  });
}
function toArgument({ name, value, text }: Pair, { environment }: Project): Field<Variable> {
  if (text === undefined || !text.includes('$'))
    return said(value, text === undefined ? { name } : { name, value: text });
  const filled = interpolate(text, environmentOf(value, environment));
  return said(value, filled.fallbackOf === undefined ? { name, ref: text } : { name, value: filled.text });
}

/** The project's `.env` and the env files of its services, each once. */
export async function envFileDrafts(
  project: Project,
  services: readonly Service[],
): Promise<readonly VariablesDraft[]> {
  const own = `${project.folder}.env`;
  const text = await readNear(own, project.files);
  const found = new Map<string, readonly Field<Variable>[]>();
  if (text !== undefined) found.set(own, toEntries(own, parseEnvFile(text).lines, project));
  for (const service of services)
    for (const { path, lines } of await envFilesOf(service))
      if (!found.has(path)) found.set(path, toEntries(path, lines, project));
  return [...found].map(([path, entries]) => ({
    kind: 'variables',
    type: 'env-file',
    name: path.slice(path.lastIndexOf('/') + 1),
    ...placeIn(project),
    immutable: false,
    entries,
    at: [{ path }],
    raw: { format: 'compose', path, document: 0, pointer: [] },
  }));
}
function toEntries(
  path: string,
  lines: ReturnType<typeof parseEnvFile>['lines'],
  { environment }: Project,
): readonly Field<Variable>[] {
  return lines.map((line) => {
    const resolved = resolveLine(line, environment);
    const { name } = line;
    const variable = resolved === undefined ? { name } : { name, value: resolved.text };
    return declared(variable, { path, line: line.line });
  });
}

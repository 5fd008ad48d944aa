// Files that a command line names: variables, labels, a seccomp profile. They lie beside it, or nobody knows them.
// https://docs.docker.com/reference/cli/docker/container/run/#env
import type { UnknownDraft } from '../../model/facts.ts';
import { declared, isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Near } from '../../model/reader.ts';
import type { Format, Variable } from '../../model/workload.ts';
import { asPath, isOpen, type Given } from './given.ts';
import { besideOf, textNear } from './near-text.ts';
import type { Gathering } from './run-gathering.ts';
import { parseSeccompProfile } from './seccomp-profile.ts';

/** Told, and not counted: what it could hide is unknown in the fields themselves. */
export function told(
  code: UnknownDraft['code'],
  why: string,
  { given, format }: { readonly given: Given; readonly format: Format },
): UnknownDraft {
  return { kind: 'unknown', code, why, at: given.at, affects: [format], incomplete: false };
}

const maxLines = 10_000;
export async function addFiles(
  into: Gathering,
  from: { readonly near: Near | undefined; readonly format: Format },
): Promise<readonly UnknownDraft[]> {
  const unknowns: UnknownDraft[] = [];
  for (const given of into.envFiles.toReversed()) {
    const lines = await readLines(given, { ...from, into, unknowns });
    into.addBelow(lines.map(({ name, value, line }) => toVariable({ name, value }, given, line)));
  }
  for (const given of into.labelFiles)
    for (const { name, value } of await readLines(given, { ...from, into, unknowns }))
      if (!into.labels.has(name)) into.labels.set(name, value ?? '');
  return unknowns;
}
/** A profile beside the file is looked into; a path of the host means nothing here. */
export async function addProfile(
  into: Gathering,
  { near, format }: { readonly near: Near | undefined; readonly format: Format },
): Promise<readonly UnknownDraft[]> {
  const field = into.get('seccomp');
  const at = field && locationOf(field);
  if (at === undefined || !isKnown(field) || field.value.name === undefined) return [];
  const { name } = field.value;
  const path = besideOf(into.folder, name);
  const text = await textNear(path, { near, absolute: into.folder.startsWith('/') }).catch(() => undefined);
  const calls = text === undefined ? undefined : parseSeccompProfile(text);
  if (calls !== undefined) {
    into.set('seccomp', { ...field, value: { ...field.value, calls } });
    return [];
  }
  const code = near === undefined ? 'needs-neighbour' : 'companion-missing';
  const why = `the seccomp profile ${name} could not be read`;
  return [{ kind: 'unknown', code, why, at, affects: [format], incomplete: false }];
}
interface FileLine {
  readonly name: string;
  readonly value: string | undefined;
  readonly line: { readonly path: string; readonly line: number };
}
interface Reading {
  readonly into: Gathering;
  readonly near: Near | undefined;
  readonly format: Format;
  readonly unknowns: UnknownDraft[];
}
/** `NAME=VALUE` or `NAME` a line, nothing in it quoted or filled in. */
async function readLines(given: Given, { into, near, format, unknowns }: Reading): Promise<readonly FileLine[]> {
  const path = isOpen(asPath(given)) ? undefined : besideOf(into.folder, asPath(given).text);
  const beside = { near, absolute: into.folder.startsWith('/') };
  const text = path === undefined ? undefined : await textNear(path, beside).catch(() => undefined);
  if (path === undefined || text === undefined) {
    const name = path ?? 'that a variable names';
    const code = near === undefined ? 'needs-neighbour' : 'companion-missing';
    unknowns.push(told(code, `the file ${name} could not be read`, { given, format }));
    return [];
  }
  return text.split('\n', maxLines).flatMap((written, index): FileLine[] => {
    const line = written.trimStart().replace(/\r$/, '');
    const [name = ''] = line.split('=', 1);
    if (name === '' || line.startsWith('#')) return [];
    const value = line.length === name.length ? undefined : line.slice(name.length + 1);
    return [{ name: name.trim(), value, line: { path, line: index + 1 } }];
  });
}
function toVariable(
  { name, value }: Pick<FileLine, 'name' | 'value'>,
  { at }: Given,
  line: FileLine['line'],
): Field<Variable> {
  return declared<Variable>({ name, ...(value !== undefined && { value }) }, line, [at]);
}

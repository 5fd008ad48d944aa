// The container that an editor works in: image or build, and how it is run.
// https://containers.dev/implementors/json_reference/
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Field } from '../../model/field.ts';
import type { Near, Reader } from '../../model/reader.ts';
import type { BuildRef, RawRef } from '../../model/workload.ts';
import { withoutComments } from '../../syntax/json-comments.ts';
import { decodeText } from '../../syntax/text.ts';
import { givenIn, variablesIn } from './ci-text.ts';
import { maxProblems, openConfig, refineConfig, toUnknown } from './config-file.ts';
import {
  getMember,
  getPath,
  itemsOf,
  placeOf,
  said,
  scalarText,
  toValue,
  unclear,
  type Value,
} from './config-value.ts';
import { withText, type Given } from './given.ts';
import { besideOf } from './near-text.ts';
import { parseRunLine, type RunLine, type RunOption } from './run-line.ts';
import { toStarted } from './run-workload.ts';

const maxBytes = 1024 * 1024;
export const devcontainerReader: Reader = {
  id: 'devcontainer',
  version: 1,
  area: 'config',
  wants: { names: ['devcontainer.json', '.devcontainer.json'] },
  refine: refineConfig,
  maxBytes,
  read,
};

const format = 'devcontainer';
const variable = /\$\{[^}\n]{1,200}\}/g;
async function* read(entry: Entry, near?: Near): AsyncGenerator<Draft> {
  const { path } = entry;
  const bytes = await entry.read(maxBytes);
  const decoded = decodeText(bytes);
  const plain = 'text' in decoded ? Buffer.from(withoutComments(decoded.text)) : bytes;
  const config = await openConfig(path, plain);
  for (const problem of config.problems.slice(0, maxProblems)) yield toUnknown(config, problem, format);
  const node = config.documents[0]?.root;
  const root = node === undefined ? undefined : toValue(config.file, node);
  if (root === undefined) return;
  yield* told(root);
  if (getMember(root, 'dockerComposeFile') === undefined)
    yield* containerDrafts(root, { format, path, document: 0, pointer: [] }, near);
}

/** What changes the container and stands elsewhere, or changes one that stands elsewhere. */
function* told(root: Value): Generator<UnknownDraft> {
  const features = getMember(root, 'features');
  if (features !== undefined)
    yield toTold(features, 'what the features of a development container ask for is not known here', false);
  if (getMember(root, 'dockerComposeFile') === undefined) return;
  for (const name of ['privileged', 'capAdd', 'securityOpt', 'mounts']) {
    const value = getMember(root, name);
    if (value !== undefined) yield toTold(value, `${name} of a service of Compose that is changed here`, true);
  }
}
function toTold(value: Value, why: string, incomplete: boolean): UnknownDraft {
  return { kind: 'unknown', code: 'unsupported', why, at: placeOf(value), affects: [format], incomplete };
}

async function* containerDrafts(root: Value, raw: RawRef, near: Near | undefined): AsyncGenerator<Draft> {
  const image = givenIn(getMember(root, 'image'), variable);
  const build = buildOf(root, raw.path.slice(0, raw.path.lastIndexOf('/') + 1));
  if (image === undefined && build === undefined) return;
  const first: Given = { text: '', open: [], at: placeOf(root), via: [] };
  const line = runLineOf(getMember(root, 'runArgs'), first);
  const name = scalarText(getMember(root, 'name'));
  const { workload, unknowns } = await toStarted(
    {
      format,
      engine: 'docker',
      type: 'development container',
      options: [...optionsOf(root), ...(line?.options ?? [])],
      args: [],
      clouds: line?.clouds ?? [],
      first,
      raw,
      ...(image && { image }),
      ...(build && { build }),
      ...(name !== undefined && { name: name.trim().replaceAll(/[^\w.-]+/g, '-') }),
    },
    near,
  );
  yield workload;
  yield* unknowns;
}
/** Options of `docker run`, a word each; what they are for comes behind them. */
function runLineOf(args: Value | undefined, first: Given): Pick<RunLine, 'options' | 'clouds'> | undefined {
  const words = itemsOf(args).flatMap((item) => givenIn(item, variable) ?? []);
  if (words.length === 0) return undefined;
  const around = ['docker', 'run', 'image'].map((text) => withText(first, text));
  return parseRunLine([...around.slice(0, 2), ...words, ...around.slice(2)]);
}

function buildOf(root: Value, folder: string): Field<BuildRef> | undefined {
  const build = getMember(root, 'build');
  const file = getMember(build, 'dockerfile') ?? getMember(root, 'dockerFile');
  const name = scalarText(file);
  if (file === undefined || name === undefined) return undefined;
  const context = scalarText(getMember(build, 'context') ?? getMember(root, 'context')) ?? '.';
  if (/\$\{/.test(name + context)) return unclear(file, 'where it is built is not known here');
  const target = scalarText(getMember(build, 'target'));
  return said(file, {
    context: besideOf(folder, context),
    dockerfile: besideOf(folder, name),
    ...(target !== undefined && { target }),
  });
}

function optionsOf(root: Value): readonly RunOption[] {
  const one = (name: string, value: Value | undefined): readonly RunOption[] => {
    const given = givenIn(value, variable);
    return given === undefined ? [] : [{ name, given }];
  };
  const each = (name: string, member: string): readonly RunOption[] =>
    itemsOf(getMember(root, member)).flatMap((item) => one(name, item));
  return [
    ...one('privileged', getMember(root, 'privileged')),
    ...one('user', getMember(root, 'containerUser') ?? getMember(root, 'remoteUser')),
    ...each('cap-add', 'capAdd'),
    ...each('security-opt', 'securityOpt'),
    ...one('mount', getMember(root, 'workspaceMount')),
    ...itemsOf(getMember(root, 'mounts')).flatMap((item) => mountOf(item)),
    ...portsOf(root),
    ...variablesIn(getMember(root, 'containerEnv'), variable),
    ...variablesIn(getMember(root, 'remoteEnv'), variable),
    ...(scalarText(getPath(root, 'hostRequirements', 'gpu')) === 'true' ? gpusOf(root) : []),
  ];
}
function gpusOf(root: Value): readonly RunOption[] {
  const given = givenIn(getPath(root, 'hostRequirements', 'gpu'), variable);
  return given === undefined ? [] : [{ name: 'gpus', given: withText(given, 'all') }];
}
/** In one text as for `--mount`, or as a map. */
function mountOf(item: Value): readonly RunOption[] {
  if (item.node.kind === 'scalar') {
    const given = givenIn(item, variable);
    return given === undefined ? [] : [{ name: 'mount', given }];
  }
  const parts = ['type', 'source', 'target'].flatMap((name) => {
    const text = scalarText(getMember(item, name));
    return text === undefined ? [] : [`"${name}=${text.replaceAll('"', '""')}"`];
  });
  const given = givenIn({ ...item, node: { ...scalarLike, value: parts.join(',') } }, variable);
  return given === undefined ? [] : [{ name: 'mount', given }];
}
const scalarLike = { kind: 'scalar', start: 0, end: 0, style: 'double', quoted: true, empty: false } as const;

/** A number is published for this machine alone; what is forwarded is not published. */
function portsOf(root: Value): readonly RunOption[] {
  const listed = (name: string): readonly Value[] => {
    const value = getMember(root, name);
    return value?.node.kind === 'scalar' ? [value] : itemsOf(value);
  };
  const published = listed('appPort').flatMap((port): readonly RunOption[] => {
    const given = givenIn(port, variable);
    const isNumber = port.node.kind === 'scalar' && !port.node.quoted;
    if (given === undefined) return [];
    return [{ name: 'publish', given: isNumber ? withText(given, `127.0.0.1:${given.text}:${given.text}`) : given }];
  });
  const forwarded = listed('forwardPorts').flatMap((port): readonly RunOption[] => {
    const given = givenIn(port, variable);
    return given === undefined || !/^\d+$/.test(given.text) ? [] : [{ name: 'expose', given }];
  });
  return [...published, ...forwarded];
}

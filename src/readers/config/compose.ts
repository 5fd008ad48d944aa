// Compose files, with what lies beside them and changes what they say.
// https://github.com/compose-spec/compose-spec/blob/main/spec.md
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import type { DeclaredWorkload } from '../../model/workload.ts';
import type { Near, Reader } from '../../model/reader.ts';
import { folderOf, openProject, openRoot, servicesOf } from './compose-project.ts';
import type { Project, ProjectLayer, Service } from './compose-project.ts';
import { networkDrafts, volumeDrafts } from './compose-resource.ts';
import { toWorkload } from './compose-service.ts';
import {
  configSuffixes,
  maxProblems,
  openConfig,
  readManifest,
  refineConfig,
  repeatedIn,
  toUnknown,
} from './config-file.ts';
import { getMember, itemsOf, membersOf, placeOf, scalarText, toValue } from './config-value.ts';
import type { Value } from './config-value.ts';

export const composeReader: Reader = {
  id: 'compose',
  version: 1,
  area: 'config',
  wants: { suffixes: configSuffixes },
  refine: refineConfig,
  read,
};

const composeName = /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/i;
const overrideName = /(?:^|\/)(?:docker-)?compose\.override\.ya?ml$/;
/** In the order in which Compose looks for them. */
const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

async function* read(entry: Entry, near?: Near): AsyncIterable<Draft> {
  const named = composeName.test(entry.path);
  const bytes = await readManifest(entry, named ? [] : ['services']);
  if (bytes === undefined) return;
  const config = await openConfig(entry.path, bytes);
  const layers: ProjectLayer[] = [];
  for (const [document, parsed] of config.documents.entries()) {
    const root = parsed.root === undefined ? undefined : toValue(config.file, parsed.root);
    if (root?.node.kind === 'map') layers.push({ root, document });
  }
  if (!named && !layers.some(({ root }) => hasServices(root))) return;
  if (layers.some(({ root }) => getMember(root, 'apiVersion') !== undefined)) return;
  // What the base file is given has been told there.
  if (overrideName.test(entry.path) && (await findFirst(folderOf(entry.path), defaultNames, near)) !== undefined)
    return;
  if (config.problems.length > 0 && config.text.includes('{{')) yield notRendered(entry.path);
  else for (const problem of config.problems.slice(0, maxProblems)) yield toUnknown(config, problem, 'compose');
  if (layers.length === 0) return;
  for (const document of config.documents) yield* repeatedIn(config, document, 'compose');
  const override = await findOverride(entry.path, near);
  if (override !== undefined) layers.push({ root: override, document: 0 });
  yield* draftsOf(await openProject(layers, near));
}
/** Other formats have a list of services, or services without image and build. */
function hasServices(root: Value): boolean {
  return membersOf(getMember(root, 'services')).some(
    ({ value }) => getMember(value, 'image') !== undefined || getMember(value, 'build') !== undefined,
  );
}
function notRendered(path: string): UnknownDraft {
  const why = 'a template that was not rendered';
  return { kind: 'unknown', code: 'not-rendered', why, at: { path }, affects: ['compose'], incomplete: true };
}

async function findFirst(
  folder: string,
  names: readonly string[],
  near: Near | undefined,
): Promise<string | undefined> {
  for (const name of names) if ((await near?.(`${folder}${name}`)) !== undefined) return `${folder}${name}`;
  return undefined;
}
/** Only the file that Compose would choose without being told gets the override. */
async function findOverride(path: string, near: Near | undefined): Promise<Value | undefined> {
  const folder = folderOf(path);
  const rank = defaultNames.indexOf(path.slice(folder.length));
  if (near === undefined || rank === -1) return undefined;
  if ((await findFirst(folder, defaultNames.slice(0, rank), near)) !== undefined) return undefined;
  const override = await findFirst(folder, overrideNames, near);
  return override === undefined ? undefined : openRoot(override, near);
}

async function* draftsOf(project: Project): AsyncIterable<Draft> {
  const services = new Map((await servicesOf(project)).map((service) => [service.name, service]));
  let usesDefault = false;
  for (const service of services.values()) {
    const workload = await toWorkload(service, services);
    const [container] = workload.containers;
    if (container === undefined || service.layers.some((layer) => getMember(layer, 'provider') !== undefined)) continue;
    const { declared } = container;
    usesDefault ||= (declared.networks ?? []).some((field) => isKnown(field) && field.value === 'default');
    if (container.image === undefined && container.build === undefined) yield toPart(workload, service);
    else yield workload;
  }
  yield* networkDrafts(project, usesDefault);
  yield* volumeDrafts(project);
  yield* includes(project);
  yield* project.files.unknowns;
}
/** Compose itself would refuse it: the rest is in a file that is named on its command line. */
function toPart({ name, at }: DeclaredWorkload, { layers }: Service): UnknownDraft {
  const extended = layers.some((layer) => getMember(layer, 'extends') !== undefined);
  const why = `the service ${name} has neither image nor build${extended ? ' of its own' : ''}: it is a part of a file that is not here`;
  const [first] = at;
  return {
    kind: 'unknown',
    code: 'companion-missing',
    why,
    ...(first && { at: first }),
    affects: ['compose'],
    incomplete: true,
  };
}
/** Included files are projects of their own to us, wherever they lie among what is read. */
function* includes({ layers }: Project): Generator<UnknownDraft> {
  for (const item of layers.flatMap(({ root }) => itemsOf(getMember(root, 'include')))) {
    const name = scalarText(item) ?? scalarText(getMember(item, 'path')) ?? 'several files';
    const why = `${name} is included, and judged as a project of its own where it is among what is read`;
    yield { kind: 'unknown', code: 'needs-neighbour', why, at: placeOf(item), affects: ['compose'], incomplete: false };
  }
}

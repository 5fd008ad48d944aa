// Compose files, with what lies beside them and changes what they say.
// https://github.com/compose-spec/compose-spec/blob/main/spec.md
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { DeclaredWorkload } from '../../model/workload.ts';
import type { Near, ReadRun, Reader } from '../../model/reader.ts';
import { clearText } from './compose-field.ts';
import { chooseOthers, findBase, isComposeName } from './compose-choice.ts';
import { openNeighbours } from './compose-files.ts';
import { folderOf } from './near-text.ts';
import { inlineBuilds } from './compose-inline-build.ts';
import { remoteDrafts, toProvider } from './compose-elsewhere.ts';
import { folderEnvironment } from './compose-dotenv.ts';
import { buildArgDrafts, configDrafts, envFileDrafts, secretDrafts } from './compose-handed.ts';
import { lastOf } from './compose-merge.ts';
import { partsOf } from './compose-model.ts';
import { jobsOf, openProject, servicesOf } from './compose-project.ts';
import type { Project, Service } from './compose-project.ts';
import { networkDrafts, volumeDrafts } from './compose-resource.ts';
import { networkOfMode } from './compose-security.ts';
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
import type { OpenedConfig } from './config-file.ts';
import { getMember, membersOf, toValue } from './config-value.ts';
import type { Value } from './config-value.ts';

export const composeReader: Reader = {
  id: 'compose',
  version: 4,
  area: 'config',
  wants: { suffixes: configSuffixes },
  refine: refineConfig,
  read,
};

async function* read(entry: Entry, near?: Near, run?: ReadRun): AsyncIterable<Draft> {
  const { path } = entry;
  const named = isComposeName(path);
  const bytes = await readManifest(entry, named ? [] : ['services']);
  if (bytes === undefined) return;
  const config = await openConfig(path, bytes);
  const roots = rootsOf(config);
  if (!named && !roots.some(hasServices)) return;
  if (roots.some((root) => getMember(root, 'apiVersion') !== undefined)) return;
  const files = openNeighbours(path, near, (taken) => run?.take(taken));
  files.opened.set(path, Promise.resolve(config));
  const environment = await folderEnvironment(folderOf(path), files);
  const others = await chooseOthers(path, { environment, files, named: run?.named ?? [] });
  // What the base file is given is told there.
  if (others === undefined) return;
  if (config.problems.length > 0 && config.text.includes('{{')) yield notRendered(path);
  else for (const problem of config.problems.slice(0, maxProblems)) yield toUnknown(config, problem, 'compose');
  if (roots.length === 0) return;
  for (const document of config.documents) yield* repeatedIn(config, document, 'compose');
  const project = await openProject({ paths: [path, ...others], environment, files });
  for (const other of others) files.take(other);
  const base = others.length === 0 && servicesOf(project).some(isPart) ? await findBase(path, files) : undefined;
  if (base === undefined) yield* draftsOf(project, servicesOf(project));
  else yield* topDrafts(await openProject({ paths: [base, path], environment, files }), path);
}
function rootsOf({ file, documents }: OpenedConfig): readonly Value[] {
  return documents.flatMap(({ root: node }) => {
    const root = node === undefined ? undefined : toValue(file, node);
    return root?.node.kind === 'map' ? [root] : [];
  });
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
/** Compose itself would refuse it: the rest is in a file that is named on its command line. */
function isPart({ layers }: Service): boolean {
  return ['image', 'build', 'provider'].every((key) => lastOf(layers, key) === undefined);
}
async function* draftsOf(project: Project, services: readonly Service[]): AsyncIterable<Draft> {
  const all = new Map(servicesOf(project).map((service) => [service.name, service]));
  const engines: Field<string>[] = [];
  let usesDefault = false;
  for (const service of [...services, ...jobsOf(project)]) {
    if (lastOf(service.layers, 'provider') !== undefined) {
      yield toProvided(service);
      yield toProvider(service);
      continue;
    }
    const workload = await toWorkload(service, all);
    const networks = workload.containers[0]?.declared.networks ?? [];
    const engine = networkOfMode(service);
    if (engine !== undefined) engines.push(engine);
    usesDefault ||= networks.some((field) => isKnown(field) && field.value === 'default');
    if (isPart(service)) yield toPart(workload, service);
    else yield workload;
  }
  yield* inlineBuilds(services);
  yield* networkDrafts(project, { usesDefault, engines });
  yield* volumeDrafts(project);
  yield* secretDrafts(project);
  yield* configDrafts(project);
  yield* buildArgDrafts(project, services);
  yield* await envFileDrafts(project, services);
  yield* remoteDrafts(project);
  yield* project.files.unknowns;
}
/** It is no container: a program of the machine that Compose runs on sets it up. */
function toProvided({ name, layers, at, project }: Service): UnknownDraft {
  const type = clearText(lastOf(layers, 'provider', 'type'), project.environment) ?? 'a program that is not named';
  const why = `the service ${name} is provided by ${type}, which runs where Compose runs: it is not looked at`;
  return { kind: 'unknown', code: 'unsupported', why, at, affects: ['compose'], incomplete: false };
}
/** What lies on top is told with what it lies on; what only that says is told there. */
async function* topDrafts(project: Project, path: string): AsyncIterable<Draft> {
  const documents = project.documents.filter(({ root }) => root.file.path === path);
  const own = new Map(documents.flatMap((document) => [...(partsOf(document).get('services') ?? [])]));
  const services = servicesOf(project).flatMap((service) => {
    const part = own.get(service.name);
    return part === undefined ? [] : [{ ...service, first: part.first, at: part.at }];
  });
  for await (const draft of draftsOf(project, services)) {
    const at = draft.kind === 'unknown' ? draft.at : draft.at[0];
    if (draft.kind === 'unknown' || at?.path === path) yield draft;
  }
}
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

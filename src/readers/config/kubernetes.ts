// Kubernetes manifests: one object or many, in YAML or JSON, also as lists.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Near, Reader, ReadRun } from '../../model/reader.ts';
import type { RawRef } from '../../model/workload.ts';
import type { ParsedPart } from '../../syntax/tree.ts';
import {
  configSuffixes,
  maxProblems,
  openParts,
  readManifest,
  refineConfig,
  repeatedIn,
  toUnknown,
} from './config-file.ts';
import type { ConfigParts } from './config-file.ts';
import { getMember, toValue } from './config-value.ts';
import { findLongList, readLongList } from './kubernetes-list.ts';
import { draftsOf, objectsOf, volumeDrafts } from './kubernetes-object.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';

export const kubernetesReader: Reader = {
  id: 'kubernetes',
  version: 6,
  area: 'config',
  wants: { suffixes: configSuffixes, names: ['Kustomization'] },
  refine: refineConfig,
  read,
};

const kustomizationNames = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

async function* read(entry: Entry, near?: Near, run?: ReadRun): AsyncIterable<Draft> {
  const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
  if (name === 'Chart.yaml') yield* (await import('./chart.ts')).readChart(entry, near, run);
  else if (kustomizationNames.has(name)) yield* (await import('./kustomization.ts')).readKustomization(entry, run);
  else yield* readManifests(entry, near, run);
}

async function* readManifests(entry: Entry, near?: Near, run?: ReadRun): AsyncIterable<Draft> {
  const list = await findLongList(entry);
  if (list !== undefined) {
    yield* readLongList(entry, list);
    return;
  }
  const bytes = await readManifest(entry, ['apiVersion', 'kind']);
  if (bytes === undefined) return;
  const config = await openParts(entry.path, bytes);
  const template = config.text.includes('{{');
  if (template && (await isChartTemplate(entry, config.text, near))) {
    const obstacle = await run?.renderer?.obstacle('helm');
    if (looksLikeManifest(config.text)) yield notRendered(entry.path, 'a Helm template', obstacle?.why);
    return;
  }
  const claims: ManifestObject[] = [];
  let document = 0;
  let problems = 0;
  for (const part of config.parts) {
    yield* problemsOf(part, { config, template, told: problems });
    problems += part.problems.length;
    for (const parsed of part.documents) {
      const raw: RawRef = { format: 'kubernetes', path: entry.path, document, pointer: [] };
      document += 1;
      const root = parsed.root === undefined ? undefined : toValue(config.file, parsed.root);
      if (root === undefined) continue;
      if (getMember(root, 'apiVersion') !== undefined) yield* repeatedIn(config, parsed, 'kubernetes');
      for (const object of objectsOf(root, raw)) {
        if (object.kind.startsWith('PersistentVolume')) claims.push(object);
        yield* draftsOf(object);
      }
    }
  }
  yield* volumeDrafts(claims);
}

interface Telling {
  readonly config: ConfigParts;
  readonly template: boolean;
  /** Problems of the parts before. */
  readonly told: number;
}
function* problemsOf({ problems }: ParsedPart, { config, template, told }: Telling): Generator<UnknownDraft> {
  const untold = problems.slice(0, Math.max(0, (template ? 1 : maxProblems) - told));
  if (untold.length === 0 || !looksLikeManifest(config.text)) return;
  if (template) yield notRendered(config.file.path, 'a template');
  else for (const problem of untold) yield toUnknown(config, problem, 'kubernetes');
}
const versionLine = /^[ \t]*["']?apiVersion["']?[ \t]*:/m;
const kindLine = /^[ \t]*["']?kind["']?[ \t]*:/m;
/** In what could not be parsed; a text that was not even decoded has nothing to look at. */
function looksLikeManifest(text: string): boolean {
  if (text === '') return true;
  return versionLine.test(text) ? kindLine.test(text) : /"apiVersion"\s{0,99}:/.test(text);
}
function notRendered(path: string, what: string, reason?: string): UnknownDraft {
  const why = `${what} that was not rendered${reason === undefined ? '' : `: ${reason}`}`;
  return { kind: 'unknown', code: 'not-rendered', why, at: { path }, affects: ['kubernetes'], incomplete: true };
}
/** What Helm fills in: https://helm.sh/docs/chart_template_guide/builtin_objects/ */
const helmAction = /\{\{-?\s*(?:[(\w" ]{0,200}\s)?(?:\.|\$\.)(?:Values|Release|Chart|Capabilities|Files|Template)\b/;
/** In `templates` of a folder with a `Chart.yaml`; where that is not in sight, what it asks for has to do. */
async function isChartTemplate({ path }: Pick<Entry, 'path'>, text: string, near: Near | undefined): Promise<boolean> {
  const folder = `/${path}`.lastIndexOf('/templates/');
  if (folder === -1) return false;
  if (near === undefined || helmAction.test(text)) return true;
  return (await near(`${path.slice(0, folder)}Chart.yaml`)) !== undefined;
}

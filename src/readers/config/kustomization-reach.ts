// Which files a kustomization is made of, and whether any of it would have to be fetched or run: asked before the
// program sees it. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/
import type { Entry } from '../../model/entry.ts';
import type { NotRendered } from '../../model/render.ts';
import type { YamlNode, YamlScalar } from '../../syntax/tree.ts';
import { openConfig, type OpenedConfig } from './config-file.ts';
import { placeAt } from './config-value.ts';

export const maxKustomizationBytes = 1024 * 1024;
const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;
const maxFolders = 500;
const maxNamed = 20_000;

export interface Reach {
  /** Kustomizations, and their resources and patches. */
  readonly files: readonly string[];
}
type Find = (path: string) => Promise<Entry | undefined>;

/** Without a slash at the end; '' where there is none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export async function reachOf(entry: Entry, find: Find): Promise<Reach | NotRendered> {
  const walk: Walk = { find, files: new Set([entry.path]), todo: [entry], folders: new Set(), named: 0 };
  for (let next = walk.todo.pop(); next !== undefined; next = walk.todo.pop()) {
    const trouble = await takeFile(next, walk);
    if (trouble !== undefined) return trouble;
  }
  return { files: [...walk.files] };
}

interface Walk {
  readonly find: Find;
  readonly files: Set<string>;
  /** Kustomizations, and files that configure transformers and generators. */
  readonly todo: Entry[];
  readonly folders: Set<string>;
  named: number;
}
async function takeFile(entry: Entry, walk: Walk): Promise<NotRendered | undefined> {
  const config = await openConfig(entry.path, await entry.read(maxKustomizationBytes));
  if (config.problems[0] !== undefined)
    return { code: 'not-rendered', why: config.problems[0].why, at: placeAt(config.file, config.problems[0].offset) };
  for (const { root } of config.documents) {
    for (const said of root === undefined ? [] : scalarsIn(root, [])) {
      const trouble = await takeScalar(said, { config, folder: folderOf(entry.path), walk });
      if (trouble !== undefined) return trouble;
    }
  }
  return undefined;
}

interface Said {
  readonly scalar: YamlScalar;
  /** Keys on the way to it; it is one itself when `isKey`. */
  readonly way: readonly string[];
  readonly isKey: boolean;
}
/** What is data of the objects, not a path. */
const contents = new Set(
  (
    'literals patch labels commonLabels commonAnnotations annotations metadata pairs ' +
    'images replicas vars namePrefix nameSuffix namespace apiVersion kind'
  ).split(' '),
);
/** Repeated keys too, for nobody knows which of them the program takes. */
function* scalarsIn(node: YamlNode, way: readonly string[]): Generator<Said> {
  if (node.kind === 'scalar') yield { scalar: node, way, isKey: false };
  else if (node.kind === 'list') for (const item of node.items) yield* scalarsIn(item, way);
  else if (node.kind === 'map')
    for (const { key, value } of node.pairs) {
      yield { scalar: key, way, isKey: true };
      if (!contents.has(key.value)) yield* scalarsIn(value, [...way, key.value]);
    }
}

/** A scheme or a login at the beginning, or behind the key that a file is put under. */
const elsewhere = /(?:^|=)\s*(?:[a-z][a-z0-9+.-]*:\/\/|[a-z]+::|[\w.-]+@[\w.-]+:)/iu;
/** Fields whose files are no objects of their own once it is rendered. */
const folders = new Set(['resources', 'bases', 'components']);
const configuring = new Set(['generators', 'transformers', 'validators']);
const patching = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];
const covered = new Set([...folders, ...configuring, ...patching]);
const inflating = /^(?:helmCharts?|helmGlobals|helmChartInflationGenerator|HelmChartInflationGenerator)$/u;

interface Taking {
  readonly config: OpenedConfig;
  readonly folder: string;
  readonly walk: Walk;
}
async function takeScalar(said: Said, { config, folder, walk }: Taking): Promise<NotRendered | undefined> {
  const { scalar, way, isKey } = said;
  const [field = ''] = way;
  const refuse = (why: string): NotRendered => ({ code: 'not-rendered', why, at: placeAt(config.file, scalar.start) });
  const text = scalar.value;
  if (inflating.test(text) && (isKey || field === '')) return refuse(`${text} would fetch a chart, which is not done`);
  if (elsewhere.test(text)) return refuse(`${short(text)} would be fetched, which is not done`);
  if (isKey || text === '') return undefined;
  walk.named += 1;
  if (walk.named > maxNamed) return refuse('it names too many files');
  if (/\n/u.test(text))
    return configuring.has(field) && text.includes('://') ? refuse(`${field} name something to fetch`) : undefined;
  const path = text.slice(text.indexOf('=') + 1);
  const found = await walk.find(joinPath(folder, folders.has(field) ? text : path));
  if (found?.type === 'dir')
    return configuring.has(field) ? refuse(`${field} in a folder are not read`) : enter(found.path, walk);
  if (found?.type === 'file') {
    if (configuring.has(field) && !walk.files.has(found.path)) walk.todo.push(found);
    if (covered.has(field)) walk.files.add(found.path);
    return undefined;
  }
  return folders.has(field)
    ? refuse(`${short(text)} is not in this repository or folder, and nothing is fetched`)
    : undefined;
}
async function enter(folder: string, walk: Walk): Promise<NotRendered | undefined> {
  if (walk.folders.has(folder)) return undefined;
  if (walk.folders.size >= maxFolders)
    return { code: 'not-rendered', why: `it builds on more than ${maxFolders} folders`, at: { path: folder } };
  walk.folders.add(folder);
  for (const name of names) {
    const found = await walk.find(folder === '' ? name : `${folder}/${name}`);
    if (found?.type !== 'file') continue;
    walk.files.add(found.path);
    walk.todo.push(found);
  }
  return undefined;
}
/** Lexically: the folder is a real path already. */
function joinPath(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}
function short(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

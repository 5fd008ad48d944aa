// What a Compose file includes: projects of their own folder and variables, whose parts become its own.
// https://docs.docker.com/reference/compose-file/include/
import { clearText } from './compose-field.ts';
import { isThere, missing, openFile, refused, takeRemote } from './compose-files.ts';
import { besideOf, folderBeside, folderOf } from './near-text.ts';
import type { ProjectLayer } from './compose-files.ts';
import { allItems } from './compose-list.ts';
import { allOf } from './compose-merge.ts';
import type { Loading, Model } from './compose-parts.ts';
import { readEnvironment } from './compose-dotenv.ts';
import type { Environment, Scope } from './compose-variables.ts';
import { getMember, handedOn, itemsOf, placeOf } from './config-value.ts';
import type { Value } from './config-value.ts';

const maxIncluded = 256;

/** One model for each include, in their order. */
export async function includedIn({ root }: ProjectLayer, loading: Loading): Promise<readonly Model[]> {
  const found: Model[] = [];
  for (const item of itemsOf(getMember(root, 'include'))) {
    const model = await include(item, { ...loading, trail: [...loading.trail, root.file.path] });
    if (model !== undefined) found.push(handedBy(model, item));
  }
  return found;
}
async function include(item: Value, loading: Loading): Promise<Model | undefined> {
  const { environment, files, folder } = loading;
  const at = placeOf(item);
  const refuse = (why: string): undefined => {
    files.tell(missing(why, at, files));
  };
  const long = item.node.kind === 'map';
  const named = long ? allItems(allOf([item], 'path')) : [item];
  const names = named.flatMap((one) => clearText(one, environment) ?? []);
  const [first] = names;
  if (first === undefined || names.length < named.length) return refuse('what is included hangs on a variable');
  for (const name of names) takeRemote(name, item, files);
  const paths = names.map((name) => besideOf(folder, name));
  const [main = ''] = paths;
  if (loading.trail.includes(main)) {
    files.tell(refused(`${first} includes itself`, at));
    return undefined;
  }
  const directory = long ? clearText(getMember(item, 'project_directory'), environment) : undefined;
  const below = directory === undefined ? folderOf(main) : folderBeside(folder, directory);
  const variables = await environmentOf(item, { ...loading, folder: below });
  const key = JSON.stringify([paths, below, [...variables.values].map(([name, { text }]) => [name, text])]);
  const known = loading.included.get(key);
  if (known !== undefined) return known;
  if (loading.included.size >= maxIncluded) return refuse(`more than ${String(maxIncluded)} files are included`);
  const scope: Scope = { environment: variables, folder: below, depth: loading.depth + 1 };
  const documents: ProjectLayer[] = [];
  for (const [index, path] of paths.entries()) {
    const opened = await openFile(path, scope, files);
    if (opened === undefined) return refuse(`${names[index] ?? path} is included, and is not here`);
    files.take(path);
    documents.push(...opened);
  }
  const model = await loading.load(documents, { ...loading, ...scope, sources: new Map() });
  loading.included.set(key, model);
  return model;
}
/** Its own `.env`, or the files it is given, below the variables of whoever includes it. */
async function environmentOf(item: Value, loading: Loading): Promise<Environment> {
  const { environment, files, folder } = loading;
  const given = allItems(allOf(item.node.kind === 'map' ? [item] : [], 'env_file'));
  const own = `${folder}.env`;
  if (given.length === 0) return (await isThere(own, files)) ? readEnvironment([own], environment, files) : environment;
  const paths: string[] = [];
  for (const one of given) {
    const name = clearText(one, environment);
    if (name === '/dev/null') continue;
    const path = name === undefined ? undefined : besideOf(item.file.scope?.folder ?? '', name);
    if (path !== undefined && (await isThere(path, files))) paths.push(path);
    else files.tell(missing(`the env file ${name ?? 'that a variable names'} is not here`, placeOf(one), files));
  }
  return readEnvironment(paths, environment, files);
}
function handedBy(model: Model, item: Value): Model {
  const at = placeOf(item);
  return new Map(
    [...model].map(([section, parts]) => [
      section,
      new Map(
        [...parts].map(([name, part]) => [
          name,
          { ...part, layers: part.layers.map((layer) => handedOn(layer, [at])) },
        ]),
      ),
    ]),
  );
}

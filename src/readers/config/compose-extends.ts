// What a service is based on: another one of its file, or of a file beside it.
// https://docs.docker.com/reference/compose-file/services/#extends
import type { Location } from '../../model/location.ts';
import { clearText } from './compose-field.ts';
import { missing, openFile, refused, takeRemote } from './compose-files.ts';
import { besideOf, folderOf } from './near-text.ts';
import { lastOf } from './compose-merge.ts';
import type { Loading, Part, Parts, ServiceSource } from './compose-parts.ts';
import type { Scope } from './compose-variables.ts';
import { findMember, getMember, handedOn, isAbsent, membersOf, placeOf, spend } from './config-value.ts';
import type { Value } from './config-value.ts';

const maxDepth = 16;

/** The layers of a service, those of what it extends lowest. */
export function withExtended(name: string, source: ServiceSource, loading: Loading): Promise<readonly Value[]> {
  return layersOf(name, source, { loading, trail: [] });
}
interface Walk {
  readonly loading: Loading;
  /** File and service of everything that leads here. */
  readonly trail: readonly string[];
}
async function layersOf(name: string, source: ServiceSource, walk: Walk): Promise<readonly Value[]> {
  const part = source.services.get(name);
  return part === undefined ? [] : [...(await basisOf(name, part, source, walk)), ...part.layers];
}
async function basisOf(name: string, part: Part, source: ServiceSource, { loading, trail }: Walk) {
  const { extended } = part;
  if (extended === undefined) return [];
  const { environment, files } = loading;
  const at = placeOf(extended);
  const here = `${source.document.root.file.path}#${name}`;
  if (trail.includes(here) || trail.length >= maxDepth) {
    files.tell(refused(`${name} extends itself, or too deeply`, at));
    return [];
  }
  const map = extended.node.kind === 'map';
  const base = clearText(map ? getMember(extended, 'service') : extended, environment);
  const file = getMember(extended, 'file');
  const path = clearText(file, environment);
  if (base === undefined || (file !== undefined && path === undefined)) {
    files.tell(missing(`${name} extends something unclear`, at, files));
    return [];
  }
  if (path !== undefined) takeRemote(path, extended, files);
  const from = path === undefined ? source : await openSource(path, extended, loading);
  if (from?.services.has(base) !== true) {
    const where = path === undefined ? '' : ` of ${path}`;
    files.tell(missing(`${name} extends ${base}${where}, which is not here`, at, files));
    return [];
  }
  const layers = await layersOf(base, from, { loading, trail: [...trail, here] });
  spend(extended.file, layers.length);
  return layers.map((layer) => deeper(layer, at));
}
/** What a base resets is nobody else's. */
function deeper(layer: Value, at: Location): Value {
  const { scope } = layer.file;
  const file = scope === undefined ? layer.file : { ...layer.file, scope: { ...scope, depth: scope.depth + 1 } };
  return handedOn({ ...layer, file }, [at]);
}

/** Another file's services, its documents already on top of each other; what it includes is not looked at. */
async function openSource(name: string, by: Value, loading: Loading): Promise<ServiceSource | undefined> {
  const scope = by.file.scope ?? loading;
  const path = besideOf(scope.folder, name);
  const known = loading.sources.get(path);
  if (known !== undefined) return known;
  const own: Scope = {
    environment: scope.environment,
    folder: folderOf(path),
    depth: scope.depth,
    owner: scope.owner ?? by.file.path,
  };
  const documents = await openFile(path, own, loading.files);
  const [document] = documents ?? [];
  if (documents === undefined || document === undefined) return undefined;
  const services: Parts = new Map();
  for (const one of documents) {
    for (const { name: service, value } of membersOf(findMember(one.root, 'services'))) {
      const layers = [...(services.get(service)?.layers ?? []), value];
      const extended = lastOf(layers, 'extends');
      services.set(service, {
        layers,
        first: document,
        at: placeOf(value),
        ...(extended && !isAbsent(extended) && { extended }),
      });
    }
  }
  const source: ServiceSource = { document, services };
  loading.sources.set(path, source);
  return source;
}

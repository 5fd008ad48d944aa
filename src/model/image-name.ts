// What the name of an image says: its registry, its path there, its tag and its digest.
// https://github.com/distribution/reference
import { isKnown, type Field } from './field.ts';

export interface ImageName {
  /** Lower case; Docker's own where none is named. */
  readonly registry: string;
  /** Within the registry: `library/nginx`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}
const dockerHub = 'docker.io';
/** Undefined for an image id, which is a name nowhere. */
export function parseImageName(text: string): ImageName | undefined {
  if (/^sha256:[0-9a-f]+$/.test(text)) return undefined;
  const at = text.indexOf('@');
  const name = at === -1 ? text : text.slice(0, at);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const tag = colon === -1 ? '' : name.slice(colon + 1);
  return {
    ...placeOf(colon === -1 ? name : name.slice(0, colon)),
    ...(tag !== '' && { tag }),
    ...(at !== -1 && { digest: text.slice(at + 1) }),
  };
}
function placeOf(path: string): Pick<ImageName, 'registry' | 'repository'> {
  const slash = path.indexOf('/');
  const first = slash === -1 ? '' : path.slice(0, slash);
  // Only what looks like a host is one.
  if (!/[.:]/.test(first) && first !== 'localhost')
    return { registry: dockerHub, repository: slash === -1 ? `library/${path}` : path };
  const registry = first.toLowerCase();
  const repository = path.slice(slash + 1);
  if (registry !== 'index.docker.io' && registry !== dockerHub) return { registry, repository };
  return { registry: dockerHub, repository: repository.includes('/') ? repository : `library/${repository}` };
}
/** The same for every way to write it; undefined for one that says its digest itself. */
export function fullNameOf({ registry, repository, tag = 'latest', digest }: ImageName): string | undefined {
  return digest === undefined ? `${registry}/${repository}:${tag}` : undefined;
}

/** The same few images are everywhere; those that somebody makes up must not fill the memory. */
const names = new Map<string, ImageName | 'none'>();
const maxNames = 1000;
/** The name that a container's image has; several rules ask for it. */
export function imageNameOf(image: Field<string> | undefined): ImageName | undefined {
  if (!isKnown(image)) return undefined;
  let name = names.get(image.value);
  if (name === undefined) {
    name = parseImageName(image.value) ?? 'none';
    if (names.size >= maxNames) names.clear();
    names.set(image.value, name);
  }
  return name === 'none' ? undefined : name;
}

const floating: ReadonlySet<string> = new Set([
  'latest',
  'edge',
  'nightly',
  'main',
  'master',
  'dev',
  'develop',
  'unstable',
  'canary',
  'rolling',
]);
/** Whether another image may go by that name tomorrow on purpose. */
export function isFloating({ tag, digest }: ImageName): boolean {
  return digest === undefined && (tag === undefined || floating.has(tag.toLowerCase()));
}

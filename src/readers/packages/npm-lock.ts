// What package-lock.json and npm-shrinkwrap.json ask for, lockfileVersion 1 to 3.
// https://docs.npmjs.com/cli/configuring-npm/package-lock-json
import type { Draft } from '../../model/facts.ts';
import type { PackageDraft } from '../../model/image-facts.ts';
import type { Location } from '../../model/location.ts';
import type { Reader } from '../../model/reader.ts';
import { openLines } from '../../syntax/lines.ts';
import { isJsonObject, parseJsonObject, textIn, valueIn, type JsonObject } from './json-object.ts';
import { boundedPackages, unreadable } from './package-bounds.ts';

const maxBytes = 64 * 1024 * 1024;
const maxDepth = 200;
const ecosystem = 'npm';
const folder = 'node_modules/';

export const npmLockReader: Reader = {
  id: 'packages/npm-lock',
  version: 2,
  area: 'packages',
  wants: { names: ['package-lock.json', 'npm-shrinkwrap.json'] },
  // A package may carry its author's own lockfile; what it asks for is installed beside it, and found there.
  refine: ({ path }) => (path.includes(folder) ? 'no' : 'whole'),
  maxBytes,
  async *read(entry) {
    const text = new TextDecoder().decode(await entry.read(maxBytes));
    yield* boundedPackages(packagesOf(text, entry.path), ecosystem);
  },
};

/** Where the entry of a name is, asked for in the order of the text. */
type Place = (name: string) => Location;

function* packagesOf(text: string, path: string): Iterable<Draft> {
  const lock = parseJsonObject(text);
  if (lock === undefined) {
    yield unreadable('the lockfile is no JSON object', { at: { path }, ecosystem });
    return;
  }
  const packages = valueIn(lock, 'packages');
  const dependencies = valueIn(lock, 'dependencies');
  const place = openPlaces(text, path);
  if (isJsonObject(packages)) yield* fromPackages(packages, place);
  else if (isJsonObject(dependencies)) yield* fromDependencies(dependencies, { place, path, depth: 0 });
  else if (packages !== undefined || dependencies !== undefined || valueIn(lock, 'lockfileVersion') === undefined)
    yield unreadable('the lockfile lists no packages', { at: { path }, ecosystem });
}

/** Versions 2 and 3: one flat map by folder. Links and workspaces are the project itself. */
function* fromPackages(packages: JsonObject, place: Place): Iterable<PackageDraft> {
  for (const [where, item] of Object.entries(packages)) {
    const cut = where.lastIndexOf(folder);
    if (cut === -1 || !isJsonObject(item) || valueIn(item, 'link') === true) continue;
    // An alias has its real name inside.
    const name = textIn(item, 'name') ?? where.slice(cut + folder.length);
    const version = textIn(item, 'version');
    if (version !== undefined && name !== '') yield toPackage({ name, version, item }, place(where));
  }
}

interface Branch {
  readonly place: Place;
  readonly path: string;
  readonly depth: number;
}
/** Version 1: a tree by name. */
function* fromDependencies(tree: JsonObject, branch: Branch): Iterable<Draft> {
  if (branch.depth > maxDepth) {
    const at = { path: branch.path };
    yield unreadable(`dependencies nested more than ${maxDepth} deep`, { at, ecosystem, code: 'limit-reached' });
    return;
  }
  for (const [name, item] of Object.entries(tree)) {
    if (!isJsonObject(item)) continue;
    const at = branch.place(name);
    yield* fromDependency(name, item, at);
    const inner = valueIn(item, 'dependencies');
    if (isJsonObject(inner)) yield* fromDependencies(inner, { ...branch, depth: branch.depth + 1 });
  }
}
const alias = /^npm:(@?[^@]+)@(.+)$/;
const address = /^(?:git|github|gitlab|bitbucket|https?)\b/;
function* fromDependency(name: string, item: JsonObject, at: Location): Iterable<Draft> {
  const version = textIn(item, 'version');
  if (version === undefined || version.startsWith('file:')) return;
  const aliased = alias.exec(version);
  if (aliased !== null) yield toPackage({ name: aliased[1] ?? name, version: aliased[2] ?? version, item }, at);
  else if (!address.test(version)) yield toPackage({ name, version, item }, at);
  else {
    const why = `${name.slice(0, 200)} comes from an address, which says nothing of its version`;
    yield { kind: 'unknown', code: 'version-unparsable', why, at, affects: [ecosystem], incomplete: false };
  }
}

interface Locked {
  readonly name: string;
  readonly version: string;
  readonly item: JsonObject;
}
function toPackage({ name, version, item }: Locked, at: Location): PackageDraft {
  const dev = valueIn(item, 'dev') === true;
  return { kind: 'package', type: 'npm', name, version, state: 'locked', at: [at], ...(dev && { dev: true }) };
}

/**
 * Entries come in the order of the text, so one walk finds them all. A name that is not found (it was written with
 * escapes, or the order differs) ends the walk: a location without a line is better than a wrong one or a second walk.
 */
function openPlaces(text: string, path: string): Place {
  const lines = openLines(text);
  let at = 0;
  return (name) => {
    if (at === -1) return { path };
    const key = `${JSON.stringify(name)}:`;
    for (let found = text.indexOf(key, at); ; found = text.indexOf(key, found + key.length)) {
      at = found;
      if (found === -1) return { path };
      if (!opensObject(text, found + key.length)) continue;
      at = found + key.length;
      return { path, line: lines.lineOf(found) };
    }
  };
}
function opensObject(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === '{';
}

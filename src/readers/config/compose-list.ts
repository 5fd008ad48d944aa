// Lists of several Compose files as one: items are added, what is said again word for word is not, and of items with
// the same key the last one holds in the place of the first.
// https://docs.docker.com/reference/compose-file/merge/
import type { YamlNode } from '../../syntax/tree.ts';
import { uniqueBy } from './compose-merge.ts';
import { getMember, itemsOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';

/** What an item of a list is read as; without a key it is like no other. */
export interface Keyed<T> {
  readonly field: T;
  readonly key?: string | undefined;
}
export interface ListKind<T> {
  /** Whether items are brought into one form once their file is read: they are not word for word the same then. */
  readonly hasForms: boolean;
  read(item: Value): readonly Keyed<T>[];
}
/** `values` are the lists of all layers, or the text in a list's place. */
export function mergeLists<T>(values: readonly Value[], kind: ListKind<T>): readonly T[] {
  const [only] = values;
  if (only === undefined) return [];
  if (values.length === 1) return settle(presentItems(only).flatMap(kind.read)).map(({ field }) => field);
  let found: readonly Worded<T>[] = [];
  let open: readonly Worded<T>[] = [];
  for (const [index, value] of values.entries()) {
    const items = presentItems(value).flatMap((item) => read(item, kind));
    open = append(open, ownerOf(value) === value.file.path ? items : settle(items));
    const next = values[index + 1];
    if (next !== undefined && ownerOf(next) === ownerOf(value)) continue;
    found = settle(append(found, open));
    open = [];
  }
  return found.map(({ field }) => field);
}
/** The items of lists that have no keys. */
export function allItems(values: readonly Value[]): readonly Value[] {
  return mergeLists(values, { hasForms: false, read: (item) => [{ field: item }] });
}
/** An item that says `!reset` is not there. */
function presentItems(value: Value): readonly Value[] {
  return value.node.kind === 'scalar' ? [value] : itemsOf(value).filter(({ node }) => node.tag !== '!reset');
}
/** The file that the list belongs to in the end; one that it is taken from has settled its own lists before. */
export function ownerOf({ file }: Value): string {
  return file.scope?.owner ?? file.path;
}

interface Worded<T> extends Keyed<T> {
  readonly word: string;
}
function read<T>(item: Value, kind: ListKind<T>): readonly Worded<T>[] {
  const word = wordOf(item, kind.hasForms);
  return kind.read(item).map((one) => ({ ...one, word }));
}
function settle<T, K extends Keyed<T>>(items: readonly K[]): readonly K[] {
  return uniqueBy(items, ({ key }) => key);
}
function append<T>(base: readonly Worded<T>[], top: readonly Worded<T>[]): readonly Worded<T>[] {
  if (base.length === 0) return top;
  const said = new Set(base.map(({ word }) => word));
  const fresh = new Set(top.map(({ word }) => word).filter((word) => !said.has(word)));
  const added: Worded<T>[] = [];
  let last = '';
  for (const item of top) {
    if (!fresh.has(item.word)) continue;
    // One item may be read as several.
    if (item.word !== last && added.some(({ word }) => word === item.word)) continue;
    last = item.word;
    added.push(item);
  }
  return [...base, ...added];
}
/** Texts of other files have another form by then, and relative paths of other folders. */
function wordOf(item: Value, hasForms: boolean): string {
  const { node, file } = item;
  const isPath = getMember(item, 'path') !== undefined || scalarText(getMember(item, 'type')) === 'bind';
  const from = !hasForms ? '' : node.kind === 'scalar' ? file.path : isPath ? (file.scope?.folder ?? '') : '';
  return `${from} ${wordOfNode(node)}`;
}
function wordOfNode(node: YamlNode): string {
  switch (node.kind) {
    case 'scalar':
      return JSON.stringify([node.value, node.quoted]);
    case 'alias':
      return `*${node.name}`;
    case 'list':
      return `[${node.items.map(wordOfNode).join(',')}]`;
    case 'map':
      return `{${node.pairs
        .map(({ key, value }) => `${key.value}:${wordOfNode(value)}`)
        .sort()
        .join(',')}}`;
  }
}

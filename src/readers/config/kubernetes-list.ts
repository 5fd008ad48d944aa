// What `kubectl get … -A -o json` tells of a large cluster: one list, read item by item.
// https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
import { keepHeapTight } from '../../io/tight-heap.ts';
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Location } from '../../model/location.ts';
import { parseJson } from '../../syntax/json.ts';
import { findJsonList, readJsonItems, type JsonItem, type JsonList } from '../../syntax/json-items.ts';
import { openLines, type LineIndex } from '../../syntax/lines.ts';
import { toKeptText } from '../../syntax/key-name.ts';
import { decodeText } from '../../syntax/text.ts';
import { treeLimits } from '../../syntax/tree.ts';
import { maxProblems } from './config-file.ts';
import { placeAt, toValue, visitBudget, type ConfigFile } from './config-value.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';
import { statusNames } from './kubernetes-reference.ts';
import { draftsOf, objectsOf, volumeDrafts } from './kubernetes-object.ts';

/** Below it the whole text is no burden. */
const longBytes = 8 * 1024 * 1024;
const headBytes = 64 * 1024;
const maxItemBytes = 16 * 1024 * 1024;

/** From here on the facts fill the memory. */
const hugeBytes = 64 * 1024 * 1024;
/** Only lists whose items say themselves what they are, as kubectl prints them. */
export async function findLongList(entry: Entry): Promise<JsonList | undefined> {
  if (entry.size <= longBytes || !entry.path.endsWith('.json')) return undefined;
  const head = await entry.head(headBytes);
  const list = findJsonList(head, 'items');
  if (list === undefined || !list.before.includes('"apiVersion"')) return undefined;
  const first = Buffer.from(head.subarray(list.length, list.length + 200)).toString('latin1');
  return /^\s*\{\s*"(?:apiVersion|kind)"/u.test(first) ? list : undefined;
}
export async function* readLongList(entry: Entry, { length: skip }: JsonList): AsyncGenerator<Draft> {
  if (entry.size > hugeBytes) keepHeapTight();
  const claims: ManifestObject[] = [];
  let index = 0;
  let problems = 0;
  for await (const items of readJsonItems(entry.stream(new AbortController().signal), { skip, maxItemBytes })) {
    for (const item of items) {
      const { objects, problem } = objectsIn(entry.path, item, index);
      if (problem !== undefined && problems < maxProblems) {
        problems += 1;
        yield problem;
      }
      for (const object of objects) {
        if (object.kind.startsWith('PersistentVolume')) claims.push(object);
        yield* draftsOf(object);
      }
      index += 1;
    }
  }
  yield* volumeDrafts(claims);
}
const podStart = /^\{\s*"apiVersion":\s*"v1",\s*"kind":\s*"Pod"/u;
interface ItemRead {
  readonly objects: readonly ManifestObject[];
  readonly problem?: UnknownDraft;
}
function objectsIn(path: string, item: JsonItem, index: number): ItemRead {
  const decoded = decodeText(item.bytes);
  if (!('text' in decoded)) return { objects: [], problem: notUnderstood(decoded.why, { path, line: item.line }) };
  const { text } = decoded;
  const file: ConfigFile = { path, lines: linesFrom(item, openLines(text)), merges: false, budget: visitBudget(text) };
  const { documents, problems } = parseJson(text, treeLimits, {
    skip: 'managedFields',
    // What a node is, is in its status; of how a pod fares only its images are asked.
    only: podStart.test(text) ? { outer: 'status', names: statusNames } : undefined,
    keep: toKeptText,
  });
  const [problem] = problems;
  if (problem !== undefined) return { objects: [], problem: notUnderstood(problem.why, placeAt(file, problem.offset)) };
  const node = documents[0]?.root;
  const root = node && toValue(file, node);
  const raw = { format: 'kubernetes', path, document: 0, pointer: ['items', index] } as const;
  return { objects: root === undefined ? [] : [...objectsOf(root, raw)] };
}
function notUnderstood(why: string, at: Location): UnknownDraft {
  return { kind: 'unknown', code: 'bad-syntax', why, at, affects: ['kubernetes'], incomplete: true };
}
/** Lines of the whole text for offsets in one item of it. */
function linesFrom({ line, column }: JsonItem, lines: LineIndex): LineIndex {
  return {
    lineOf: (offset) => lines.lineOf(offset) + line - 1,
    positionOf: (offset) => {
      const at = lines.positionOf(offset);
      return { line: at.line + line - 1, column: at.line === 1 ? at.column + column - 1 : at.column };
    },
  };
}

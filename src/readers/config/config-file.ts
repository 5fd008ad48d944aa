// Whether a file is a manifest at all, asked of its bytes before anything is parsed; and its trees.
import type { Entry, EntryHeader, Keep } from '../../model/entry.ts';
import type { UnknownDraft } from '../../model/facts.ts';
import { openLines } from '../../syntax/lines.ts';
import { decodeText } from '../../syntax/text.ts';
import type { ParsedPart, SyntaxProblem, YamlDocument } from '../../syntax/tree.ts';
import { placeAt, visitBudget } from './config-value.ts';
import type { ConfigFile } from './config-value.ts';

export const configSuffixes = ['.yaml', '.yml', '.json'] as const;
const maxBytes = 64 * 1024 * 1024;
const otherFolders = /(?:^|\/)(?:node_modules|bower_components|\.git|\.terraform|\.venv|site-packages)\//;
const otherNames = /(?:^|\/)(?:package|package-lock|npm-shrinkwrap|composer|tsconfig[^/]*|jsconfig|angular|nx)\.json$/;

/** What lies in folders of installed packages belongs to them. */
export function refineConfig({ path }: EntryHeader): Keep {
  return otherFolders.test(path) || otherNames.test(path) ? 'no' : 'whole';
}

const smallBytes = 256 * 1024;
const largeBytes = 1024 * 1024;
const headBytes = 64 * 1024;
/** Each file is asked for by every reader of manifests; small ones are held on to for as long as the entry is. */
const held = new WeakMap<Entry, Promise<Uint8Array>>();
/** The bytes of an entry in which each of the words stands somewhere; a large one must begin with them. */
export async function readManifest(entry: Entry, words: readonly string[]): Promise<Uint8Array | undefined> {
  if (entry.size > largeBytes && !hasWords(await entry.head(headBytes), words)) return undefined;
  let bytes = held.get(entry);
  if (bytes === undefined) {
    bytes = entry.read(maxBytes);
    if (entry.size <= smallBytes) held.set(entry, bytes);
  }
  const content = await bytes;
  return hasWords(content, words) ? content : undefined;
}
function hasWords(bytes: Uint8Array, words: readonly string[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes.length >= 2 && (bytes[0] === 0 || bytes[1] === 0 || bytes[0] === 0xff || bytes[0] === 0xfe);
  return wide || words.every((word) => buffer.includes(word, 0, 'latin1'));
}

export interface OpenedConfig {
  readonly file: ConfigFile;
  readonly text: string;
  /** In the order of the file; without a root where a document could not be parsed. */
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly SyntaxProblem[];
}
export async function openConfig(path: string, bytes: Uint8Array): Promise<OpenedConfig> {
  const { file, text, parts } = await openParts(path, bytes);
  const all = [...parts];
  return {
    file,
    text,
    documents: all.flatMap(({ documents }) => documents),
    problems: all.flatMap(({ problems }) => problems),
  };
}
export interface ConfigParts extends Pick<OpenedConfig, 'file' | 'text'> {
  /** Parsed as they are asked for: of a file of many documents not all have to be in memory. */
  readonly parts: Iterable<ParsedPart>;
}
/** The parser is loaded by the first file that needs it. */
export async function openParts(path: string, bytes: Uint8Array): Promise<ConfigParts> {
  const decoded = decodeText(bytes);
  const text = 'text' in decoded ? decoded.text : '';
  const json = path.endsWith('.json');
  const file: ConfigFile = { path, lines: openLines(text), merges: !json, budget: visitBudget(text) };
  return { file, text, parts: 'why' in decoded ? [undecoded(decoded)] : await parse(text, json) };
}
async function parse(text: string, json: boolean): Promise<Iterable<ParsedPart>> {
  if (json) return [(await import('../../syntax/json.ts')).parseJson(text)];
  return (await import('../../syntax/yaml.ts')).parseYamlParts(text);
}
function undecoded({ why, offset }: { readonly why: string; readonly offset: number }): ParsedPart {
  return { documents: [{}], problems: [{ code: 'bad-syntax', why, offset, document: 0 }] };
}

/** One unknown a problem; a file full of them is told about its first ones only. */
export const maxProblems = 10;
export function toUnknown({ file }: Pick<OpenedConfig, 'file'>, problem: SyntaxProblem, affects: string): UnknownDraft {
  const { code, why, offset } = problem;
  return { kind: 'unknown', code, why, at: placeAt(file, offset), affects: [affects], incomplete: true };
}
/** Told and not counted: the last one is taken, as the engines that do not refuse it do. */
export function repeatedIn(
  { file }: Pick<OpenedConfig, 'file'>,
  document: YamlDocument,
  affects: string,
): readonly UnknownDraft[] {
  return (document.repeated ?? []).map(({ value, start }) => ({
    kind: 'unknown',
    code: 'bad-syntax',
    why: `the key ${JSON.stringify(value.slice(0, 100))} is there twice: the last one was taken`,
    at: placeAt(file, start),
    affects: [affects],
    incomplete: false,
  }));
}

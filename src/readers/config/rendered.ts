// Manifests that a program made of other files: read as any, but said to stand where those files say the same.
import type { Entry } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import type { Location } from '../../model/location.ts';
import type { RawRef, RenderedFormat } from '../../model/workload.ts';
import { openLines } from '../../syntax/lines.ts';
import { maxProblems, openConfig, toUnknown } from './config-file.ts';
import { toValue, type ConfigFile, type Origin, type Value } from './config-value.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';
import { draftsOf, objectsOf, volumeDrafts } from './kubernetes-object.ts';
import { openWritten } from './written-lines.ts';

/** One document of what came out. */
export interface RenderedPart {
  readonly text: string;
  /** Path of the file it came from. */
  readonly path: string;
  /** Whether all that speaks of the object in that file speaks of nothing else. */
  readonly alone: boolean;
}
export interface RenderedParts {
  readonly format: RenderedFormat;
  /** Of the file by which the program was told what to do. */
  readonly path: string;
  readonly parts: readonly RenderedPart[];
  find(path: string): Promise<Entry | undefined>;
}
const maxOriginBytes = 1024 * 1024;

export async function* readRendered({ format, path, parts, find }: RenderedParts): AsyncIterable<Draft> {
  const claims: ManifestObject[] = [];
  const texts = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    if (!texts.has(part.path)) texts.set(part.path, await textOf(part.path, find));
    // The name decides how it is parsed, and both programs write YAML.
    const config = await openConfig('rendered.yaml', Buffer.from(part.text));
    const origin = originOf(part, texts.get(part.path) ?? '', format);
    const file: ConfigFile = { ...config.file, path: part.path, origin };
    for (const problem of config.problems.slice(0, maxProblems))
      yield toUnknown({ ...config, file }, problem, 'kubernetes');
    for (const object of config.documents.flatMap(({ root }) =>
      objectsIn(root && toValue(file, root), { format, path, document: index, pointer: [] }),
    )) {
      if (object.kind.startsWith('PersistentVolume')) claims.push(object);
      yield* draftsOf(object);
    }
  }
  yield* volumeDrafts(claims);
}
function objectsIn(root: Value | undefined, raw: RawRef): readonly ManifestObject[] {
  return root === undefined ? [] : [...objectsOf(root, raw)];
}
async function textOf(path: string, find: RenderedParts['find']): Promise<string> {
  const entry = await find(path);
  if (entry?.type !== 'file' || entry.size > maxOriginBytes) return '';
  return new TextDecoder().decode(await entry.read(maxOriginBytes));
}

function originOf({ text, path, alone }: RenderedPart, written: string, format: RenderedFormat): Origin {
  const lines = openLines(text);
  const lineOf = openWritten(text, written, { indented: format === 'helm' });
  const placeAt = (offset: number): Location => {
    const line = lineOf(lines.lineOf(offset));
    return { path, ...(line !== undefined && { line }) };
  };
  return {
    placeAt,
    linesFor(offset) {
      const { line } = placeAt(offset);
      if (alone && (format === 'helm' || line !== undefined)) return { first: 1, last: Number.MAX_SAFE_INTEGER };
      // No line: it speaks of one object of several, and nobody can say where that one is.
      return { first: line ?? 0, last: line ?? 0 };
    },
  };
}

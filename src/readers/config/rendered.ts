// Manifests that a program made of other files: read as any, but said to stand where those files say the same.
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Location } from '../../model/location.ts';
import type { Renderer } from '../../model/render.ts';
import type { RawRef, RenderedFormat } from '../../model/workload.ts';
import { openLines } from '../../syntax/lines.ts';
import { maxProblems, openConfig, toUnknown } from './config-file.ts';
import { toValue, type ConfigFile, type Origin, type Value } from './config-value.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';
import { draftsOf, objectsOf, volumeDrafts } from './kubernetes-object.ts';
import { openRendered, toWritten, type Written } from './written-lines.ts';

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
  readonly renderer: Pick<Renderer, 'find' | 'leavesOut'>;
}
const maxOriginBytes = 1024 * 1024;
/** A few words of a template can make any number. */
const maxParts = 10_000;

export async function* readRendered({ format, path, parts, renderer }: RenderedParts): AsyncIterable<Draft> {
  const claims: ManifestObject[] = [];
  const files = new Map<string, Written>();
  for (const [index, part] of parts.entries()) {
    if (await renderer.leavesOut(part.path)) continue;
    if (index >= maxParts) {
      yield tooMany(path);
      break;
    }
    let written = files.get(part.path);
    if (written === undefined) {
      written = toWritten(await textOf(part.path, renderer), { indented: format === 'helm' });
      files.set(part.path, written);
    }
    // The name decides how it is parsed, and both programs write YAML.
    const config = await openConfig('rendered.yaml', Buffer.from(part.text));
    const origin = originOf(part, written, format);
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
function tooMany(path: string): UnknownDraft {
  const why = `more than ${maxParts} objects came out: the rest was left out`;
  return { kind: 'unknown', code: 'limit-reached', why, at: { path }, affects: ['kubernetes'], incomplete: true };
}
function objectsIn(root: Value | undefined, raw: RawRef): readonly ManifestObject[] {
  return root === undefined ? [] : [...objectsOf(root, raw)];
}
async function textOf(path: string, { find }: Pick<Renderer, 'find'>): Promise<string> {
  const entry = await find(path);
  if (entry?.type !== 'file' || entry.size > maxOriginBytes) return '';
  return new TextDecoder().decode(await entry.read(maxOriginBytes));
}

function originOf({ text, path, alone }: RenderedPart, written: Written, format: RenderedFormat): Origin {
  const lines = openLines(text);
  const lineOf = openRendered(text, written);
  const placeAt = (offset: number): Location => {
    const line = lineOf(lines.lineOf(offset));
    return { path, ...(line !== undefined && { line }) };
  };
  return {
    placeAt,
    linesFor(offset) {
      const { line } = placeAt(offset);
      if (alone && (format === 'helm' || line !== undefined)) return { first: 1, last: Number.MAX_SAFE_INTEGER };
      // It speaks of one object of several, and nobody can say on which lines that one is.
      return { first: 0, last: 0 };
    },
  };
}

// Dockerfiles that stand in a Compose file itself, as builds of their own whose lines are those of that file.
// https://docs.docker.com/reference/compose-file/build/#dockerfile_inline
import type { Draft } from '../../model/facts.ts';
import type { RawRef } from '../../model/workload.ts';
import { inlineOf, inlinePath } from './compose-build.ts';
import { environmentOf } from './compose-field.ts';
import type { Service } from './compose-project.ts';
import { interpolate } from './compose-variables.ts';
import { placeAt, placeOf } from './config-value.ts';
import type { Value } from './config-value.ts';
import { readDockerfile } from './dockerfile.ts';

export async function* inlineBuilds(services: readonly Service[]): AsyncIterable<Draft> {
  for (const service of services) {
    const inline = inlineOf(service);
    if (inline?.node.kind !== 'scalar') continue;
    const { text } = interpolate(inline.node.value, environmentOf(inline, service.project.environment));
    const path = inlinePath(service);
    const move = moveTo(inline, path);
    for await (const draft of readDockerfile({ path }, text)) {
      if (draft.kind === 'build') yield { ...moved(draft, move), path, raw: rawOf(service) };
      else if (draft.kind === 'unknown')
        yield { ...moved(draft, move), why: draft.why.replace(/^\S*#[^:]*:\d+: /, '') };
    }
  }
}
function rawOf({ name, first }: Service): RawRef {
  const pointer = ['services', name, 'build', 'dockerfile_inline'];
  return { format: 'compose', path: first.root.file.path, document: first.document, pointer };
}

interface Move {
  /** Path that places have so far. */
  readonly from: string;
  readonly to: string;
  lineOf(line: number): number;
}
/** Only the lines of a text that is written as it is are lines of the file. */
function moveTo(inline: Value, from: string): Move {
  const { node, file } = inline;
  const start = placeAt(file, node.start).line ?? 1;
  const isLiteral = node.kind === 'scalar' && node.style === 'literal';
  return { from, to: placeOf(inline).path, lineOf: (line) => (isLiteral ? start + line : start) };
}
/** The same with every place in it moved. */
function moved<T>(value: T, move: Move): T {
  if (Array.isArray(value)) return value.map((item: unknown) => moved(item, move)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) copy[key] = moved<unknown>(member, move);
  if (copy['path'] === move.from && typeof copy['line'] === 'number')
    return { path: move.to, line: move.lineOf(copy['line']) } as T;
  if (typeof copy['endLine'] === 'number') copy['endLine'] = move.lineOf(copy['endLine']);
  return copy as T;
}

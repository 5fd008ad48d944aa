// Test support: files in memory, read as a folder would give them.
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Reader } from '../../model/reader.ts';
import type { DeclaredContainer, DeclaredWorkload } from '../../model/workload.ts';

export interface Sample {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** By path; absent where the place cannot be asked. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Of an image. */
  readonly layer?: number;
}
function toEntry(path: string, content: string | Uint8Array, layer?: number): Entry {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    type: 'file',
    size: bytes.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    ...(layer !== undefined && { layer }),
    head: async (n) => bytes.subarray(0, n),
    read: async () => bytes,
    async *stream() {
      yield bytes;
    },
  };
}
export async function readSample(reader: Reader, { path, content, beside, layer }: Sample): Promise<readonly Draft[]> {
  const near = async (name: string): Promise<Entry | undefined> => {
    const text = beside !== undefined && Object.hasOwn(beside, name) ? beside[name] : undefined;
    return text === undefined ? undefined : toEntry(name, text);
  };
  const drafts: Draft[] = [];
  for await (const draft of reader.read(toEntry(path, content, layer), beside === undefined ? undefined : near)) {
    drafts.push(draft);
  }
  return drafts;
}
export function workloadsIn(drafts: readonly Draft[]): readonly DeclaredWorkload[] {
  return drafts.filter((draft) => draft.kind === 'workload');
}
export function unknownsIn(drafts: readonly Draft[]): readonly UnknownDraft[] {
  return drafts.filter((draft) => draft.kind === 'unknown');
}

/** What a container declares, bare: unknown ones say `?` and why. */
export function bare(container: DeclaredContainer | undefined): Readonly<Record<string, unknown>> {
  const fields = Object.entries(container?.declared ?? {}).filter((pair) => pair[1] !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, bareField(field)]));
}
export function bareField(field: Field<unknown> | readonly Field<unknown>[] | undefined): unknown {
  if (field === undefined) return undefined;
  if (isList(field)) return field.map((item) => bareField(item));
  return isKnown(field) ? field.value : `? ${field.why}`;
}
function isList(field: Field<unknown> | readonly Field<unknown>[]): field is readonly Field<unknown>[] {
  return Array.isArray(field);
}
/** `path:line`, and behind arrows what handed it on. */
export function whereIs(field: Field<unknown> | undefined): string {
  if (!isKnown(field)) return `? ${String(field?.at?.line)}`;
  if (field.from !== 'declared') return field.from;
  return [field.at, ...field.via].map(({ path, line }) => `${path}:${String(line)}`).join(' < ');
}

/** The same numbers in every run (Park and Miller). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}
/** A file truncated, with a flipped bit, and with a part doubled, over and over. */
export function* damaged(bytes: Uint8Array, rounds: number): Generator<Uint8Array> {
  const random = numbers(bytes.length);
  const next = (below: number): number => (random.next().value ?? 0) % below;
  for (let round = 0; round < rounds; round += 1) {
    const at = next(bytes.length);
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << next(8));
    yield bytes.subarray(0, at);
    yield flipped;
    yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(next(at + 1))]);
  }
}

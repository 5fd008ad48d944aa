// One entry through the readers that want it: a reader's crash is one line in the report.
import type { Entry } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Draft } from '../model/facts.ts';
import type { Near, ReadRun, Reader } from '../model/reader.ts';
import type { Renderer } from '../model/render.ts';
import type { Unknown, UnknownCode } from '../model/unknown.ts';
import type { CompiledWants } from './wants.ts';

export interface EntryRead {
  readonly wanted: CompiledWants;
  readonly near?: Near;
  readonly unknowns: Unknown[];
  /** Files that the user named, as paths of entries. */
  readonly named: readonly string[];
  /** Told of each file that is part of what a reader reads an entry as. */
  take(reader: string, path: string): void;
  /** Told of each file that a reader reads as part of another one. */
  cover(reader: string, path: string): void;
  readonly renderer?: Renderer;
}
export async function readEntry(
  entry: Entry,
  { wanted, near, unknowns, named, take, cover, renderer }: EntryRead,
): Promise<Record<string, readonly Draft[]>> {
  const found: Record<string, readonly Draft[]> = {};
  for (const { reader } of wanted.readersFor(entry)) {
    const run: ReadRun = {
      named,
      take: (path) => take(reader.id, path),
      cover: (path) => cover(reader.id, path),
      ...(renderer && { renderer }),
    };
    found[reader.id] = await readWith({ reader, entry, unknowns, run, ...(near && { near }) });
  }
  return found;
}

interface OneRead {
  readonly reader: Reader;
  readonly entry: Entry;
  readonly near?: Near;
  readonly run?: ReadRun;
  readonly unknowns: Unknown[];
}
export async function readWith({ reader, entry, near, run, unknowns }: OneRead): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  try {
    for await (const draft of reader.read(entry, near, run)) drafts.push(draft);
    return drafts;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    const code: UnknownCode = error instanceof InputError ? error.code : 'reader-failed';
    const said = error instanceof Error ? error.message : String(error);
    unknowns.push({
      code,
      why: error instanceof InputError ? said : `${reader.id}: ${said}`,
      at: { path: entry.path },
      affects: [reader.id],
      incomplete: true,
    });
    return drafts;
  }
}

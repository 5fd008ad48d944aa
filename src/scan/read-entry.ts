// One entry through the readers that want it: a reader's crash is one line in the report.
import type { Entry } from '../model/entry.ts';
import { InputError } from '../model/errors.ts';
import type { Draft } from '../model/facts.ts';
import type { Near, Reader } from '../model/reader.ts';
import type { Unknown, UnknownCode } from '../model/unknown.ts';
import type { CompiledWants } from './wants.ts';

export async function readEntry(
  entry: Entry,
  wanted: CompiledWants,
  near: Near | undefined,
  unknowns: Unknown[],
): Promise<Record<string, readonly Draft[]>> {
  const found: Record<string, readonly Draft[]> = {};
  for (const { reader } of wanted.readersFor(entry)) {
    found[reader.id] = await readWith({ reader, entry, unknowns, ...(near && { near }) });
  }
  return found;
}

interface OneRead {
  readonly reader: Reader;
  readonly entry: Entry;
  readonly near?: Near;
  readonly unknowns: Unknown[];
}
export async function readWith({ reader, entry, near, unknowns }: OneRead): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  try {
    for await (const draft of reader.read(entry, near)) drafts.push(draft);
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

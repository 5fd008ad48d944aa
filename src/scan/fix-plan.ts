// Which edits go into which file, and the text that comes of it.
import type { FactId } from '../model/brand.ts';
import type { Fix, ModelEdit } from '../model/edit.ts';
import type { Fact } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import type { RawRef } from '../model/workload.ts';
import { writeAddedLines } from '../fixes/added-lines.ts';
import { refusalOf, writeFixes } from '../fixes/write-fixes.ts';

export interface PlannedFile {
  readonly path: string;
  /** Absent where the file is made. */
  readonly before?: string;
  readonly after: string;
  /** How many edits it holds. */
  readonly edits: number;
}
export interface FixPlan {
  readonly files: readonly PlannedFile[];
  readonly done: number;
  readonly refused: readonly { readonly path: string; readonly why: string }[];
}
export type Which = 'cut' | 'all';

interface Sorted {
  /** Edits of the files that their facts were read from. */
  readonly byFile: ReadonlyMap<string, readonly { readonly edit: ModelEdit; readonly raw: RawRef }[]>;
  /** Lines for other files. */
  readonly added: ReadonlyMap<string, { readonly lines: readonly string[]; readonly edits: number }>;
  readonly refused: FixPlan['refused'];
}
/** `read` gives a file's text by its path as in the report; undefined where there is no such file. */
export function planFixes(
  input: { readonly report: Report; readonly facts: readonly Fact[]; readonly which: Which },
  read: (path: string) => string | undefined,
): FixPlan {
  const { byFile, added, refused: unwritten } = sortEdits(input);
  const refused = [...unwritten];
  const files: PlannedFile[] = [];
  let done = 0;
  for (const [path, { lines, edits }] of added) {
    const before = read(path);
    const after = writeAddedLines(before, lines);
    done += edits;
    if (after !== before) files.push({ path, after, edits, ...(before !== undefined && { before }) });
  }
  for (const [path, edits] of byFile) {
    const before = read(path);
    if (before === undefined) {
      refused.push({ path, why: 'there is no such file to write' });
      continue;
    }
    const format: RawRef['format'] = edits[0]?.raw.format ?? 'compose';
    const written = writeFixes(
      format,
      before,
      edits.map(({ edit, raw }) => ({ ...edit, raw })),
    );
    done += written.done.length;
    for (const { why } of written.refused) refused.push({ path, why });
    if (written.text !== before) files.push({ path, before, after: written.text, edits: written.done.length });
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), done, refused };
}
function sortEdits({ report, facts, which }: Parameters<typeof planFixes>[0]): Sorted {
  const raws = rawsOf(facts);
  const byFile = new Map<string, { edit: ModelEdit; raw: RawRef }[]>();
  const added = new Map<string, { lines: readonly string[]; edits: number }>();
  const refused: { path: string; why: string }[] = [];
  for (const edit of distinct(chosen(report, which).flatMap((fix) => fix.edits))) {
    if (edit.op === 'add-lines') {
      const { path } = edit;
      const { lines, edits } = added.get(path) ?? { lines: [], edits: 0 };
      if (isScanned(path, report))
        added.set(path, { lines: [...new Set([...lines, ...edit.lines])], edits: edits + 1 });
      else refused.push({ path, why: 'it lies outside of what was scanned' });
      continue;
    }
    const raw = raws.get(rawKey(edit.target.fact, edit.target.container));
    const refusal = refusalOf(raw?.format ?? 'image');
    const path = ('at' in edit ? edit.at?.path : undefined) ?? raw?.path ?? '';
    if (raw === undefined || refusal !== undefined) refused.push({ path: raw?.path ?? '', why: refusal ?? '' });
    else if (path !== raw.path)
      refused.push({ path, why: `${edit.op} belongs into ${path}, which ${raw.path} takes it from` });
    else {
      const list = byFile.get(path);
      if (list === undefined) byFile.set(path, [{ edit, raw }]);
      else list.push({ edit, raw });
    }
  }
  return { byFile, added, refused };
}
function distinct(edits: readonly ModelEdit[]): readonly ModelEdit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}
/** A file that a project points to may be anybody's: one is made, or added to, only where it was looked at. */
function isScanned(path: string, { targets }: Report): boolean {
  return targets.some(({ prefix }) => {
    const rest = path.slice(prefix.length);
    return path.startsWith(prefix) && !rest.startsWith('/') && !rest.split('/').includes('..');
  });
}

function chosen(report: Report, which: Which): readonly Fix[] {
  const cut = report.cut.edits.map(({ fix }) => fix);
  if (which === 'cut') return cut;
  const rest = report.findings.filter(({ suppressed }) => suppressed === undefined).map(({ fix }) => fix);
  return [...cut, ...rest.filter((fix) => fix !== undefined)];
}

function rawKey(fact: FactId, container: string | undefined): string {
  return `${fact}\n${container ?? ''}`;
}
function rawsOf(facts: readonly Fact[]): ReadonlyMap<string, RawRef> {
  const raws = new Map<string, RawRef>();
  for (const fact of facts) {
    if ('raw' in fact && fact.raw !== undefined) raws.set(rawKey(fact.id, undefined), fact.raw);
    if (fact.kind !== 'workload') continue;
    for (const container of fact.containers) raws.set(rawKey(fact.id, container.name), container.raw);
    const [first] = fact.containers;
    if (first === undefined) continue;
    // Edits at a way are on the object as a whole, wherever its containers are.
    const raw = fact.pod === undefined ? first.raw : { ...first.raw, pointer: fact.pod.ways.object };
    raws.set(rawKey(fact.id, undefined), raw);
  }
  return raws;
}

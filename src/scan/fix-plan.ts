// Which edits go into which file, and the text that comes of it.
import type { FactId } from '../model/brand.ts';
import type { Fix, ModelEdit } from '../model/edit.ts';
import type { Fact } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import type { Format, RawRef } from '../model/workload.ts';
import { writeAddedLines } from '../fixes/added-lines.ts';
import { refusalOf, writeFixes } from '../fixes/write-fixes.ts';

export interface PlannedFile {
  readonly path: string;
  /** Absent where the file is made. */
  readonly before?: string;
  readonly after: string;
}
export interface FixPlan {
  readonly files: readonly PlannedFile[];
  readonly done: number;
  readonly refused: readonly { readonly path: string; readonly why: string }[];
}
export type Which = 'cut' | 'all';

/** `read` gives a file's text by its path as in the report; undefined where there is no such file. */
export function planFixes(
  input: { readonly report: Report; readonly facts: readonly Fact[]; readonly which: Which },
  read: (path: string) => string | undefined,
): FixPlan {
  const raws = rawsOf(input.facts);
  const byFile = new Map<string, { edit: ModelEdit; raw: RawRef }[]>();
  const refused: { path: string; why: string }[] = [];
  const added = new Map<string, { lines: string[]; edits: number }>();
  const seen = new Set<string>();
  for (const edit of chosen(input.report, input.which).flatMap((fix) => fix.edits)) {
    const key = JSON.stringify(edit);
    if (seen.has(key)) continue;
    seen.add(key);
    if (edit.op === 'add-lines') {
      const file = added.get(edit.path) ?? { lines: [], edits: 0 };
      added.set(edit.path, { lines: [...new Set([...file.lines, ...edit.lines])], edits: file.edits + 1 });
      continue;
    }
    const raw = raws.get(rawKey(edit.target.fact, edit.target.container));
    const refusal = refusalOf(raw?.format ?? 'image');
    if (raw === undefined || refusal !== undefined) {
      refused.push({ path: raw?.path ?? '', why: refusal ?? '' });
      continue;
    }
    const path = ('at' in edit ? edit.at?.path : undefined) ?? raw.path;
    if (path !== raw.path) {
      refused.push({ path, why: `${edit.op} belongs into ${path}, which ${raw.path} takes it from` });
      continue;
    }
    const list = byFile.get(path);
    if (list === undefined) byFile.set(path, [{ edit, raw }]);
    else list.push({ edit, raw });
  }
  const files: PlannedFile[] = [];
  let done = 0;
  for (const [path, { lines, edits }] of added) {
    const before = read(path);
    const after = writeAddedLines(before, lines);
    done += edits;
    if (after !== before) files.push({ path, after, ...(before !== undefined && { before }) });
  }
  for (const [path, edits] of byFile) {
    const before = read(path) ?? '';
    const format: Format = edits[0]?.raw.format ?? 'compose';
    const written = writeFixes(
      format,
      before,
      edits.map(({ edit, raw }) => ({ ...edit, raw })),
    );
    done += written.done.length;
    for (const { why } of written.refused) refused.push({ path, why });
    if (written.text !== before) files.push({ path, before, after: written.text });
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), done, refused };
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

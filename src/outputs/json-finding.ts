// The record of a finding as text, as schema/report-1.json says: there are tens of thousands of them, so what many share
// is written once, and what is left is put together without an object for each.
import type { Fix, ModelEdit } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import type { FactId } from '../model/brand.ts';
import type { ReachLevel } from '../model/graph.ts';
import type { Location } from '../model/location.ts';

/** Writes one finding after the other; quickest where those of one rule follow each other. */
export function toFindingWriter(
  leads: (workloads: readonly FactId[]) => ReachLevel | undefined,
): (finding: Finding) => string {
  const ofRule = lastOf(({ rule, layer }: Finding) => inside({ rule, layer }), isOfSameRule);
  const advice = lastOf(({ why, todo }: Finding) => inside({ why, todo }), isOfSameAdvice);
  const concerned = onceFor(({ subject, workloads }: Finding) =>
    inside({
      subject: { kind: subject.kind, id: subject.id, name: subject.name },
      workloads: [...workloads].sort(),
      reach: leads(workloads),
    }),
  );
  const path = lastOf(
    (text: string) => JSON.stringify(text),
    (a, b) => a === b,
  );
  const place = (at: Location): string => toPlaceText(at, path(at.path));
  return (finding) => {
    const { id, severity, what, at, evidence, fix } = finding;
    const whose = `{"id":"${id}",${ofRule(finding)},"severity":"${severity}",${concerned(finding)}`;
    const said = `"what":${JSON.stringify(what)},${advice(finding)},"at":[${joined(at, place)}]`;
    const seen = `"evidence":[${joined(evidence, toEvidenceText)}]${toAbout(finding)}`;
    const repair = fix === undefined ? '' : `,"fix":${toFixText(fix, place)}`;
    return `${whose},${said},${seen}${repair}${toSuppressed(finding)}}`;
  };
}

/** The members of a record, without its braces. */
function inside(record: object): string {
  return JSON.stringify(record).slice(1, -1);
}
/** Keeps the last text, for what comes in runs. */
function lastOf<T>(write: (from: T) => string, isSame: (a: T, b: T) => boolean): (from: T) => string {
  let last: { readonly from: T; readonly text: string } | undefined;
  return (from) => {
    if (last === undefined || !isSame(last.from, from)) last = { from, text: write(from) };
    return last.text;
  };
}
function isOfSameRule(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.layer === b.layer;
}
function isOfSameAdvice(a: Finding, b: Finding): boolean {
  return a.why === b.why && a.todo === b.todo;
}
/** Findings on one fact share their subject and their list of workloads. */
function onceFor(write: (finding: Finding) => string): (finding: Finding) => string {
  const known = new Map<Finding['subject'], { readonly workloads: Finding['workloads']; readonly text: string }>();
  return (finding) => {
    const before = known.get(finding.subject);
    if (before?.workloads === finding.workloads) return before.text;
    const text = write(finding);
    known.set(finding.subject, { workloads: finding.workloads, text });
    return text;
  };
}

function joined<T>(items: readonly T[], write: (item: T) => string): string {
  const [first] = items;
  if (first === undefined) return '';
  return items.length === 1 ? write(first) : items.map(write).join(',');
}
function toPlaceText({ line, column, layer }: Location, path: string): string {
  const row = line === undefined ? '' : `,"line":${line}`;
  const place = column === undefined ? row : `${row},"column":${column}`;
  return layer === undefined ? `{"path":${path}${place}}` : `{"path":${path}${place},"layer":${JSON.stringify(layer)}}`;
}
function toEvidenceText({ field, value }: Finding['evidence'][number]): string {
  return `{"field":${JSON.stringify(field)},"value":${JSON.stringify(value)}}`;
}

function toAbout({ package: on, advisory }: Finding): string {
  if (on === undefined && advisory === undefined) return '';
  return `,${inside({
    package: on && { name: on.name, version: on.version, purl: on.purl },
    advisory: advisory && {
      id: advisory.id,
      aliases: [...advisory.aliases].sort(),
      fixed: advisory.fixed,
      kev: advisory.kev,
      epss: advisory.epss,
      score: advisory.score,
    },
  })}`;
}
function toFixText({ say, edits }: Fix, place: (at: Location) => string): string {
  return `{"say":${JSON.stringify(say)},"edits":[${joined(edits, (edit) => toEditText(edit, place))}]}`;
}
function toEditText(edit: ModelEdit, place: (at: Location) => string): string {
  const { container } = edit.target;
  const whose = container === undefined ? '' : `,"container":${JSON.stringify(container)}`;
  const field = 'field' in edit ? `,"field":"${edit.field}"` : '';
  const at = 'at' in edit && edit.at !== undefined ? `,"at":${place(edit.at)}` : '';
  return `{"op":"${edit.op}"${whose}${field}${at}}`;
}
function toSuppressed({ suppressed }: Finding): string {
  if (suppressed === undefined) return '';
  const { by, reason, until } = suppressed;
  return `,${inside({ suppressed: { by, reason, until } })}`;
}

// The smallest change that brings everything within the line, and what it is worth.
import type { FactId } from '../model/brand.ts';
import type { ModelEdit } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import type { CutEdit } from '../model/graph.ts';
import { isOpen, plural } from './counts.ts';
import { placeText, someOf, type Page } from './page.ts';
import { isWritten } from './written-edits.ts';
import { clipped, padEnd, printable, shortened, widthOf, wrapped } from './printable.ts';

const mostEdits = 30;

export function changeLines(page: Page): readonly string[] {
  const { report, style, width } = page;
  const { edits, left } = report.cut;
  if (edits.length === 0) return leftLines(page);
  const gone = countGone(page);
  const worth = gone === 0 ? '' : `, ${plural(gone, 'finding')} gone`;
  const what = left.length === 0 ? 'it' : 'what can be';
  const title = `Smallest change that brings ${what} within the line: ${plural(edits.length, 'edit')}${worth}`;
  const written = edits.filter(({ fix }) => isWritten(page.report, fix)).length;
  const how = howText(written, edits.length);
  const fits = widthOf(title) + 2 + widthOf(how) <= width;
  return [
    ...(fits ? [`${style.bold(title)}; ${how}`] : wrapped(title, width).map(style.bold)),
    ...editLines(page, edits.slice(0, mostEdits)),
    ...(edits.length > mostEdits ? [`  and ${plural(edits.length - mostEdits, 'more edit')}: --diff shows all`] : []),
    ...(fits ? [] : [`  ${how}${written === 0 ? '' : `, --diff shows ${written === 1 ? 'it' : 'them'}`}`]),
    ...leftLines(page),
  ];
}
function howText(written: number, all: number): string {
  const them = all === 1 ? 'it' : 'them';
  if (written === all) return `--fix makes ${them}`;
  return written === 0 ? `to be made by hand: --fix does not write such files` : `--fix makes ${written} of ${them}`;
}
function editLines(page: Page, edits: readonly CutEdit[]): readonly string[] {
  const { style, width } = page;
  const { ellipsis } = style.signs;
  const labels = new Map(page.rows.map(({ workload, label }) => [workload.id, label]));
  const someWritten = edits.some(({ fix }) => isWritten(page.report, fix));
  const cells = edits.map(({ at, fix, effect }) => ({
    place: at === undefined ? '' : placeText(page, at),
    say: printable(someWritten && !isWritten(page.report, fix) ? `${fix.say} (by hand)` : fix.say),
    effect: effectText(effect, labels, style.signs.arrow),
  }));
  const placeWidth = Math.min(30, Math.max(...cells.map(({ place }) => widthOf(place))));
  const effectWidth = Math.min(28, Math.max(...cells.map(({ effect }) => widthOf(effect))));
  const sayWidth = Math.min(width - 6 - placeWidth - effectWidth, Math.max(...cells.map(({ say }) => widthOf(say))));
  return cells.flatMap(({ place, say, effect }) => {
    const shown = padEnd(shortened(place, placeWidth, ellipsis), placeWidth);
    return wrapped(say, sayWidth).map((line, index) =>
      index === 0
        ? `  ${style.dim(shown)}  ${padEnd(line, sayWidth)}  ${clipped(effect, effectWidth, ellipsis)}`
        : `  ${' '.repeat(placeWidth)}  ${line}`,
    );
  });
}
function effectText(effect: CutEdit['effect'], labels: ReadonlyMap<FactId, string>, arrow: string): string {
  const [first, ...more] = effect;
  if (first === undefined) return '';
  const change = `${first.from} ${arrow} ${first.to}`;
  return more.length === 0 || labels.size < 2 ? change : `${change}, and ${more.length} more`;
}

function leftLines(page: Page): readonly string[] {
  const left = new Set(page.report.cut.left);
  const names = page.rows.filter(({ workload }) => left.has(workload.id)).map(({ label }) => label);
  if (names.length === 0) return [];
  return wrapped(`No edit of ours brings ${someOf(names, 8)} within the line.`, page.width);
}

/** Findings that rest on a place which the edits remove. */
function countGone({ report }: Page): number {
  const touched = new Set(
    report.cut.edits.flatMap(({ fix }) => fix.edits.map(editPlace)).filter((key) => key !== undefined),
  );
  return report.findings.filter((finding) => isOpen(finding) && isGone(finding, touched)).length;
}
function isGone({ fix, at, subject }: Finding, touched: ReadonlySet<string>): boolean {
  const own = fix?.edits.map(editPlace) ?? at.map(({ path, line }) => placeKey(subject.id, path, line));
  return own.length > 0 && own.every((key) => key !== undefined && touched.has(key));
}
function editPlace(edit: ModelEdit): string | undefined {
  const at = 'at' in edit ? edit.at : undefined;
  return at?.line === undefined ? undefined : placeKey(edit.target.fact, at.path, at.line);
}
function placeKey(fact: FactId, path: string, line: number | undefined): string {
  return JSON.stringify([fact, path, line]);
}

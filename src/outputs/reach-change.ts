// What edits do to reach: those of the smallest change alone and together, and those that were asked about.
import { compareReach } from '../model/graph.ts';
import type { CutStep, LevelChange, ReachAnswer } from '../model/reach-question.ts';
import { plural } from './counts.ts';
import { placeText, someOf } from './page.ts';
import { padEnd, printable, shortened, widthOf, wrapped } from './printable.ts';
import { isWritten } from './written-edits.ts';
import { moreLines, mostRows, rowsOf, type ReachPage } from './reach-page.ts';

/** Each edit with what it does alone, then what they do together. */
export function cutLines(page: ReachPage): readonly string[] {
  const { answer, style, width } = page;
  const { cut, together, report } = answer;
  const left = report.cut.left.map((id) => page.labels.get(id)).filter((label) => label !== undefined);
  const rest = left.length === 0 ? [] : wrapped(`No edit of ours brings ${someOf(left, 8)} within the line.`, width);
  if (cut.length === 0) return rest;
  const shown = page.all ? cut : cut.slice(0, mostRows);
  const title = `Smallest change that brings ${left.length === 0 ? 'it' : 'what can be'} within the line: ${plural(cut.length, 'edit')}`;
  const lines = shown.flatMap((step) => {
    const { id, at, fix } = step;
    const place = at === undefined ? '' : placeText(page, at);
    const first = `${id}  ${shortened(place, 32, style.signs.ellipsis)}`;
    const text = wrapped(printable(fix.say), Math.max(20, width - 4 - widthOf(first)));
    const effect = effectWords(page, step);
    return [
      ...text.map((line, index) => `  ${index === 0 ? style.dim(first) : ' '.repeat(widthOf(first))}  ${line}`),
      ...effect.flatMap((words) => wrapped(words, width - 10)).map((line) => `          ${line}`),
    ];
  });
  const [example] = shown;
  return [
    style.bold(title),
    ...lines,
    ...moreLines(page, cut.length - shown.length, 'more edit'),
    ...wrapped(`together: ${changeWords(page, together)}`, width - 2).map((line) => `  ${line}`),
    ...(example === undefined ? [] : hintLines(page, example.id, cut)),
    ...rest,
  ];
}
function hintLines(page: ReachPage, id: string, cut: readonly CutStep[]): readonly string[] {
  const hint = `--without ${id} shows what is left once that is done${fixText(page, cut)}`;
  return wrapped(hint, page.width - 2).map((line) => page.style.dim(`  ${line}`));
}
function fixText({ report }: ReachPage, cut: readonly CutStep[]): string {
  const written = cut.filter(({ fix }) => isWritten(report, fix)).length;
  if (written === 0) return '';
  const what = cut.length === 1 ? 'it' : 'them';
  return `; scan --fix does ${written === cut.length ? what : `${written} of them`}`;
}
/** An edit that does nothing by itself is there for what it does with the others. */
function effectWords(page: ReachPage, { alone, among = [] }: Pick<CutStep, 'alone' | 'among'>): readonly string[] {
  if (alone === undefined) return [];
  if (alone.length > 0 || among.length === 0) return [`alone: ${changeWords(page, alone)}`];
  return [`only with the others: ${changeWords(page, among)}`];
}
function changeWords({ labels, style }: ReachPage, changes: readonly LevelChange[]): string {
  if (changes.length === 0) return 'nothing falls';
  const groups = Map.groupBy(changes, ({ from, to }) => `${from} ${style.signs.arrow} ${to}`);
  return [...groups]
    .map(
      ([change, own]) =>
        `${someOf(
          own.map(({ workload }) => labels.get(workload) ?? ''),
          3,
        )} ${change}`,
    )
    .join('; ');
}

type Without = Extract<ReachAnswer['of'], { kind: 'without' }>;
export function madeLines(page: ReachPage, { edits }: Without): readonly string[] {
  const cells = edits.slice(0, page.all ? edits.length : mostRows).map(({ id, at, fix }) => ({
    name: id,
    place: at === undefined ? '' : placeText(page, at),
    text: printable(fix.say),
  }));
  return [
    page.style.bold('Once this is done'),
    ...rowsOf(page, cells),
    ...moreLines(page, edits.length - cells.length, 'more edit'),
  ];
}
/** Those that change, before and after; the others are counted. */
export function afterLines(page: ReachPage, { after }: Without): readonly string[] {
  const { style, report } = page;
  const now = new Map(after.map((one) => [one.workload, one]));
  const changed = page.rows.flatMap((row) => {
    const next = now.get(row.workload.id);
    if (next === undefined || (next.level === row.reach.level && next.possible === row.reach.possible)) return [];
    return [{ row, next }];
  });
  const shown = page.all ? changed : changed.slice(0, mostRows);
  const nameWidth = Math.min(30, Math.max(8, ...shown.map(({ row }) => widthOf(row.label))));
  const lines = shown.flatMap(({ row, next }) => {
    const { level, possible } = row.reach;
    const proven = level === next.level ? level : `${level} ${style.signs.arrow} ${next.level}`;
    const maybe = possible === next.possible ? '' : `possible: ${possible} ${style.signs.arrow} ${next.possible}`;
    const isOver = compareReach(next.level, report.loadLine) > 0;
    const { over, within } = style.signs;
    const mark = isOver ? style.over(`${over} over  `) : style.within(`${within} within`);
    const name = style.bold(padEnd(shortened(row.label, nameWidth, style.signs.ellipsis), nameWidth));
    return [
      `  ${name}  ${padEnd(proven, 24)} ${mark}`,
      ...(maybe === '' ? [] : [`  ${' '.repeat(nameWidth)}  ${style.dim(maybe)}`]),
    ];
  });
  const still = after.filter(({ level }) => compareReach(level, report.loadLine) > 0).length;
  const same = page.rows.length - changed.length;
  return [
    style.bold(changed.length === 0 ? 'Nothing changes' : 'What changes'),
    ...lines,
    ...moreLines(page, changed.length - shown.length, 'more workload'),
    ...(same > 0 ? [`  ${plural(same, 'workload')} as before`] : []),
    `  ${still === 0 ? 'everything is within the load line then' : `${plural(still, 'workload')} still over the load line`}`,
  ];
}

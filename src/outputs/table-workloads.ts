// One line a workload, worst first, with the load line drawn between those over it and those within.
import { plural } from './counts.ts';
import type { Page } from './page.ts';
import { clipped, padEnd, shortened, widthOf } from './printable.ts';
import { reachWords, type Row } from './workload-rows.ts';

const mostRows = 60;
const markWidth = 8;

export function workloadLines(page: Page): readonly string[] {
  const { rows } = page;
  if (rows.length === 0) return [];
  const over = rows.filter(({ isOver }) => isOver);
  const within = rows.filter(({ isOver }) => !isOver);
  const shownOver = over.slice(0, mostRows);
  const shownWithin = within.slice(0, Math.max(5, mostRows - shownOver.length));
  const line = toLine(page, [...shownOver, ...shownWithin]);
  return [
    ...shownOver.map(line),
    ...moreLine(over.length - shownOver.length, 'over'),
    loadLine(page),
    ...shownWithin.map(line),
    ...moreLine(within.length - shownWithin.length, 'within'),
  ];
}
function moreLine(count: number, where: string): readonly string[] {
  return count <= 0 ? [] : [`  and ${plural(count, 'more workload')} ${where} the line: --format json has all`];
}

/** Columns as wide as what is in them, as far as there is room. */
function toLine({ style, width, rows }: Page, shown: readonly Row[]): (row: Row) => string {
  const { ellipsis, over, within } = style.signs;
  // What holds of all is said once, below.
  const isVaried = new Set(rows.map(({ reach }) => reach.possible)).size > 1;
  const reachText = ({ reach }: Row): string =>
    isVaried && reach.possible !== reach.level
      ? `${reach.level}, possible: ${reach.possible}`
      : reachWords[reach.level];
  const nameWidth = Math.min(28, Math.max(8, ...shown.map(({ label }) => widthOf(label))));
  const reachWidth = Math.min(32, Math.max(...shown.map((row) => reachText(row).length)));
  const room = width - 2 - nameWidth - 2 - reachWidth - 2 - 1 - markWidth;
  return (row) => {
    const name = padEnd(shortened(row.label, nameWidth, ellipsis), nameWidth);
    const reach = padEnd(reachText(row), reachWidth);
    const exploit = padEnd(clipped(row.exploit, room, ellipsis), room);
    const mark = row.isOver ? style.over(`${over} over`) : style.within(`${within} within`);
    return `  ${style.bold(name)}  ${row.isOver ? style.over(reach) : reach}  ${exploit} ${mark}`;
  };
}

function loadLine({ width, style, report }: Page): string {
  const words = ` load line: ${report.loadLine} `;
  const left = Math.max(2, Math.floor((width - widthOf(words)) / 2) - 1);
  const right = Math.max(2, width - left - widthOf(words) - 2);
  const { line } = style.signs;
  return ` ${style.dim(line.repeat(left))}${style.bold(words)}${style.dim(line.repeat(right))}`;
}

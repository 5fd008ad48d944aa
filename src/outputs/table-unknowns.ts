// What the answer does not cover: grouped by what it is, each group with its count.
import type { Unknown } from '../model/unknown.ts';
import { plural } from './counts.ts';
import { placeText, type Page } from './page.ts';
import { clipped, printable, wrapped } from './printable.ts';

const mostEach = 3;
const mostLines = 12;

export function unknownLines(page: Page): readonly string[] {
  const { report, style } = page;
  const counted = report.unknowns.filter(({ incomplete }) => incomplete);
  // The workloads' own lines say which images were not looked at.
  const rest = report.unknowns.filter(({ incomplete, code }) => !incomplete && code !== 'image-not-looked-at').length;
  if (counted.length === 0) return [];
  const groups = [...Map.groupBy(counted, ({ code }) => code).values()];
  const lines = groups.flatMap((group) => groupLines(page, group));
  const told = lines.slice(0, mostLines);
  const cut = lines.length > told.length ? [`  and more: --format json has all ${counted.length}`] : [];
  const harmless =
    rest === 0
      ? []
      : [
          `  ${plural(rest, 'more thing')} that ${rest === 1 ? 'does' : 'do'} not count against the answer: --format json`,
        ];
  return [style.bold('Not known:'), ...told, ...cut, ...harmless.map(style.dim)];
}

function groupLines(page: Page, group: readonly Unknown[]): readonly string[] {
  const texts = [...new Set(group.map((unknown) => unknownText(page, unknown)))];
  const lines = texts
    .slice(0, mostEach)
    .flatMap((text) => wrapped(text, page.width - 4).map((line, index) => `  ${index === 0 ? '' : '  '}${line}`));
  const more = texts.length - mostEach;
  return more > 0 ? [...lines, `    and ${more} more like these`] : lines;
}
/** The place is only named where the words do not name it. */
function unknownText(page: Page, { why, at }: Unknown): string {
  const isNamed = at === undefined || why.includes(at.path) || printable(why).includes(page.path(at.path));
  const place = isNamed ? '' : `${placeText(page, at)}: `;
  return clipped(place + printable(why), page.width * 4, page.style.signs.ellipsis);
}

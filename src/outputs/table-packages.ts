// Vulnerable packages, one a line: how bad, how many, which version is without them.
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { compareSeverity } from '../model/severity.ts';
import { plural } from './counts.ts';
import type { Page } from './page.ts';
import { clipped, padEnd, printable, shortened, widthOf } from './printable.ts';

const mostRows = 200;
const minIdWidth = 14;

interface PackageRow {
  readonly name: string;
  readonly worst: Finding;
  readonly findings: readonly Finding[];
}
interface Group {
  readonly title: string;
  readonly findings: Finding[];
}

/** `findings` are those with an advisory, worst first. */
export function packageLines(page: Page, findings: readonly Finding[]): readonly string[] {
  const groups = groupByPlace(page, findings);
  let room = mostRows;
  const lines: string[] = [];
  for (const { title, findings: own } of groups) {
    const rows = toPackageRows(own);
    if (room <= 0) break;
    const shown = rows.slice(0, room);
    room -= shown.length;
    if (lines.length > 0) lines.push('');
    lines.push(page.style.bold(`${title} (${rows.length})`), ...rowLines(page, shown));
    if (shown.length < rows.length)
      lines.push(`  and ${plural(rows.length - shown.length, 'more package')}: --format json lists them`);
  }
  return lines;
}

/** By image when there are several, else by the file that names the package. */
function groupByPlace(page: Page, findings: readonly Finding[]): readonly Group[] {
  const placeOf = toPlaceOf(page);
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const place = placeOf(finding);
    const group = groups.get(place);
    if (group === undefined)
      groups.set(place, {
        title: place === '' ? 'Vulnerable packages' : `Vulnerable packages in ${place}`,
        findings: [finding],
      });
    else group.findings.push(finding);
  }
  return [...groups.values()];
}
function toPlaceOf(page: Page): (finding: Finding) => string {
  const { images, targets } = page.report;
  const scopes = new Map(page.report.packages.map(({ id, scope }) => [id, scope]));
  const names = new Map(images.map((image) => [image.scope, imageName(image)]));
  return ({ subject, at }) => {
    const name = names.get(scopes.get(subject.id) ?? '');
    if (name !== undefined) return targets.length > 1 ? name : '';
    return page.path(at[0]?.path ?? '');
  };
}
function imageName({ description }: Report['images'][number]): string {
  return printable(description.ref ?? description.id.slice(0, 19));
}

/** Exploited first, then the worst, then the most. */
function toPackageRows(findings: readonly Finding[]): readonly PackageRow[] {
  const rows = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { package: on, subject } = finding;
    const name = on === undefined ? subject.name : `${on.name} ${on.version}`;
    const row = rows.get(name);
    if (row === undefined) rows.set(name, [finding]);
    else row.push(finding);
  }
  return [...rows]
    .map(([name, own]) => toPackageRow(name, own))
    .sort(
      (a, b) =>
        exploited(b) - exploited(a) ||
        compareSeverity(a.worst.severity, b.worst.severity) ||
        b.findings.length - a.findings.length ||
        (a.name < b.name ? -1 : 1),
    );
}
function toPackageRow(name: string, own: Finding[]): PackageRow {
  own.sort(
    (a, b) =>
      Number(b.advisory?.kev ?? false) - Number(a.advisory?.kev ?? false) || compareSeverity(a.severity, b.severity),
  );
  const worst = own.reduce((least, one) => (compareSeverity(one.severity, least.severity) < 0 ? one : least));
  return { name: printable(name), worst, findings: own };
}
function exploited({ findings }: Pick<PackageRow, 'findings'>): number {
  return findings.filter(({ advisory }) => advisory?.kev === true).length;
}

function rowLines({ style, width }: Page, rows: readonly PackageRow[]): readonly string[] {
  const { ellipsis } = style.signs;
  const cells = rows.map((row) => ({
    ...row,
    count: countText(row),
    fix: fixText(row.findings),
    ids: idText(row.findings),
  }));
  const nameWidth = Math.min(32, Math.max(...cells.map(({ name }) => widthOf(name))));
  const countWidth = Math.max(...cells.map(({ count }) => count.length));
  const room = width - 2 - nameWidth - 2 - countWidth - 2;
  const longestFix = Math.max(...cells.map(({ fix }) => widthOf(fix)));
  // Ids are looked up, fixes are acted upon.
  const fixWidth = Math.min(longestFix, room - 2 - minIdWidth >= 24 ? room - 2 - minIdWidth : room);
  const idWidth = room - 2 - fixWidth;
  return cells.map(({ name, worst, count, fix, ids }) => {
    const shown = padEnd(shortened(name, nameWidth, ellipsis), nameWidth);
    const severity = style.severity[worst.severity](padEnd(count, countWidth));
    const fixed = padEnd(clipped(fix, fixWidth, ellipsis), fixWidth);
    const named = idWidth < minIdWidth ? '' : clipped(ids, idWidth, ellipsis);
    return `  ${shown}  ${severity}  ${fixed}  ${style.dim(named)}`;
  });
}
/** `2 known exploited`, `3 critical of 12`. */
function countText(row: PackageRow): string {
  const all = row.findings.length;
  const known = exploited(row);
  const count = known > 0 ? known : row.findings.filter(({ severity }) => severity === row.worst.severity).length;
  return `${count} ${known > 0 ? 'known exploited' : row.worst.severity}${count < all ? ` of ${all}` : ''}`;
}
/** Which of several fixes is the newest is for the ecosystem to say, so all are named. */
function fixText(findings: readonly Finding[]): string {
  const fixes = new Set(findings.map(({ advisory }) => advisory?.fixed).filter((fixed) => fixed !== undefined));
  if (fixes.size === 0) return 'no fix';
  const unfixed = findings.filter(({ advisory }) => advisory?.fixed === undefined).length;
  const named = [...fixes].map(printable).sort(byNumber.compare).reverse();
  return `fixed in ${named.join(', ')}${unfixed > 0 ? `, ${unfixed} not` : ''}`;
}
const byNumber = new Intl.Collator('en', { numeric: true });
/** The id that people know it by. */
function idText(findings: readonly Finding[]): string {
  const ids = findings.slice(0, 20).map(({ advisory }) => {
    const names = advisory === undefined ? [] : [advisory.id, ...advisory.aliases];
    return names.find((name) => name.startsWith('CVE-')) ?? names[0] ?? '';
  });
  return printable(ids.join(', '));
}

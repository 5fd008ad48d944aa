// Findings one by one: vulnerabilities by package, the rest by what they are about.
import type { Finding } from '../model/finding.ts';
import { severities } from '../model/severity.ts';
import { isAtLeast, isOpen, plural } from './counts.ts';
import { placeText, type Page } from './page.ts';
import { padEnd, printable, shortened, widthOf, wrapped } from './printable.ts';
import { packageLines } from './table-packages.ts';

const mostFindings = 200;
const mostTextLines = 3;
const severityWidth = Math.max(...severities.map((severity) => severity.length));

export function findingLines(page: Page): readonly string[] {
  const shown = page.report.findings
    .filter(isOpen)
    .filter(({ severity, advisory }) => isAtLeast(severity, page.options.show) || advisory?.kev === true);
  const weak = packageLines(
    page,
    shown.filter(({ advisory }) => advisory !== undefined),
  );
  const rest = subjectLines(
    page,
    shown.filter(({ advisory }) => advisory === undefined),
  );
  return [...weak, ...(weak.length > 0 && rest.length > 0 ? [''] : []), ...rest];
}

function subjectLines(page: Page, findings: readonly Finding[]): readonly string[] {
  const groups = Map.groupBy(findings, ({ subject }) => subject.id);
  const lines: string[] = [];
  let room = mostFindings;
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined || room <= 0) break;
    if (lines.length > 0) lines.push('');
    lines.push(page.style.bold(printable(first.subject.name)));
    for (const finding of group.slice(0, room)) lines.push(...findingRow(page, finding));
    room -= Math.min(room, group.length);
  }
  const more = findings.length - mostFindings;
  return more > 0 ? [...lines, '', `and ${plural(more, 'more finding')}: --format json lists them`] : lines;
}

/** What was seen, then where and by which rule; `explain RULE` says why and what to do. */
function findingRow(page: Page, finding: Finding): readonly string[] {
  const { style, width } = page;
  const [at, ...elsewhere] = finding.at;
  const indent = ' '.repeat(severityWidth + 4);
  const room = width - severityWidth - 4;
  const [first = '', ...more] = wrapped(printable(finding.what), room).slice(0, mostTextLines);
  const place = at === undefined ? '' : placeText(page, at);
  const places = new Set(elsewhere.map((one) => placeText(page, one)).filter((one) => one !== place));
  const others = places.size === 0 ? '' : ` and ${plural(places.size, 'more place')}`;
  const placeWidth = Math.max(12, room - widthOf(finding.rule) - 2 - others.length);
  const source = [`${shortened(place, placeWidth, style.signs.ellipsis)}${others}`, finding.rule];
  return [
    `  ${style.severity[finding.severity](padEnd(finding.severity, severityWidth))}  ${first}`,
    ...more.map((line) => indent + line),
    indent + style.dim(source.filter((part) => part !== '').join('  ')),
  ];
}

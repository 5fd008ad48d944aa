// A standard as its own list: each point with what holds, what fails with its places.
import { requirementStatuses, type Requirement } from '../model/compliance.ts';
import type { Finding } from '../model/finding.ts';
import { placeText, type Page } from './page.ts';
import { clipped, padEnd, printable, widthOf, wrapped } from './printable.ts';

const mostPlaces = 5;

export function complianceLines(page: Page): readonly string[] {
  const { report, style, width } = page;
  if (report.compliance === undefined) return [];
  const { title, requirements } = report.compliance;
  const counts = requirementStatuses
    .map((status) => ({ status, count: requirements.filter((one) => one.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${String(count)} ${status}`);
  const byId = new Map(report.findings.map((finding) => [finding.id, finding]));
  const room = Math.max(...requirements.map(({ id }) => widthOf(id)));
  return [
    ...wrapped(`${title}: ${counts.join(', ')}`, width).map(style.bold),
    ...requirements.flatMap((one) => requirementLines(page, { one, room, byId })),
    ...unseenLines(page, requirements),
  ];
}

interface Listed {
  readonly one: Requirement;
  readonly room: number;
  readonly byId: ReadonlyMap<string, Finding>;
}
const statusRoom = 'not applicable'.length;
function requirementLines(page: Page, { one, room, byId }: Listed): readonly string[] {
  const { style, width } = page;
  const paint = { pass: style.within, fail: style.over, 'not applicable': style.dim, 'not seen': style.dim }[
    one.status
  ];
  const head = `  ${padEnd(one.id, room)}  ${paint(padEnd(one.status, statusRoom))}  `;
  const indent = ' '.repeat(room + statusRoom + 6);
  const [first = '', ...more] = wrapped(one.title, width - indent.length);
  return [
    head + first,
    ...more.map((line) => indent + line),
    ...placesOf(page, one, byId).map((line) => `      ${line}`),
  ];
}
/** What it would take to see the rest, once for all points that lack the same. */
function unseenLines({ width }: Page, requirements: readonly Requirement[]): readonly string[] {
  const byReason = Map.groupBy(
    requirements.filter(({ why }) => why !== undefined),
    ({ why }) => why ?? '',
  );
  return [...byReason].flatMap(([why, points]) =>
    wrapped(`Not seen, as it ${why}: ${points.map(({ id }) => id).join(', ')}`, width - 4).map((line, index) =>
      index === 0 ? `  ${line}` : `    ${line}`,
    ),
  );
}
function placesOf(page: Page, one: Requirement, byId: ReadonlyMap<string, Finding>): readonly string[] {
  const found = one.findings
    .map((id) => byId.get(id))
    .filter((finding) => finding !== undefined)
    .map(({ at: [at], what, rule }) => ({ at, what: `${rule}  ${what}` }));
  const violated = one.violations.map(({ at, why }) => ({ at, what: why }));
  const all = [...found, ...violated].map(({ at, what }) =>
    clipped(
      `${at === undefined ? '' : `${placeText(page, at)}  `}${printable(what)}`,
      page.width - 6,
      page.style.signs.ellipsis,
    ),
  );
  const rest = all.length - mostPlaces;
  return rest > 0 ? [...all.slice(0, mostPlaces), `and ${String(rest)} more`] : all;
}

// What stands around the answer: the targets before it, the verdict after it.
import type { Report, VerdictReason } from '../model/report.ts';
import { isAtLeast, isOpen, plural, severityCounts } from './counts.ts';
import { targetNames, type Page } from './page.ts';
import { clipped, padStart, printable, shortened, widthOf, wrapped } from './printable.ts';

const mostPlaces = 4;
const mostReasons = 4;
const mostIdle = 10;

export function headerLines({ report, style, width }: Page): readonly string[] {
  const counts = countsOf(report);
  const room = width - widthOf(counts) - 2;
  const names = targetNames(report.targets, room);
  const detail = detailOf(report).map(printable).join(', ');
  const left = detail === '' ? names : `${names} ${style.signs.dot} ${detail}`;
  // The target's own name matters more than what is known of it.
  const shown = widthOf(left) <= room ? left : shortened(names, room, style.signs.ellipsis);
  const rest = shown === left || detail === '' ? [] : wrapped(detail, width - 2).map((line) => `  ${style.dim(line)}`);
  return [`${style.bold(shown)}${padStart(counts, width - widthOf(shown))}`, ...rest];
}
/** Which files were judged, or what the image is and which one was picked. */
function detailOf(report: Report): readonly string[] {
  const [target, ...more] = report.targets;
  if (target === undefined || more.length > 0) return [];
  const [image] = report.images;
  if (image !== undefined) {
    const { ref, platform, picked } = image.description;
    return [picked ?? [ref, platform].filter((part) => part !== undefined).join(' '), image.os?.name ?? ''].filter(
      (part) => part !== '',
    );
  }
  if (target.kind !== 'folder') return [];
  const places = new Set(
    report.workloads
      .flatMap(({ at }) =>
        at.map(({ path }) => (path.startsWith(target.prefix) ? path.slice(target.prefix.length) : path)),
      )
      .map((path) => (path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))}/` : path)),
  );
  const sorted = [...places].sort();
  const rest = sorted.length - mostPlaces;
  return rest > 0 ? [...sorted.slice(0, mostPlaces), `${rest} more`] : sorted;
}
function countsOf({ workloads, packages }: Report): string {
  const parts = [
    workloads.length > 0 ? plural(workloads.length, 'workload') : '',
    packages.length > 0 ? plural(packages.length, 'package') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export interface Line {
  readonly text: string;
  readonly paint: (text: string) => string;
}
/** Ends with the verdict, and the exit code beside it. */
export function closingLines(page: Page): readonly string[] {
  const { options, width } = page;
  const lines = [...idleLines(page), ...wrapped(restWords(page), width).map(plainLine), ...verdictLines(page)].filter(
    ({ text }) => text !== '',
  );
  const code = `exit code ${options.exitCode}`;
  const painted = lines.map(({ text, paint }) => paint(text));
  const [last] = painted.splice(-1);
  const room = width - widthOf(lines.at(-1)?.text ?? '');
  if (last === undefined) return [padStart(code, width)];
  return [...painted, ...(widthOf(code) + 2 <= room ? [last + padStart(code, room)] : [last, padStart(code, width)])];
}
function plainLine(text: string): Line {
  return { text, paint: (same) => same };
}
function idleLines({ report, style, width }: Page): readonly Line[] {
  const idle = report.idleIgnores.map(({ entry, why }) =>
    clipped(`Ignore entry without effect: ${printable(entry)} (${printable(why)})`, width, style.signs.ellipsis),
  );
  const more = idle.length - mostIdle;
  const rest = more > 0 ? [`and ${plural(more, 'more ignore entry', 'more ignore entries')} without effect`] : [];
  return [...idle.slice(0, mostIdle), ...rest].map(plainLine);
}
/** What is not listed above. */
function restWords({ report, options }: Page): string {
  const open = report.findings.filter(isOpen);
  const hidden = open.filter(({ severity, advisory }) => !isAtLeast(severity, options.show) && advisory?.kev !== true);
  const accepted = report.findings.length - open.length;
  const parts: string[] = [];
  if (hidden.length > 0) parts.push(`Also ${severityCounts(hidden)}: --all.`);
  else if (open.length === 0) parts.push(accepted > 0 ? 'No other findings.' : 'No findings.');
  if (accepted > 0) parts.push(`${plural(accepted, 'finding')} accepted.`);
  if (report.packages.length > 0 && !report.ran.includes('vulns')) parts.push('Vulnerabilities were not looked for.');
  return parts.join(' ');
}

export function verdictLines(page: Page): readonly Line[] {
  const { style, width } = page;
  const { verdict } = page.report;
  if (verdict.pass && verdict.complete) {
    const what = page.rows.length > 0 ? 'everything is within the load line' : 'nothing was found that fails it';
    return [{ text: `Passes: ${what}.`, paint: style.within }];
  }
  const failures = verdict.reasons.filter(({ code }) => code !== 'incomplete');
  const gaps = verdict.reasons.filter(({ code }) => code === 'incomplete');
  return [
    ...reasonLines('Incomplete', gaps, width).map(plainLine),
    ...reasonLines('Fails', failures, width).map((text) => ({ text, paint: style.over })),
  ];
}
function reasonLines(word: string, reasons: readonly VerdictReason[], width: number): readonly string[] {
  const more = reasons.length - mostReasons;
  const told = more > 1 ? reasons.slice(0, mostReasons) : reasons;
  const lines = told.flatMap(({ why }) =>
    wrapped(`${word}: ${printable(why)}`, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`)),
  );
  return more > 1 ? [...lines, `  and ${plural(more, 'more reason')}`] : lines;
}

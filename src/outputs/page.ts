// What every part of the table is given.
import type { OutputOptions, Report } from '../model/report.ts';
import { printable } from './printable.ts';
import { toStyle, type Style } from './style.ts';
import { toRows, type Row } from './workload-rows.ts';

export interface Page {
  readonly report: Report;
  readonly options: OutputOptions;
  readonly style: Style;
  readonly width: number;
  /** Workloads in the order in which they are shown; empty when reach was not asked for. */
  readonly rows: readonly Row[];
  /** A path as it is shown: without the only target's own prefix, on one line. */
  readonly path: (path: string) => string;
}

export function toPage(report: Report, options: OutputOptions): Page {
  const [only, ...more] = report.targets;
  const prefix = more.length === 0 ? (only?.prefix ?? '') : '';
  return {
    report,
    options,
    style: toStyle(options),
    width: Math.max(60, Math.min(120, options.width)),
    rows: toRows(report),
    path: (path) => printable(path.startsWith(prefix) ? path.slice(prefix.length) : path),
  };
}
export function placeText(page: Pick<Page, 'path'>, at: { readonly path: string; readonly line?: number }): string {
  return at.line === undefined ? page.path(at.path) : `${page.path(at.path)}:${at.line}`;
}
/** `a, b and 3 more`. */
export function someOf(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

// What every part of the table is given.
import type { OutputOptions, Report } from '../model/report.ts';
import { printable, widthOf } from './printable.ts';
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
/** What was judged, as far as there is room: files of one folder by the folder, others by the first of them. */
export function targetNames(targets: Report['targets'], room: number): string {
  const names = targets.map(({ name }) => printable(name));
  const all = names.join(', ');
  const [first, ...others] = names;
  if (widthOf(all) <= room || first === undefined || others.length === 0) return all;
  const folders = new Set(names.map((name) => name.slice(0, Math.max(0, name.lastIndexOf('/')))));
  const [folder = ''] = folders;
  const areFiles = targets.every(({ kind }) => kind === 'file');
  if (areFiles && folders.size === 1) return `${names.length} files${folder === '' ? '' : ` in ${folder}`}`;
  return `${first} and ${others.length} more`;
}
export function someOf(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

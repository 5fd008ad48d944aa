// What every part of the table of reach is given, and the rows that they share.
import type { FactId } from '../model/brand.ts';
import type { Assumption, NodeId } from '../model/graph.ts';
import type { ReachAnswer, ReachOptions } from '../model/reach-question.ts';
import { plural } from './counts.ts';
import { toPage, type Page } from './page.ts';
import { nodeLabel } from './workload-rows.ts';
import { padEnd, printable, shortened, widthOf, wrapped } from './printable.ts';

/** Of a list, without `--all`. */
export const mostRows = 20;

export interface ReachPage extends Page {
  readonly answer: ReachAnswer;
  readonly all: boolean;
  readonly labels: ReadonlyMap<FactId, string>;
  readonly nameOf: (id: NodeId) => string;
}
export function toReachPage(answer: ReachAnswer, options: ReachOptions): ReachPage {
  const page = toPage(answer.report, { ...options, show: 'high', rules: [] });
  const rows = new Map(page.rows.map((row) => [row.workload.id, row]));
  const labels = new Map(page.rows.map(({ workload, label }) => [workload.id, label]));
  const nodes = new Map(answer.report.graph.nodes.map((node) => [node.id, node]));
  const nameOf = (id: NodeId): string => {
    const node = nodes.get(id);
    if (node === undefined) return printable(id);
    return nodeLabel(node, node.workload === undefined ? undefined : rows.get(node.workload));
  };
  return { ...page, answer, all: options.all, labels, nameOf };
}

export function ifWords(assumes: readonly Assumption[]): string {
  return assumes.length === 0 ? '' : `, if ${assumes.map(({ why }) => printable(why)).join(', and ')}`;
}
interface Cells {
  readonly name: string;
  readonly place: string;
  readonly text: string;
}
/** Two narrow columns and one that is wrapped. */
export function rowsOf({ style, width }: Page, cells: readonly Cells[]): readonly string[] {
  const { ellipsis } = style.signs;
  const nameWidth = Math.min(24, Math.max(4, ...cells.map(({ name }) => widthOf(name))));
  const placeWidth = Math.min(26, Math.max(0, ...cells.map(({ place }) => widthOf(place))));
  const room = Math.max(20, width - 4 - nameWidth - (placeWidth === 0 ? 0 : placeWidth + 2));
  return cells.flatMap(({ name, place, text }) =>
    wrapped(text, room).map((line, index) => {
      const first = index === 0;
      const shownName = padEnd(first ? shortened(name, nameWidth, ellipsis) : '', nameWidth);
      const shownPlace =
        placeWidth === 0 ? '' : `${padEnd(first ? shortened(place, placeWidth, ellipsis) : '', placeWidth)}  `;
      return `  ${first ? style.bold(shownName) : shownName}  ${first ? style.dim(shownPlace) : shownPlace}${line}`;
    }),
  );
}
export function moreLines({ all }: ReachPage, count: number, ...what: readonly [string, string?]): readonly string[] {
  return count <= 0 || all ? [] : [`  and ${plural(count, ...what)}: --all`];
}
export function narrower(page: Page, by: number): Pick<Page, 'style' | 'path' | 'width'> {
  return { style: page.style, path: page.path, width: page.width - by };
}

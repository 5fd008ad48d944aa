// Who reaches something, and what falls with something: proven ways first, the shortest first.
import type { NodeId } from '../model/graph.ts';
import type { ReachAnswer, Way } from '../model/reach-question.ts';
import { plural } from './counts.ts';
import { someOf } from './page.ts';
import { padEnd, printable, shortened, widthOf, wrapped } from './printable.ts';
import { ifWords, moreLines, mostRows, type ReachPage } from './reach-page.ts';
import { chainLines } from './table-reasons.ts';

type WaysOf<K> = Extract<ReachAnswer['of'], { kind: K }>;

export function waysToLines(page: ReachPage, { nodes, ways }: WaysOf<'to'>): readonly string[] {
  const { style } = page;
  const name = namesOf(page, nodes);
  const proven = ways.filter(({ assumes }) => assumes.length === 0);
  const shown = page.all ? proven : proven.slice(0, mostRows);
  const title =
    proven.length === 0
      ? `No workload is proven to reach ${name}`
      : `${plural(proven.length, 'workload reaches', 'workloads reach')} ${name}`;
  return [
    ...wrapped(title, page.width).map(style.bold),
    ...shown.flatMap((way) => [
      `  ${style.bold(shortened(page.nameOf(way.from), page.width - 14, style.signs.ellipsis))}  ${style.dim(plural(way.steps.length, 'step'))}`,
      ...chainLines({ ...page, width: page.width - 2 }, way).map((line) => `  ${line}`),
    ]),
    ...moreLines(page, proven.length - shown.length, 'more workload'),
    ...possibleLines(page, ways, ({ from }) => page.nameOf(from)),
  ];
}

export function waysBetweenLines(page: ReachPage, { starts, nodes, ways, more }: WaysOf<'between'>): readonly string[] {
  const { style } = page;
  const ends = `from ${namesOf(page, starts)} to ${namesOf(page, nodes)}`;
  const proven = ways.filter(({ assumes }) => assumes.length === 0);
  const possible = ways.filter(({ assumes }) => assumes.length > 0);
  const title =
    ways.length === 0
      ? `No way ${ends} was found`
      : proven.length === 0
        ? `No way ${ends} is proven`
        : `${more && possible.length === 0 ? 'More than ' : ''}${plural(proven.length, 'way')} ${ends}`;
  const unsure = possible.length === 0 ? [] : ['', style.bold('Possible beyond that, not proven')];
  return [
    ...wrapped(title, page.width).map(style.bold),
    ...wayLines(page, proven, mostRows),
    ...unsure,
    ...wayLines(page, possible, mostPossible),
    ...(more && possible.length > 0 ? [`  and more than these ${possible.length}`] : []),
  ];
}
/** Each takes several lines, and the first ones take the fewest assumptions. */
const mostPossible = 5;
function wayLines(page: ReachPage, ways: readonly Way[], most: number): readonly string[] {
  const { style } = page;
  const shown = page.all ? ways : ways.slice(0, most);
  return [
    ...shown.flatMap((way) => [
      ...wrapped(
        `${page.nameOf(way.from)}, ${plural(way.steps.length, 'step')}${ifWords(way.assumes)}`,
        page.width - 4,
      ).map((line, index) => `  ${index === 0 ? line : style.dim(`  ${line}`)}`),
      ...chainLines({ ...page, width: page.width - 2 }, way).map((line) => `  ${line}`),
    ]),
    ...moreLines(page, ways.length - shown.length, 'more way'),
  ];
}

export function waysFromLines(page: ReachPage, { nodes, ways }: WaysOf<'from'>): readonly string[] {
  const { style } = page;
  const name = namesOf(page, nodes);
  const proven = ways.filter(({ assumes }) => assumes.length === 0);
  const kinds = new Map(page.report.graph.nodes.map(({ id, kind }) => [id, kind]));
  const groups = [...Map.groupBy(proven, ({ to }) => kindWords.get(kinds.get(to) ?? '') ?? kinds.get(to) ?? '')];
  const kindWidth = Math.max(8, ...groups.map(([kind]) => widthOf(kind)));
  const title = proven.length === 0 ? `Nothing is proven to fall with ${name}` : `What falls with ${name}`;
  const lines = groups.flatMap(([kind, own]) => {
    const shown = page.all ? own : own.slice(0, mostRows);
    const words = shown.map(({ to, steps }) => `${page.nameOf(to)} (${steps.length})`).join(', ');
    const more = own.length > shown.length ? ` and ${own.length - shown.length} more: --all` : '';
    return wrapped(words + more, page.width - 4 - kindWidth).map(
      (line, index) => `  ${style.dim(padEnd(index === 0 ? kind : '', kindWidth))}  ${line}`,
    );
  });
  const legend = proven.length === 0 ? [] : [style.dim('  in parentheses: how many steps it takes')];
  return [
    ...wrapped(title, page.width).map(style.bold),
    ...lines,
    ...legend,
    ...possibleLines(page, ways, ({ to }) => page.nameOf(to)),
  ];
}
/** Words of the kinds of nodes, in the plural; a kind that is not here is called by its own name. */
const kindWords: ReadonlyMap<string, string> = new Map([
  ['container', 'workloads'],
  ['network', 'speaks on'],
  ['volume', 'volumes'],
  ['host', 'hosts'],
  ['engine', 'engines'],
  ['cluster', 'clusters'],
  ['identity', 'identities'],
  ['cloud', 'cloud'],
]);

/** By what has to hold for them. */
function possibleLines(page: ReachPage, ways: readonly Way[], nameOf: (way: Way) => string): readonly string[] {
  const possible = ways.filter(({ assumes }) => assumes.length > 0);
  if (possible.length === 0) return [];
  const groups = [...Map.groupBy(possible, ({ assumes }) => assumes.map(({ why }) => printable(why)).join(', and '))];
  const shown = page.all ? groups : groups.slice(0, mostRows);
  const lines = shown.flatMap(([why, own]) => {
    const names = own.map((way) => `${nameOf(way)} (${way.steps.length})`);
    return wrapped(`${page.all ? names.join(', ') : someOf(names, 6)}, if ${why}`, page.width - 4).map(
      (line, index) => `${index === 0 ? '  ' : '    '}${line}`,
    );
  });
  const more = groups.length - shown.length;
  return [
    '',
    page.style.bold('Possible beyond that, not proven'),
    ...lines,
    ...(more > 0 ? [`  and under ${more} more sets of assumptions: --all`] : []),
  ];
}
function namesOf(page: ReachPage, nodes: readonly { readonly id: NodeId }[]): string {
  return someOf([...new Set(nodes.map(({ id }) => page.nameOf(id)))], 3);
}

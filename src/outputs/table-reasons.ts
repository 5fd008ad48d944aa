// Why a workload is over the line, step by step, and how much farther it gets if what was not seen is so.
import { compareReach, reachLevels, type Chain, type ReachLevel } from '../model/graph.ts';
import { plural } from './counts.ts';
import { placeText, someOf, type Page } from './page.ts';
import { padEnd, printable, shortened, widthOf, wrapped } from './printable.ts';
import { reachWords } from './workload-rows.ts';

const mostChains = 10;
const mostPossible = 4;

/** The shortest proven chain of every workload over the line, by file and line. */
export function reasonLines(page: Page): readonly string[] {
  const over = page.rows.filter(({ isOver }) => isOver);
  const lines = over.slice(0, mostChains).flatMap(({ reach, label }, index) => {
    const chain = reach.chains.find(({ to, assumes }) => to === reach.level && assumes.length === 0) ?? reach.chains[0];
    if (chain === undefined) return [];
    const title = page.style.bold(`${label} ${reachWords[reach.level]} because`);
    return [...(index === 0 ? [] : ['']), title, ...chainLines(page, chain)];
  });
  const more = over.length - mostChains;
  if (more <= 0) return lines;
  return [...lines, '', `and ${plural(more, 'more workload')} over the line: --format json has their chains`];
}

/** Steps of one place stand together; a step that is written nowhere stands with the one before. What is the same is said once. */
export function chainLines(
  page: Pick<Page, 'style' | 'path' | 'width'>,
  chain: Pick<Chain, 'steps'>,
): readonly string[] {
  const { style } = page;
  const groups: { place: string; whys: string[] }[] = [];
  for (const { at, why } of chain.steps) {
    const place = at === undefined ? (groups.at(-1)?.place ?? '') : placeText(page, at);
    const last = groups.at(-1);
    if (last !== undefined && last.place === place) {
      if (last.whys.at(-1) !== printable(why)) last.whys.push(printable(why));
    } else groups.push({ place, whys: [printable(why)] });
  }
  const placeWidth = Math.min(32, Math.max(0, ...groups.map(({ place }) => widthOf(place))));
  return groups.flatMap(({ place, whys }) => {
    const text = whys.join(` ${style.signs.arrow} `).replaceAll('→', style.signs.arrow);
    const shown = padEnd(shortened(place, placeWidth, style.signs.ellipsis), placeWidth);
    return wrapped(text, page.width - 4 - placeWidth).map(
      (line, index) => `  ${index === 0 ? style.dim(shown) : ' '.repeat(placeWidth)}  ${line}`,
    );
  });
}

interface Possible {
  readonly to: ReachLevel;
  readonly why: string;
  readonly count: number;
  readonly labels: Set<string>;
}
/** Assumptions under which workloads get farther than is proven, each with all the workloads that it is about. */
export function possibleLines(page: Page): readonly string[] {
  const { style, width, rows } = page;
  const shown = possibilities(page).slice(0, mostPossible);
  if (shown.length === 0) return [];
  const levelWidth = Math.max(...shown.map(({ to }) => to.length));
  const lines = shown.flatMap(({ to, why, labels }) => {
    const who = labels.size === rows.length && rows.length > 1 ? 'every workload' : someOf([...labels], 4);
    return wrapped(`${who}, if ${why}`, width - 4 - levelWidth).map(
      (line, index) => `  ${(index === 0 ? to : '').padEnd(levelWidth)}  ${line}`,
    );
  });
  return [style.bold('Possible beyond that, not proven'), ...lines];
}
/** Fewest assumptions first, farthest first. */
function possibilities({ rows }: Page): readonly Possible[] {
  const found = new Map<string, Possible>();
  for (const { reach, label } of rows) {
    for (const { to, assumes } of reach.chains) {
      if (assumes.length === 0 || compareReach(to, reach.level) <= 0) continue;
      const why = assumes.map((assumption) => printable(assumption.why)).join(', and ');
      const key = JSON.stringify([to, why]);
      const group = found.get(key);
      if (group === undefined) found.set(key, { to, why, count: assumes.length, labels: new Set([label]) });
      else group.labels.add(label);
    }
  }
  const all = [...found.values()].sort(
    (a, b) =>
      a.count - b.count || reachLevels.indexOf(b.to) - reachLevels.indexOf(a.to) || b.labels.size - a.labels.size,
  );
  const simple = all.filter(({ count }) => count === 1);
  return simple.length > 0 ? simple : all;
}

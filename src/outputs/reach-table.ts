// The answer for people: where an intruder could get in, how far they get from there and why, and what stops it.
import { compareReach, reachLevels, type Chain, type ReachLevel } from '../model/graph.ts';
import type { Entry, ReachAnswer, ReachOutput } from '../model/reach-question.ts';
import { plural } from './counts.ts';
import { placeText, targetNames } from './page.ts';
import { padEnd, padStart, printable, shortened, widthOf, wrapped } from './printable.ts';
import { afterLines, cutLines, madeLines } from './reach-change.ts';
import { ifWords, moreLines, mostRows, narrower, rowsOf, toReachPage, type ReachPage } from './reach-page.ts';
import { waysBetweenLines, waysFromLines, waysToLines } from './reach-ways.ts';
import { verdictLines } from './table-frame.ts';
import { chainLines, possibleLines } from './table-reasons.ts';
import { reachWords, type Row } from './workload-rows.ts';

type Section = (page: ReachPage) => readonly string[];
export const reachTable: ReachOutput = {
  id: 'table',
  help: 'made to be read (default)',
  *write(answer, options) {
    const page = toReachPage(answer, options);
    let isFirst = true;
    for (const section of [headerLines, ...sectionsOf(answer), closingLines]) {
      const lines = section(page);
      if (lines.length === 0) continue;
      if (!isFirst) yield '\n';
      isFirst = false;
      yield lines.map((line) => `${line.trimEnd()}\n`).join('');
    }
  },
};
function sectionsOf({ of }: ReachAnswer): readonly Section[] {
  switch (of.kind) {
    case 'all':
      return [entryLines, workloadLines, cutLines, (page) => (page.all ? [] : possibleLines(page)), unseenLines];
    case 'to':
      return [(page) => waysToLines(page, of)];
    case 'from':
      return [(page) => waysFromLines(page, of)];
    case 'between':
      return [(page) => waysBetweenLines(page, of)];
    case 'without':
      return [(page) => madeLines(page, of), (page) => afterLines(page, of)];
  }
}

function headerLines({ report, rows, style, width }: ReachPage): readonly string[] {
  const over = rows.filter(({ isOver }) => isOver).length;
  const counts = `${plural(report.workloads.length, 'workload')}, ${over} over the line`;
  const room = Math.max(8, width - widthOf(counts) - 2);
  const shown = shortened(targetNames(report.targets, room), room, style.signs.ellipsis);
  return [`${style.bold(shown)}${padStart(counts, width - widthOf(shown))}`];
}
function closingLines(page: ReachPage): readonly string[] {
  const code = `exit code ${page.options.exitCode}`;
  const lines = verdictLines(page);
  const room = page.width - widthOf(lines.at(-1)?.text ?? '');
  const painted = lines.map(({ text, paint }) => paint(text));
  if (widthOf(code) + 2 > room) return [...painted, padStart(code, page.width)];
  return [...painted.slice(0, -1), `${painted.at(-1) ?? ''}${padStart(code, room)}`];
}

/** What can be exploited first, then what is open for certain. */
function entryLines(page: ReachPage): readonly string[] {
  const { style, answer } = page;
  const { entries } = answer;
  const title = style.bold('Where an intruder could get in');
  if (entries.length === 0) return [title, '  nowhere that was seen: no port is open to the outside'];
  const rank = (entry: Entry): number => (entry.exploitable ? 0 : 2) + Math.min(1, entry.assumes.length);
  const sorted = entries.toSorted((a, b) => rank(a) - rank(b));
  const shown = page.all ? sorted : sorted.slice(0, mostRows);
  const cells = shown.map((entry) => ({
    name: page.nameOf(entry.step.to),
    place: entry.step.at === undefined ? '' : placeText(page, entry.step.at),
    text: `${printable(entry.step.why)}${entry.exploitable ? '; what is in it can be exploited now' : ''}${ifWords(entry.assumes)}`,
  }));
  return [
    title,
    ...rowsOf(page, cells),
    ...moreLines(page, sorted.length - shown.length, 'more way in', 'more ways in'),
  ];
}

/** Every workload with all its chains, worst first, the load line between. */
function workloadLines(page: ReachPage): readonly string[] {
  const { rows } = page;
  if (rows.length === 0) return [];
  const shown = page.all ? rows : rows.slice(0, mostRows);
  const over = shown.filter(({ isOver }) => isOver);
  const within = shown.filter(({ isOver }) => !isOver);
  return [
    page.style.bold('How far they get from there'),
    ...over.flatMap((row) => chainsOf(page, row)),
    loadLine(page),
    ...within.flatMap((row) => chainsOf(page, row)),
    ...countLines(rows.slice(shown.length)),
  ];
}
function countLines(rest: readonly Row[]): readonly string[] {
  if (rest.length === 0) return [];
  const counts = Map.groupBy(rest, ({ reach }) => reach.level);
  const words = [...counts].map(([level, own]) => `${own.length} ${level}`).join(', ');
  return [`  and ${plural(rest.length, 'more workload')} (${words}): --all`];
}
/** Chains to two levels may be of the same words: they are shown once. */
function chainTexts(page: ReachPage, chains: readonly Chain[], level: ReachLevel): readonly (readonly string[])[] {
  const texts = new Map<string, readonly string[]>();
  for (const chain of chains) {
    const lines = chainLines(narrower(page, 2), chain).map((line) => `  ${line}`);
    const key = [...chain.assumes.map(({ why }) => why), ...lines].join('\n');
    if (!texts.has(key)) texts.set(key, [...titleLines(page, chain, level), ...lines]);
  }
  return [...texts.values()];
}
/** What is on the way to something worse has been said with that. */
function isBeginning(chain: Chain, { steps, assumes }: Chain): boolean {
  return (
    assumes.length === 0 &&
    chain.assumes.length === 0 &&
    chain.steps.every(({ rule, from, to }, index) => {
      const other = steps[index];
      return other?.rule === rule && other.from === from && other.to === to;
    })
  );
}
/** What is possible beyond that is gathered below, unless everything is asked for. */
function chainsOf(page: ReachPage, { reach, label, isOver }: Row): readonly string[] {
  const { style, width } = page;
  const possible = reach.possible === reach.level ? '' : `possible: ${reach.possible}`;
  const isNarrow = width < 80;
  const levelWidth = isNarrow ? shortLevelWidth : longLevelWidth;
  const words = [reachWords[reach.level], ...(isNarrow || possible === '' ? [] : [possible])].join(', ');
  const mark = isOver ? style.over(`${style.signs.over} over`) : style.within(`${style.signs.within} within`);
  const nameWidth = width - 2 - levelWidth - 1 - markWidth;
  const name = padEnd(shortened(label, nameWidth - 1, style.signs.ellipsis), nameWidth);
  const chains = reach.chains
    .filter(({ to, assumes }) => assumes.length === 0 || (page.all && compareReach(to, reach.level) > 0))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .filter((chain, index, sorted) => !sorted.slice(0, index).some((earlier) => isBeginning(chain, earlier)));
  const level = padEnd(words, levelWidth);
  return [
    `  ${style.bold(name)}${isOver ? style.over(level) : level} ${mark}`,
    ...(isNarrow && possible !== '' ? [`    ${style.dim(possible)}`] : []),
    ...chainTexts(page, chains, reach.level).flat(),
  ];
}
/** What makes an answer incomplete is said with the verdict. */
function unseenLines({ report, style, width }: ReachPage): readonly string[] {
  const unseen = report.unknowns.filter(({ affects, incomplete }) => !incomplete && affects.includes('reach'));
  if (unseen.length === 0) return [];
  const lines = [...new Set(unseen.map(({ why }) => printable(why)))].flatMap((why) =>
    wrapped(why, width - 4).map((line, index) => `  ${index === 0 ? '' : '  '}${line}`),
  );
  return [style.bold('Not seen'), ...lines];
}
const longLevelWidth = 40;
/** Where the line is short, what is possible stands on the next one. */
const shortLevelWidth = 22;
const markWidth = 8;
/** Proven ones first, and what they say of the worst level; of the others, the shortest. */
function rankOf({ to, assumes, steps }: Chain): number {
  return assumes.length === 0 ? -reachLevels.indexOf(to) : assumes.length * 100 + steps.length;
}
/** The first chain is of the level that stands above it. */
function titleLines({ width, style }: ReachPage, { to, assumes }: Chain, level: ReachLevel): readonly string[] {
  if (assumes.length === 0 && to === level) return [];
  const title = assumes.length === 0 ? `also: ${to}` : `possible: ${to}${ifWords(assumes)}`;
  return wrapped(`${title}, because`, width - 4).map((line) => `    ${style.dim(line)}`);
}
function loadLine({ width, style, report }: ReachPage): string {
  const words = ` load line: ${report.loadLine} `;
  const left = Math.max(2, Math.floor((width - widthOf(words)) / 2) - 1);
  const right = Math.max(2, width - left - widthOf(words) - 2);
  return ` ${style.dim(style.signs.line.repeat(left))}${style.bold(words)}${style.dim(style.signs.line.repeat(right))}`;
}

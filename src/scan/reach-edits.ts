// The edits of a graph under their names, and what they do: those of the cut, and those that somebody asks about.
import { AppError } from '../model/errors.ts';
import { compareReach, type Reach } from '../model/graph.ts';
import type { CutStep, LevelChange, NamedEdit } from '../model/reach-question.ts';
import type { Report } from '../model/report.ts';
import { fixesOfEdges, keyOf, type EdgeFixes } from '../graph/search/cut.ts';
import { fallsWithout, reachWithout } from '../graph/search/what-if.ts';
import { byPlace, editPlace } from './edit-place.ts';
import { editIdOf, shortIds } from './edit-id.ts';
import { nearestName } from './nearest-name.ts';

type Asked = Pick<Report, 'graph' | 'workloads' | 'reach' | 'loadLine' | 'cut' | 'targets'>;
interface Known extends NamedEdit {
  readonly number: number;
  readonly fullId: string;
  readonly isChosen: boolean;
}
interface KnownEdits {
  readonly fixes: EdgeFixes;
  readonly all: readonly Known[];
}
/** Of proven steps and of assumed ones. */
export function editsOf({ graph, cut, workloads }: Pick<Asked, 'graph' | 'cut' | 'workloads'>): KnownEdits {
  const fixes = fixesOfEdges(graph.edges, () => true);
  const fullIds = fixes.fixes.map(editIdOf);
  const short = shortIds(fullIds);
  const chosen = new Set(cut.edits.map(({ fix }) => keyOf(fix)));
  const all = fixes.fixes.map((fix, number): Known => {
    const at = editPlace(fix, workloads);
    const fullId = fullIds[number] ?? '';
    const isChosen = chosen.size > 0 && chosen.has(keyOf(fix));
    return { id: short.get(fullId) ?? fullId, fullId, fix, number, isChosen, ...(at && { at }) };
  });
  return { fixes, all };
}

/** More than this many edits are not tried one by one. */
const mostTried = 40;
/** The cut, each of its edits by itself, and all of them together. */
export function cutSteps(
  { graph, reach, loadLine, cut: { edits } }: Asked,
  { fixes, all }: KnownEdits,
): { readonly cut: readonly CutStep[]; readonly together: readonly LevelChange[] } {
  const chosen = all.filter(({ isChosen }) => isChosen).toSorted(byPlace);
  const over = reach.filter(({ level }) => compareReach(level, loadLine) > 0);
  const falls = (edits: readonly Known[]): readonly LevelChange[] =>
    fallsWithout(graph, over, { fixes, made: new Set(edits.map(({ number }) => number)) });
  const among = new Map(edits.map(({ fix, effect }) => [keyOf(fix), effect]));
  const cut = chosen.map((edit): CutStep => {
    const effect = among.get(keyOf(edit.fix));
    return {
      ...named(edit),
      ...(chosen.length <= mostTried && { alone: falls([edit]) }),
      ...(effect && { among: effect }),
    };
  });
  return { cut, together: chosen.length === 0 ? [] : falls(chosen) };
}

export function whatIf(
  report: Asked,
  { fixes, all }: KnownEdits,
  names: readonly string[],
): { readonly edits: readonly NamedEdit[]; readonly after: readonly Reach[] } {
  const found = new Map(names.flatMap((name) => editsCalled(report, all, name)).map((one) => [one.number, one]));
  const edits = [...found.values()].sort((a, b) => a.number - b.number).map(named);
  const ids = report.workloads.map(({ id }) => id);
  return { edits, after: reachWithout(report.graph, ids, { fixes, made: new Set(found.keys()) }) };
}
function named({ id, fix, at }: Known): NamedEdit {
  return { id, fix, ...(at && { at }) };
}

const mostNames = 8;
/** By id or the beginning of one, or by place: there the edits of the cut are meant, if it has one there. */
function editsCalled(report: Asked, all: readonly Known[], written: string): readonly Known[] {
  const name = written.startsWith('./') ? written.slice(2) : written;
  const byId = /^[0-9a-f]{4,16}$/u.test(name) ? all.filter(({ fullId }) => fullId.startsWith(name)) : [];
  const ids = [...new Set(byId.map(({ id }) => id))];
  if (ids.length === 1) return byId;
  if (ids.length > 1)
    throw new AppError('bad-option', `--without ${written} could be ${ids.slice(0, mostNames).join(', ')}`);
  const there = all.filter(({ at }) => at !== undefined && placesOf(report, at).includes(name));
  const chosen = there.filter(({ isChosen }) => isChosen);
  if (there.length > 0) return chosen.length > 0 ? chosen : there;
  const near = nearestLine(report, all, name) ?? nearestName(name, namesOf(report, all));
  const hint = near === undefined ? 'write an edit as it is listed, or FILE:LINE' : `did you mean ${near}?`;
  throw new AppError('bad-option', `--without ${written}: no edit of ours is called that or stands there; ${hint}`);
}
/** As it was read, and as it is shown. */
function placesOf({ targets }: Asked, { path, line }: NonNullable<NamedEdit['at']>): readonly string[] {
  const end = line === undefined ? '' : `:${line}`;
  const prefixes = targets.map(({ prefix }) => prefix).filter((prefix) => path.startsWith(prefix));
  return ['', ...prefixes].map((prefix) => path.slice(prefix.length) + end);
}
/** In the same file the nearest line is more likely meant than the one that is written most alike. */
function nearestLine(report: Asked, all: readonly Known[], name: string): string | undefined {
  const [, path, digits] = /^(.+):(\d{1,9})$/u.exec(name) ?? [];
  if (path === undefined) return undefined;
  const distance = ({ at }: Known): number => Math.abs((at?.line ?? Infinity) - Number(digits));
  const same = all.filter(({ at }) => at?.line !== undefined && placesOf(report, { path: at.path }).includes(path));
  const [near] = same.toSorted((a, b) => distance(a) - distance(b));
  return near === undefined ? undefined : `${path}:${near.at?.line}`;
}
function* namesOf(report: Asked, all: readonly Known[]): Iterable<string> {
  for (const { id, at } of all) {
    yield id;
    if (at !== undefined) yield* placesOf(report, at);
  }
}

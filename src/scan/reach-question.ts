// A question about reach, put to the graph of a scan that has been made.
import { AppError } from '../model/errors.ts';
import type { GraphNode } from '../model/graph.ts';
import { toUnknown } from '../model/limits.ts';
import type { AnswerOf, Entry, ReachAnswer } from '../model/reach-question.ts';
import type { Report } from '../model/report.ts';
import type { Unknown } from '../model/unknown.ts';
import { findNodes } from '../graph/search/find-nodes.ts';
import { levelOfNode } from '../graph/nodes.ts';
import { waysBetween, whatFalls, whoReaches } from '../graph/search/ways.ts';
import { toVerdict, type VerdictInput } from '../policy/verdict.ts';
import { exploitableNodes } from './exploitable.ts';
import { nearestName } from './nearest-name.ts';
import { cutSteps, editsOf, whatIf } from './reach-edits.ts';

export type Question =
  | { readonly kind: 'all' }
  | { readonly kind: 'to' | 'from'; readonly name: string }
  | { readonly kind: 'between'; readonly from: string; readonly to: string }
  | { readonly kind: 'without'; readonly edits: readonly string[] };

export function answerReach(
  report: Report,
  question: Question,
  judging: Pick<VerdictInput, 'failOn' | 'ignoreUnfixed'>,
): ReachAnswer {
  const edits = editsOf(report);
  const limits = new Set<Unknown>();
  const of = answerOf(report, question, { edits, limits });
  const after = of.kind === 'without' ? of.after : undefined;
  const unknowns = [...report.unknowns, ...limits];
  const same = after === undefined && limits.size === 0;
  const verdict = same ? report.verdict : toVerdict({ ...report, reach: after ?? report.reach, unknowns, ...judging });
  const levels = new Map(report.graph.nodes.map(({ kind, id }) => [id, levelOfNode(kind, id)]));
  for (const [id, level] of levels) if (level === 'contained') levels.delete(id);
  return {
    report: { ...report, unknowns, verdict },
    entries: entriesOf(report),
    ...cutSteps(report, edits),
    of,
    levels,
  };
}
interface Asking {
  readonly edits: ReturnType<typeof editsOf>;
  readonly limits: Set<Unknown>;
}
function answerOf(report: Report, question: Question, { edits, limits }: Asking): AnswerOf {
  const { graph } = report;
  switch (question.kind) {
    case 'all':
      return { kind: 'all' };
    case 'to': {
      const nodes = nodesCalled(report, '--to', question.name);
      return {
        kind: 'to',
        name: question.name,
        nodes,
        ways: whoReaches(graph, nodes, { onLimit: () => limits.add(limitOfTo) }),
      };
    }
    case 'from': {
      const nodes = nodesCalled(report, '--from', question.name);
      return { kind: 'from', name: question.name, nodes, ways: whatFalls(graph, nodes) };
    }
    case 'between': {
      const starts = nodesCalled(report, '--from', question.from);
      const nodes = nodesCalled(report, '--to', question.to);
      const names = { start: question.from, name: question.to };
      return { kind: 'between', ...names, starts, nodes, ...waysBetween(graph, { starts, nodes }) };
    }
    case 'without':
      return { kind: 'without', ...whatIf(report, edits, question.edits) };
  }
}

const limitOfTo = toUnknown({
  rule: '--to',
  scope: '',
  why: 'there are too many workloads and steps that need several things together; some who get there may be missing',
});
const mostNames = 8;
function nodesCalled({ graph, workloads }: Report, option: string, name: string): readonly GraphNode[] {
  const { nodes, names, isAmbiguous } = findNodes(graph, workloads, name);
  if (nodes.length > 0) return nodes;
  if (isAmbiguous) {
    const all = [...names];
    const more = all.length > mostNames ? ` and ${all.length - mostNames} more` : '';
    throw new AppError('bad-option', `${option} ${name} could be ${all.slice(0, mostNames).join(', ')}${more}`);
  }
  const near = nearestName(name, names);
  throw new AppError(
    'bad-option',
    `${option} ${name}: nothing here is called that${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}

/** Where somebody from outside could begin, one a container and place. */
function entriesOf({ graph, workloads, findings }: Report): readonly Entry[] {
  const weak = exploitableNodes(findings, workloads);
  const owner = new Map(graph.nodes.map(({ id, workload }) => [id, workload]));
  return graph.edges.flatMap((edge) => {
    const workload = owner.get(edge.to);
    if (!edge.from.startsWith('internet:') || workload === undefined) return [];
    const { rule, why, from, to, at, assumes } = edge;
    const step = { rule, why, from, to, ...(at && { at }) };
    return [{ workload, step, assumes, exploitable: weak.has(to) }];
  });
}

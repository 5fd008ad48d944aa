// The answer for other programs: versioned, described by schema/reach-1.json. One record a line, as in the report.
import type { CutStep, Entry, LevelChange, NamedEdit, ReachAnswer, ReachOutput, Way } from '../model/reach-question.ts';
import type { GraphNode } from '../model/graph.ts';
import type { Report } from '../model/report.ts';
import {
  list,
  member,
  toAssumptionRecord,
  toPlace,
  toReachRecord,
  toStepRecord,
  toStepsRecord,
} from './json-record.ts';

export const reachJson: ReachOutput = {
  id: 'json',
  help: 'for other programs; described by schema/reach-1.json',
  *write(answer, { exitCode }) {
    const { report, entries, cut, together } = answer;
    const { tool, targets, loadLine, verdict, unknowns } = report;
    yield '{"schema":"plimsoll-reach/1"';
    yield member('tool', { name: tool.name, version: tool.version });
    yield* list('targets', targets, ({ name, kind, digest, picked }) => ({ name, kind, digest, picked }));
    yield member('loadLine', loadLine);
    yield* list(
      'workloads',
      report.workloads.map((_, index) => index),
      (index) => toWorkload(report, index),
    );
    yield* list('entries', entries, toEntry);
    yield* list('cut', cut, toCutStep);
    yield member('together', together.map(toChange));
    yield member('left', [...report.cut.left].sort());
    yield* question(answer);
    yield* list('unknowns', unknowns, ({ code, why, at, incomplete }) => ({
      code,
      why,
      at: at && toPlace(at),
      incomplete,
    }));
    yield member('verdict', { ...verdict, exitCode });
    yield '}\n';
  },
};
function* question({ of }: ReachAnswer): Iterable<string> {
  if (of.kind === 'all') return;
  if (of.kind === 'without') {
    yield member('question', { without: of.edits.map(toEdit) });
    yield* list('after', of.after, ({ workload, ...reach }) => ({ workload, ...toReachRecord(reach) }));
    return;
  }
  if (of.kind === 'between') {
    yield member('question', { from: of.start, to: of.name });
    yield* list('starts', of.starts, toNodeRecord);
  } else yield member('question', { [of.kind]: of.name });
  yield* list('nodes', of.nodes, toNodeRecord);
  yield* list('ways', of.ways, toWayRecord);
  if (of.kind === 'between') yield `,\n"moreWays":${of.more}`;
}
function toNodeRecord({ id, kind, name }: GraphNode): object {
  return { id, kind, name };
}

function toWorkload({ workloads, reach }: Report, index: number): object {
  const { id, name, namespace, type } = workloads[index] ?? {};
  const own = reach[index];
  return { id, name, namespace, kind: type, ...(own && toReachRecord(own)) };
}
function toWayRecord({ from, to, ...rest }: Way): object {
  return { from, to, ...toStepsRecord(rest) };
}
function toEntry({ workload, step, assumes, exploitable }: Entry): object {
  return { workload, step: toStepRecord(step), assumes: assumes.map(toAssumptionRecord), exploitable };
}
function toEdit({ id, at, fix }: NamedEdit): object {
  return { id, at: at && toPlace(at), edit: fix.say };
}
function toCutStep(step: CutStep): object {
  return { ...toEdit(step), alone: step.alone?.map(toChange) };
}
function toChange({ workload, from, to }: LevelChange): object {
  return { workload, from, to };
}

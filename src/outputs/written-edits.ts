// Which edits --fix makes: those of files that it knows how to write, and that there are.
import type { FactId } from '../model/brand.ts';
import { writtenFormats, type Fix } from '../model/edit.ts';
import { onceFor } from '../model/once-for.ts';
import type { Report } from '../model/report.ts';
import type { Workload } from '../model/workload.ts';

/** Whether all of it goes into files that some writer knows, and no other file than the edit's own. */
export function isWritten({ workloads, targets }: Pick<Report, 'workloads' | 'targets'>, fix: Fix): boolean {
  return fix.edits.every((edit) => {
    const workload = byId(workloads).get(edit.target.fact);
    const container =
      workload?.containers.find(({ name }) => name === edit.target.container) ?? workload?.containers[0];
    const place = 'at' in edit ? edit.at?.path : undefined;
    const path = place ?? container?.raw.path;
    if (isPiped(targets, path)) return false;
    if (container === undefined) return true;
    return writtenFormats.some((one) => one === container.raw.format) && path === container.raw.path;
  });
}
const byId = onceFor(
  (workloads: Report['workloads']): ReadonlyMap<FactId, Workload> => new Map(workloads.map((one) => [one.id, one])),
);
/** What came through standard input is in no file. */
function isPiped(targets: Report['targets'], path: string | undefined): boolean {
  if (!targets.some(({ name }) => name === '-')) return false;
  return targets.length === 1 || path?.startsWith('stdin.') === true;
}

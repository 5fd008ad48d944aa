// What else a file says, and the pipelines of its folder: looked up once per run.
import type { JudgedOf, World } from '../../model/facts.ts';
import { isOpen, type Pipeline } from './outsiders.ts';
import { onceFor } from '../../model/once-for.ts';

interface Index {
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  readonly workloads: ReadonlyMap<string, readonly JudgedOf<'workload'>[]>;
  /** Folders with a pipeline that outsiders start beside the secrets of the repository. */
  readonly open: ReadonlySet<string>;
}
const indexOf = onceFor((world: World): Index => {
  const pipelines = world.facts('pipeline');
  const made: Index = {
    pipelines: new Map(pipelines.map((pipeline) => [pipeline.path, pipeline])),
    workloads: Map.groupBy(world.facts('workload'), ({ at }) => at[0]?.path ?? ''),
    open: new Set(pipelines.filter(({ triggers }) => triggers.some(isOpen)).map(({ path }) => folderOf(path))),
  };
  return made;
});
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

export function pipelineAt(path: string, world: World): Pipeline | undefined {
  return indexOf(world).pipelines.get(path);
}
export function workloadsIn(path: string, world: World): readonly JudgedOf<'workload'>[] {
  return indexOf(world).workloads.get(path) ?? [];
}
export function isOpenBeside({ path }: Pipeline, world: World): boolean {
  return indexOf(world).open.has(folderOf(path));
}

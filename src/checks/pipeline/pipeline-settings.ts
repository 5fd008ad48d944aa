// The variables of a pipeline and what its actions are given, each with who has it and where it is said.
import type { PipelineSetting } from '../../model/pipeline-facts.ts';
import type { Pipeline } from './outsiders.ts';
import { onceFor } from '../../model/once-for.ts';

interface Named {
  readonly where: string;
  readonly setting: PipelineSetting;
}
export function settingsOf({ env, jobs }: Pipeline): readonly Named[] {
  const named = (where: string, settings: readonly PipelineSetting[]): readonly Named[] =>
    settings.map((setting) => ({ where, setting }));
  return [
    ...named('the pipeline', env),
    ...jobs.flatMap((job) => [
      ...named(job.name, job.env),
      ...job.steps.flatMap((step) => named(job.name, [...step.env, ...step.settings])),
    ]),
  ];
}
/** Where its variables are said. */
export const placesOf = onceFor(
  (pipeline: Pipeline): ReadonlySet<string> => new Set(settingsOf(pipeline).map(({ setting: { at } }) => placeKey(at))),
);
export function placeKey({ line = 0, column = 0 }: { readonly line?: number; readonly column?: number }): string {
  return `${line}:${column}`;
}

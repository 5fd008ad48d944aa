// Judges stages whose name means something else to the builder.
// https://docs.docker.com/reference/build-checks/reserved-stage-name/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { renameStage } from './stage-name.ts';

const reserved = new Set(['scratch', 'context']);

export const stageNameReserved: Check<'build'> = {
  id: toRuleId('df-stage-name-reserved'),
  title: 'The name of a stage is a word of the builder',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'FROM scratch and --from=context then mean the empty image and the build context, and not this stage.',
  todo: 'Give the stage another name',
  refs: ['DL3063', 'BK:ReservedStageName'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian} AS context`, 'USER 65532:65532')],
    good: [dockerfile(`FROM ${pinnedDebian} AS base`, 'USER 65532:65532')],
  },
  *run(build) {
    for (const stage of build.stages) {
      const { name, from } = stage;
      if (name === undefined || !reserved.has(name.toLowerCase())) continue;
      yield {
        key: name,
        what: `a stage is named ${name}`,
        fields: [instructionField(from)],
        ...renameStage(build, stage, `${name}-stage`),
      };
    }
  },
};

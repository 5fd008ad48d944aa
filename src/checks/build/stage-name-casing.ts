// Judges names of stages with capitals: https://docs.docker.com/reference/build-checks/stage-name-casing/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { renameStage } from './stage-name.ts';

export const stageNameCasing: Check<'build'> = {
  id: toRuleId('df-stage-name-casing'),
  title: 'The name of a stage has capitals',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Builders do not tell App and app apart where tools and people do.',
  todo: 'Write the name in lower case',
  refs: ['BK:StageNameCasing'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian} AS App`, 'USER 65532:65532')],
    good: [dockerfile(`FROM ${pinnedDebian} AS app`, 'USER 65532:65532')],
  },
  *run(build) {
    for (const stage of build.stages) {
      const { name, from } = stage;
      if (name === undefined || name === name.toLowerCase()) continue;
      yield {
        key: name,
        what: `a stage is named ${name}`,
        fields: [instructionField(from)],
        ...renameStage(build, stage, name.toLowerCase()),
      };
    }
  },
};

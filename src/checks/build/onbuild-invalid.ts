// Judges ONBUILD of what no builder takes there: https://docs.docker.com/reference/dockerfile/#onbuild
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, instructionsOf, removeInstruction } from './edits.ts';
import { also, onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { isRefusedTrigger, triggerOf } from './trigger.ts';

export const onbuildInvalid: Check<'build'> = {
  id: toRuleId('df-onbuild-invalid'),
  title: 'ONBUILD of FROM, MAINTAINER or ONBUILD',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Builders refuse the file, or the builds that start from its image.',
  todo: 'Take the instruction out',
  refs: ['DL3043'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('ONBUILD ONBUILD RUN id'), onDebian('ONBUILD FROM debian')],
    good: [also(onDebian('ONBUILD RUN id'), 'df-onbuild-trigger')],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'ONBUILD')) {
      if (!isRefusedTrigger(instruction)) continue;
      const what = `ONBUILD ${triggerOf(instruction)}`;
      yield {
        key: what,
        what,
        fields: [instructionField(instruction)],
        ...fixBy('take it out', removeInstruction(build, instruction)),
      };
    }
  },
};

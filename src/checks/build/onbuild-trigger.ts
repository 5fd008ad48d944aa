// Judges ONBUILD: instructions that run in the builds of others.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';
import { isRefusedTrigger, triggerOf } from './trigger.ts';

export const onbuildTrigger: Check<'build'> = {
  id: toRuleId('df-onbuild-trigger'),
  title: 'ONBUILD hides instructions in the image',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'The instruction runs in every build that starts from this image, and stands in none of their files: nobody who reviews them sees it.',
  todo: 'Write the instruction where it is needed',
  refs: [],
  since: '2026.11',
  examples: {
    bad: [onDebian('ONBUILD COPY src /srv/app')],
    good: [onDebian('COPY src /srv/app')],
  },
  *run(build) {
    for (const instruction of instructionsOf(shippedStages(build), 'ONBUILD')) {
      if (isRefusedTrigger(instruction)) continue;
      const { text } = instruction;
      yield {
        key: text.slice(0, 120),
        what: `ONBUILD ${triggerOf(instruction)}`,
        fields: [instructionField(instruction)],
      };
    }
  },
};

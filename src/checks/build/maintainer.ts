// Judges MAINTAINER, which labels have replaced.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, instructionsOf, setInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const maintainer: Check<'build'> = {
  id: toRuleId('df-maintainer'),
  title: 'MAINTAINER is obsolete',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Builders may stop to know it, and whoever looks for someone to tell about a flaw looks at the labels.',
  todo: 'Use LABEL org.opencontainers.image.authors',
  refs: ['DL4000', 'DS-0022', 'CKV_DOCKER_6', 'BK:MaintainerDeprecated', 'kics:99614418'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('MAINTAINER The Harbour Team <harbour@shop.example>')],
    good: [onDebian('LABEL org.opencontainers.image.authors="The Harbour Team <harbour@shop.example>"')],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'MAINTAINER')) {
      const name = instruction.text.replaceAll(/^["']|["']$/gu, '');
      const label = `${instruction.written === 'maintainer' ? 'label' : 'LABEL'} org.opencontainers.image.authors="${name}"`;
      yield {
        key: name,
        what: `MAINTAINER ${name}`,
        fields: [instructionField(instruction)],
        ...fixBy('use a label', /["'$\\`]/u.test(name) ? [] : setInstruction(build, instruction, label)),
      };
    }
  },
};

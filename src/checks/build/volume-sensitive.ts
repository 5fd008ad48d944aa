// Judges a VOLUME that lies on a folder of the system.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isSystemPath } from '../image-hazard.ts';
import { fixBy, removeWord } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

export const volumeSensitive: Check<'build'> = {
  id: toRuleId('df-volume-sensitive'),
  title: 'VOLUME on a system folder',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'A volume there outlives the container and is shared: what is changed in it, programs and settings of the system included, is run by the next one.',
  todo: 'Put the volume on a folder of its own',
  refs: ['N190:4.5.5', 'DKL-DI-0002'],
  since: '2026.11',
  examples: { bad: [onDebian('VOLUME /etc')], good: [onDebian('VOLUME /data')] },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'VOLUME') continue;
      for (const { text, raw } of instruction.args) {
        if (text !== undefined && isSystemPath(text))
          yield {
            key: text,
            what: `VOLUME ${text}`,
            fields: [instructionField(instruction)],
            ...fixBy(`take ${text} away`, removeWord(build, instruction, raw)),
          };
      }
    }
  },
};

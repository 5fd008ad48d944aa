// Judges a VOLUME whose path climbs out of the image.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { climbs } from '../image-hazard.ts';
import { fixBy, removeWord } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

export const volumeTraversal: Check<'build'> = {
  id: toRuleId('df-volume-traversal'),
  title: 'VOLUME climbs out of the image',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'Some runtimes follow the path when they fill the volume and copy files of the host into it.',
  todo: 'Take the volume away, and treat a Dockerfile with this in it as hostile',
  refs: ['T1611', 'CWE-22', 'C-0087', 'CVE-2022-23648'],
  since: '2026.11',
  examples: { bad: [onDebian('VOLUME /data/../../etc')], good: [onDebian('VOLUME /data')] },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'VOLUME') continue;
      for (const { text, raw } of instruction.args) {
        if (text !== undefined && climbs(text))
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

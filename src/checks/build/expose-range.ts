// Judges EXPOSE of what is no port.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { exposedPorts } from './exposed-ports.ts';
import { instructionField } from './invocation.ts';

export const exposeRange: Check<'build'> = {
  id: toRuleId('df-expose-range'),
  title: 'EXPOSE of a number that is no port',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Ports end at 65535: builders refuse the file, or the port that was meant is not told to anyone.',
  todo: 'Name the port that the program listens on',
  refs: ['DL3011', 'DS-0008', 'kics:71bf8cf8'],
  since: '2026.11',
  pack: 'hygiene',
  examples: { bad: [onDebian('EXPOSE 80800')], good: [onDebian('EXPOSE 8080 65535')] },
  *run(build) {
    for (const { instruction, raw, from, to } of exposedPorts(build.stages)) {
      if (from > 65_535 || to > 65_535)
        yield { key: raw, what: `EXPOSE ${raw}`, fields: [instructionField(instruction)] };
    }
  },
};

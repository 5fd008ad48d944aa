// Judges a WORKDIR that is a descriptor of the runtime.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isDescriptorPath } from '../image-hazard.ts';
import { fixBy, removeInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

export const workdirProcFd: Check<'build'> = {
  id: toRuleId('df-workdir-proc-fd'),
  title: 'WORKDIR is a descriptor of the runtime',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'A runtime that leaks a descriptor starts the process in a folder of the host: the container reads and writes the host.',
  todo: 'Use a folder of the image, and treat a Dockerfile with this in it as hostile',
  refs: ['N190:4.4.1', 'T1611', 'CWE-403', 'CVE-2024-21626'],
  since: '2026.11',
  examples: { bad: [onDebian('WORKDIR /proc/self/fd/8')], good: [onDebian('WORKDIR /srv/proc/self/fd')] },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'WORKDIR') continue;
      for (const { text } of instruction.args) {
        if (text !== undefined && isDescriptorPath(text))
          yield {
            key: text,
            what: `WORKDIR ${text}`,
            fields: [instructionField(instruction)],
            ...fixBy('take it away', removeInstruction(build, instruction)),
          };
      }
    }
  },
};

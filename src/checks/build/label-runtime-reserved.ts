// Judges LABEL with names that the runtime acts on.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isReservedLabel } from '../image-hazard.ts';
import { fixBy, removeWord } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

export const labelRuntimeReserved: Check<'build'> = {
  id: toRuleId('df-label-runtime-reserved'),
  title: 'LABEL that the runtime takes for its own',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'A runtime that takes over such labels from the image restarts the container on its own account, and a log address in them can name a program that it runs as root on the host.',
  todo: 'Take the label away, and treat a Dockerfile with this in it as hostile',
  refs: ['T1611', 'T1525', 'CWE-20', 'CVE-2026-53488'],
  since: '2026.11',
  examples: {
    bad: [onDebian('LABEL containerd.io/restart.loguri="binary:///bin/sh"')],
    good: [onDebian('LABEL org.opencontainers.image.source="https://git.example/app"')],
  },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'LABEL') continue;
      for (const { text, raw } of instruction.args) {
        const name = (text ?? raw).split('=')[0] ?? '';
        if (!isReservedLabel(name)) continue;
        yield {
          key: name,
          what: `LABEL ${name}`,
          fields: [instructionField(instruction)],
          ...fixBy(`take ${name} away`, removeWord(build, instruction, raw)),
        };
      }
    }
  },
};

// Judges build steps that are given a device.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const runDevice: Check<'build'> = {
  id: toRuleId('df-run-device'),
  title: 'RUN with a device of the build host',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'The step talks to a driver of the host, with all its flaws, and may read what other jobs left on the device.',
  todo: 'Do without the device while building, or build on a machine that does nothing else',
  refs: ['CISD 5.18'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN --device=vendor.example/gpu=all ./train')],
    good: [onDebian('RUN ./train --device=none')],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'RUN')) {
      const device = instruction.flags['device']?.replaceAll('\n', ', ');
      if (device !== undefined)
        yield { key: device, what: `RUN --device=${device}`, fields: [instructionField(instruction)] };
    }
  },
};

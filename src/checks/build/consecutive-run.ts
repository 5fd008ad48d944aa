// Judges small RUNs in a row that could be one layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

/** Whoever joins more than that has chosen where to cut. */
const fewCommands = 2;

export const consecutiveRun: Check<'build'> = {
  id: toRuleId('df-consecutive-run'),
  title: 'RUNs in a row that could be one',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Each RUN is a layer, and what one leaves behind the next cannot take out of the image any more.',
  todo: 'Join them with && or in a here-document',
  refs: ['SYS:4.1', 'DL3059', 'kics:0008c003'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN ./configure', 'RUN ./install')],
    good: [
      onDebian('RUN ./configure && ./install'),
      onDebian('RUN ./configure', 'RUN --mount=type=cache,target=/c ./install'),
    ],
  },
  *run(build) {
    for (const { instructions } of shippedStages(build)) {
      let before: Instruction | undefined;
      for (const instruction of instructions) {
        if (before !== undefined && isSmall(instruction) && sameFlags(before, instruction)) {
          yield {
            key: instruction.commands[0]?.name.text ?? '',
            what: 'a RUN follows another that it could be joined with',
            fields: [instructionField(instruction), instructionField(before)],
          };
        } else before = isSmall(instruction) ? instruction : undefined;
      }
    }
  },
};

function isSmall({ keyword, commands }: Instruction): boolean {
  return keyword === 'RUN' && commands.length > 0 && commands.length <= fewCommands;
}
function sameFlags(a: Instruction, b: Instruction): boolean {
  return JSON.stringify(a.flags) === JSON.stringify(b.flags);
}

// Judges blank lines in the middle of an instruction.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { everyInstruction } from './every-instruction.ts';
import { fixBy, removeBlankLines } from './edits.ts';
import { onDebian } from './example-text.ts';

export const emptyContinuation: Check<'build'> = {
  id: toRuleId('df-empty-continuation'),
  title: 'A blank line in the middle of an instruction',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'What follows the blank line looks like an instruction of its own and is part of the one before; builders warn that they will refuse it.',
  todo: 'Take the blank line out, or put a # there',
  refs: ['BK:NoEmptyContinuation'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN ./configure && \\', '', '  make')],
    good: [onDebian('RUN ./configure && \\', '  # then', '  make'), onDebian('RUN ./configure', '', 'COPY a /a')],
  },
  *run(build) {
    for (const instruction of everyInstruction(build)) {
      const [gap] = instruction.gaps;
      if (gap === undefined) continue;
      const at = { path: instruction.at.path, line: gap, column: 1 };
      yield {
        key: instruction.keyword,
        what: `a blank line in the middle of ${instruction.keyword}`,
        fields: [{ name: instruction.keyword, field: declared('a blank line', at) }],
        ...fixBy('take the blank lines out', removeBlankLines(build, instruction)),
      };
    }
  },
};

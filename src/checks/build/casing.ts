// Judges keywords that are written otherwise than the rest of the file.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { declared } from '../../model/field.ts';
import { fixBy, replaceOnce } from './edits.ts';
import { everyInstruction } from './every-instruction.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const casing: Check<'build'> = {
  id: toRuleId('df-casing'),
  title: 'Keywords in mixed case',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'An instruction in another case is overlooked by those who read the file, and by tools that search it for one spelling.',
  todo: 'Write all keywords in capitals',
  refs: ['BK:ConsistentInstructionCasing', 'BK:FromAsCasing'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      dockerfile(`FROM ${pinnedDebian}`, 'Copy a /a', 'USER 65532:65532'),
      dockerfile(`FROM ${pinnedDebian} as base`, 'USER 65532:65532'),
    ],
    good: [
      dockerfile(`FROM ${pinnedDebian} AS base`, 'COPY a /a', 'USER 65532:65532'),
      dockerfile(`from ${pinnedDebian} as base`, 'copy a /a', 'user 65532:65532'),
    ],
  },
  *run(build) {
    const all = everyInstruction(build);
    const staged = everyInstruction({ head: [], stages: build.stages });
    const isMostlyLower = countOf(staged, isLower) > countOf(staged, isUpper);
    const inCase = (text: string): string => (isMostlyLower ? text.toLowerCase() : text.toUpperCase());
    const odd = all.filter(({ written }) => written !== inCase(written));
    if (odd.length > 0) {
      yield {
        key: 'keywords',
        what: `${String(odd.length)} of ${String(all.length)} keywords in another case, ${odd[0]?.written ?? ''} among them`,
        fields: odd.slice(0, 20).map(keywordField),
        ...fixBy(
          'write them like the others',
          odd.map(({ written, at }) => ({
            op: 'replace-text',
            target: { fact: build.id },
            from: written,
            to: inCase(written),
            at,
          })),
        ),
      };
    }
    for (const { from } of build.stages) {
      const as = from.args[1]?.raw ?? '';
      const wanted = isLower(from.written) ? as.toLowerCase() : as.toUpperCase();
      if (as.toLowerCase() !== 'as' || as === wanted) continue;
      const name = from.args[2]?.raw ?? '';
      yield {
        key: `as ${name}`,
        what: `${from.written} … ${as} ${name}`,
        fields: [instructionField(from)],
        ...fixBy(`write ${wanted}`, replaceOnce(build, from, ` ${as} `, ` ${wanted} `)),
      };
    }
  },
};

function countOf(all: readonly Instruction[], isSuch: (text: string) => boolean): number {
  return all.filter(({ written }) => isSuch(written)).length;
}
function isUpper(text: string): boolean {
  return text === text.toUpperCase();
}
function isLower(text: string): boolean {
  return text === text.toLowerCase();
}
function keywordField({ keyword, written, at }: Instruction): ReturnType<typeof instructionField> {
  return { name: keyword, field: declared(written, at) };
}

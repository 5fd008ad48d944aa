// Judges comments that the builder takes for descriptions and cannot use.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { declared } from '../../model/field.ts';
import { fixBy, setInstruction } from './edits.ts';
import { everyInstruction } from './every-instruction.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';

export const descriptionFormat: Check<'build'> = {
  id: toRuleId('df-description-format'),
  title: 'A comment that looks like a description and is none',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The comment right above a stage or an ARG is shown as its description where it begins with the name; others are left out, and nobody is told what it is for.',
  todo: 'Begin the comment with the name, or put a blank line below it',
  refs: ['BK:InvalidDefinitionDescription'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      dockerfile('# the newest one', 'ARG VERSION=1.2', `FROM ${pinnedDebian}`, 'USER 65532:65532'),
      dockerfile('# compiles', `FROM ${pinnedDebian} AS build`, `FROM ${pinnedDebian}`, 'USER 65532:65532'),
    ],
    good: [
      dockerfile('# VERSION of the program', 'ARG VERSION=1.2', `FROM ${pinnedDebian}`, 'USER 65532:65532'),
      dockerfile('# the newest one', '', 'ARG VERSION=1.2', `FROM ${pinnedDebian}`, 'USER 65532:65532'),
    ],
  },
  *run(build) {
    const comments = new Map(build.comments.filter(({ isDirective }) => !isDirective).map((one) => [one.at.line, one]));
    for (const instruction of everyInstruction(build)) {
      const names = namesOf(instruction);
      const comment = names.length === 0 ? undefined : comments.get((instruction.at.line ?? 0) - 1);
      if (comment === undefined || comment.text === '' || names.includes(comment.text.split(' ')[0] ?? '')) continue;
      const what = instruction.keyword === 'FROM' ? `stage ${names[0] ?? ''}` : `ARG ${names[0] ?? ''}`;
      yield {
        key: what,
        what: `the comment above ${what} does not begin with its name`,
        fields: [{ name: '#', field: declared(comment.text.slice(0, 80), comment.at) }],
        // A blank line between them makes it a comment like any other.
        ...fixBy(
          'put a blank line below the comment',
          setInstruction(build, instruction, `\n${instruction.written} ${instruction.text}`),
        ),
      };
    }
  },
};

function namesOf({ keyword, args }: Instruction): readonly string[] {
  if (keyword === 'ARG') return args.map(({ raw }) => raw.split('=')[0] ?? '');
  const [, as, name] = args;
  return keyword === 'FROM' && as?.raw.toLowerCase() === 'as' && name !== undefined ? [name.raw] : [];
}

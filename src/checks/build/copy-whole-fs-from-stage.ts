// Judges copies of everything that another stage has.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';
import { takenIn } from './taken-from.ts';

export const copyWholeFsFromStage: Check<'build'> = {
  id: toRuleId('df-copy-whole-fs-from-stage'),
  title: 'The whole file system of a stage is copied',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'What only the build needed is in the image again: compilers, caches, sources, and credentials that were used on the way.',
  todo: 'Copy the files that the program needs',
  refs: ['SYS:2.1', 'DL3067'],
  since: '2026.11',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian} AS build`, 'FROM scratch', 'COPY --from=build / /', 'USER 65532:65532')],
    good: [dockerfile(`FROM ${pinnedDebian} AS build`, 'FROM scratch', 'COPY --from=build /app /', 'USER 65532:65532')],
  },
  *run(build) {
    for (const { name, means, instruction } of takenIn(build, shippedStages(build))) {
      const { keyword, args } = instruction;
      if (keyword !== 'COPY' || means !== 'earlier stage') continue;
      if (args.length !== 2 || !/^\/[.*]?$/u.test(args[0]?.text ?? '') || args[1]?.text !== '/') continue;
      yield { key: name, what: `all of ${name} is copied`, fields: [instructionField(instruction)] };
    }
  },
};

// Judges stages with more than one CMD.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { repeated } from './repeated.ts';

export const multipleCmd: Check<'build'> = {
  id: toRuleId('df-multiple-cmd'),
  title: 'More than one CMD in a stage',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Only the last one counts: whoever reads the file, or changes an earlier one, believes in a start that never happens.',
  todo: 'Keep the last one',
  refs: ['DL4003', 'DS-0016', 'BK:MultipleInstructionsDisallowed', 'kics:41c195f4'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('CMD ["serve"]', 'CMD ["serve", "--tls"]')],
    good: [onDebian('ENTRYPOINT ["serve"]', 'CMD ["--tls"]')],
  },
  *run(build) {
    yield* repeated(build, 'CMD');
  },
};

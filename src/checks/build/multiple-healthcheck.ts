// Judges stages with more than one HEALTHCHECK.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { repeated } from './repeated.ts';

export const multipleHealthcheck: Check<'build'> = {
  id: toRuleId('df-multiple-healthcheck'),
  title: 'More than one HEALTHCHECK in a stage',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Only the last one counts: whoever reads the file, or changes an earlier one, believes in a probe that never runs.',
  todo: 'Keep the last one',
  refs: ['DL3012', 'DS-0023', 'BK:MultipleInstructionsDisallowed'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('HEALTHCHECK CMD ["check"]', 'HEALTHCHECK CMD ["check", "--deep"]')],
    good: [onDebian('HEALTHCHECK CMD ["check"]')],
  },
  *run(build) {
    yield* repeated(build, 'HEALTHCHECK');
  },
};

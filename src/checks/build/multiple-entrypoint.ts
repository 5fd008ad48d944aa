// Judges stages with more than one ENTRYPOINT.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { repeated } from './repeated.ts';

export const multipleEntrypoint: Check<'build'> = {
  id: toRuleId('df-multiple-entrypoint'),
  title: 'More than one ENTRYPOINT in a stage',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Only the last one counts: whoever reads the file, or changes an earlier one, believes in a start that never happens.',
  todo: 'Keep the last one',
  refs: ['DL4004', 'DS-0007', 'BK:MultipleInstructionsDisallowed', 'kics:6938958b'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('ENTRYPOINT ["serve"]', 'ENTRYPOINT ["serve", "--tls"]')],
    good: [onDebian('ENTRYPOINT ["serve"]', 'CMD ["--tls"]')],
  },
  *run(build) {
    yield* repeated(build, 'ENTRYPOINT');
  },
};

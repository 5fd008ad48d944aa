// Judges installs of yum that wait for an answer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { unconfirmed } from './confirmation.ts';
import { onDebian } from './example-text.ts';
import { hasOption } from './invocation.ts';

export const yumNoYes: Check<'build'> = {
  id: toRuleId('df-yum-no-yes'),
  title: 'yum waits for an answer that nobody gives',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Nobody can answer in a build: it fails there, or worse, only once a package wants more than it did, and the update that was urgent does not come.',
  todo: 'Add -y',
  refs: ['DL3030', 'kics:6e19193a'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN yum install tool-1.2-3 && yum clean all')],
    good: [
      onDebian('RUN yum install -y tool-1.2-3 && yum clean all'),
      onDebian('RUN yum --assumeyes install tool-1.2-3 && yum clean all'),
    ],
  },
  *run(build) {
    yield* unconfirmed(build, ['yum'], (invocation) => hasOption(invocation, '--assumeyes', '--assumeno'));
  },
};

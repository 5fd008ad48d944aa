// Judges installs of dnf that wait for an answer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { unconfirmed } from './confirmation.ts';
import { onDebian } from './example-text.ts';
import { hasOption } from './invocation.ts';

export const dnfNoYes: Check<'build'> = {
  id: toRuleId('df-dnf-no-yes'),
  title: 'dnf waits for an answer that nobody gives',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Nobody can answer in a build: it fails there, or worse, only once a package wants more than it did, and the update that was urgent does not come.',
  todo: 'Add -y',
  refs: ['DL3038', 'kics:7ebd323c'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian('RUN dnf install tool-1.2-3 && dnf clean all'),
      onDebian('RUN microdnf install tool-1.2-3 && microdnf clean all'),
    ],
    good: [
      onDebian('RUN dnf install -y tool-1.2-3 && dnf clean all'),
      onDebian('RUN dnf --assumeyes install tool-1.2-3 && dnf clean all'),
    ],
  },
  *run(build) {
    yield* unconfirmed(build, ['dnf', 'microdnf', 'tdnf'], (invocation) =>
      hasOption(invocation, '--assumeyes', '--assumeno'),
    );
  },
};

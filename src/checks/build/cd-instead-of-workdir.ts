// Judges RUNs that change the directory for themselves.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { commandField, invocationsIn } from './invocation.ts';

export const cdInsteadOfWorkdir: Check<'build'> = {
  id: toRuleId('df-cd-instead-of-workdir'),
  title: 'cd is used where WORKDIR is meant',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The change ends with the RUN: the next one starts where the last WORKDIR said, and reads or writes other files than it looks like.',
  todo: 'Set WORKDIR, or give the program the folder (make -C, git -C)',
  refs: ['DL3003', 'DS-0013', 'kics:f4a6bcd3'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN cd /srv/app && make')],
    good: [onDebian('WORKDIR /srv/app', 'RUN make'), onDebian('RUN make -C /srv/app')],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'RUN')) {
      const change = invocationsIn(instruction).find(({ program }) => program === 'cd');
      if (change === undefined) continue;
      const [folder = ''] = change.args;
      yield { key: `cd ${folder}`, what: `a RUN changes to ${folder} by itself`, fields: [commandField(change)] };
    }
  },
};

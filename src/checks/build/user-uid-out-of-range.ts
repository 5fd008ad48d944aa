// Judges USER with an id that does not fit.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { isUserOutOfRange } from '../image-hazard.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';

export const userUidOutOfRange: Check<'build'> = {
  id: toRuleId('df-user-uid-out-of-range'),
  title: 'User id does not fit into 31 bits',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'Some runtimes wrap such an id, or look it up as a name, and start the process as root where everybody believes that it is not.',
  todo: 'Use a small fixed id such as 65532',
  refs: ['N190:4.4.1', 'CWE-190', 'T1611', 'CVE-2024-40635', 'CVE-2026-46680'],
  since: '2026.11',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian}`, 'USER 4294967296')],
    good: [dockerfile(`FROM ${pinnedDebian}`, 'USER 2147483647')],
  },
  *run(build) {
    const user = build.stages.at(-1)?.user;
    if (!isKnown(user) || !isUserOutOfRange(user.value)) return;
    yield {
      key: 'user',
      what: `USER ${user.value}`,
      fields: [{ name: 'USER', field: user }],
      fix: {
        say: 'run as user 65532:65532',
        edits: [{ op: 'set-user', target: { fact: build.id }, value: '65532:65532', at: locationOf(user) }],
      },
    };
  },
};

// Judges FROM with the platform that it has anyway.
// https://docs.docker.com/reference/build-checks/redundant-target-platform/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, setInstruction } from './edits.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const fromPlatformRedundant: Check<'build'> = {
  id: toRuleId('df-from-platform-redundant'),
  title: 'FROM repeats the platform that is the default',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'It changes nothing, and hides the stages where a platform is chosen on purpose.',
  todo: 'Leave --platform out',
  refs: ['DL3065', 'BK:RedundantTargetPlatform'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [dockerfile(`FROM --platform=$TARGETPLATFORM ${pinnedDebian}`, 'USER 65532:65532')],
    good: [dockerfile(`FROM --platform=$BUILDPLATFORM ${pinnedDebian}`, 'USER 65532:65532')],
  },
  *run(build) {
    for (const { from } of build.stages) {
      if (!/^"?\$\{?TARGETPLATFORM\}?"?$/u.test(from.flags['platform'] ?? '')) continue;
      yield {
        key: from.args[0]?.raw ?? '',
        what: '--platform=$TARGETPLATFORM',
        fields: [instructionField(from)],
        ...fixBy('leave --platform out', setInstruction(build, from, `${from.written} ${from.text}`)),
      };
    }
  },
};

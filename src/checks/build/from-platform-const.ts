// Judges FROM with a platform that is written out.
// https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, setInstruction } from './edits.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const fromPlatformConst: Check<'build'> = {
  id: toRuleId('df-from-platform-const'),
  title: 'FROM with a fixed platform',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Whatever platform is asked for, the image is of this one: elsewhere it starts under emulation or not at all.',
  todo: 'Leave --platform out, or write $BUILDPLATFORM in stages that only build',
  refs: ['DL3029', 'BK:FromPlatformFlagConstDisallowed', 'kics:b16e8501'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [dockerfile(`FROM --platform=linux/amd64 ${pinnedDebian}`, 'USER 65532:65532')],
    good: [
      dockerfile(`FROM --platform=$BUILDPLATFORM ${pinnedDebian}`, 'USER 65532:65532'),
      dockerfile(`FROM --platform=linux/amd64 ${pinnedDebian} AS tools-amd64`, 'USER 65532:65532'),
    ],
  },
  *run(build) {
    for (const { from, name = '' } of build.stages) {
      const platform = from.flags['platform'] ?? '';
      if (platform === '' || platform.includes('$')) continue;
      // A stage that says in its name which platform it is for means it.
      if (platform.split('/').some((part) => part !== '' && name.toLowerCase().includes(part.toLowerCase()))) continue;
      yield {
        key: `${platform} ${from.args[0]?.raw ?? ''}`,
        what: `--platform=${platform}`,
        fields: [instructionField(from)],
        ...fixBy('leave --platform out', setInstruction(build, from, `${from.written} ${from.text}`)),
      };
    }
  },
};

// Judges rpm installs without signatures.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments } from './forbidden.ts';

export const pkgRpmNosignature: Check<'build'> = {
  id: toRuleId('df-pkg-rpm-nosignature'),
  title: 'rpm installs without checking signatures',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Without signatures a package is whatever the mirror, or someone in between, sends; its scripts run as root in the build.',
  todo: 'Import the key with rpm --import and take the option away',
  refs: ['CISD 4.11', 'CWE-347', 'CKV2_DOCKER_10'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN rpm -i --nosignature tool.rpm')],
    good: [onDebian('RUN rpm -i tool.rpm')],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^rpm$/u, (arg) => /^--no(?:signature|digest|verify)$/u.test(arg));
  },
};

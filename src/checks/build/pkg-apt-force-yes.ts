// Judges apt installs that are forced past every protection.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments } from './forbidden.ts';

export const pkgAptForceYes: Check<'build'> = {
  id: toRuleId('df-pkg-apt-force-yes'),
  title: 'apt is forced past signatures and downgrades',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Without signatures a package is whatever the mirror, or someone in between, sends; its scripts run as root in the build.',
  todo: 'Use -y',
  refs: ['CISD 4.11', 'CWE-347', 'CKV2_DOCKER_11'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN apt-get install -y --force-yes --no-install-recommends tool=1.2-3')],
    good: [onDebian('RUN apt-get install -y --no-install-recommends tool=1.2-3')],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^(?:apt-get|apt)$/u, (arg) => arg === '--force-yes');
  },
};

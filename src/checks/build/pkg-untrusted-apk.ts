// Judges apk installs of unsigned packages.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments } from './forbidden.ts';

export const pkgUntrustedApk: Check<'build'> = {
  id: toRuleId('df-pkg-untrusted-apk'),
  title: 'apk installs unsigned packages',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Without signatures a package is whatever the mirror, or someone in between, sends; its scripts run as root in the build.',
  todo: 'Put the key of the repository into /etc/apk/keys and take --allow-untrusted away',
  refs: ['CISD 4.11', 'CWE-347', 'CKV2_DOCKER_7'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN apk add --no-cache --allow-untrusted ./tool.apk')],
    good: [onDebian('RUN apk add --no-cache ./tool.apk')],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^apk$/u, (arg) => arg === '--allow-untrusted');
  },
};

// Judges Python programs that are told to skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenSettings } from './forbidden.ts';

export const tlsOffPython: Check<'build'> = {
  id: toRuleId('df-tls-off-python'),
  title: 'Python does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Every TLS connection of the running program can be read and changed by anyone on the path, credentials included.',
  todo: 'Take the variable away; name a private authority in SSL_CERT_FILE',
  refs: ['CWE-295', 'CKV2_DOCKER_5'],
  since: '2026.11',
  examples: {
    bad: [onDebian('ENV PYTHONHTTPSVERIFY=0')],
    good: [onDebian('ENV SSL_CERT_FILE=/etc/ssl/private-ca.pem')],
  },
  *run(build) {
    yield* forbiddenSettings(build, (name, value) => name === 'PYTHONHTTPSVERIFY' && value === '0');
  },
};

// Judges Node programs that are told to skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenSettings } from './forbidden.ts';

export const tlsOffNode: Check<'build'> = {
  id: toRuleId('df-tls-off-node'),
  title: 'Node does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Every TLS connection of the running program can be read and changed by anyone on the path, credentials included.',
  todo: 'Take the variable away; name a private authority in NODE_EXTRA_CA_CERTS',
  refs: ['CWE-295', 'CKV2_DOCKER_6'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('ENV NODE_TLS_REJECT_UNAUTHORIZED=0'),
      onDebian('RUN NODE_TLS_REJECT_UNAUTHORIZED=0 node fetch.js'),
      onDebian('RUN export NODE_TLS_REJECT_UNAUTHORIZED=0 && node fetch.js'),
    ],
    good: [
      onDebian('ENV NODE_EXTRA_CA_CERTS=/etc/ssl/private-ca.pem'),
      onDebian('RUN NODE_TLS_REJECT_UNAUTHORIZED=1 node fetch.js'),
    ],
  },
  *run(build) {
    yield* forbiddenSettings(build, (name, value) => name === 'NODE_TLS_REJECT_UNAUTHORIZED' && value === '0');
  },
};

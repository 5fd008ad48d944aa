// Judges ENV in the image itself: a credential that every holder of the image can read.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { secretEnv as find } from './secret-variables.ts';

export const secretEnv: Check<'build'> = {
  id: toRuleId('df-secret-env'),
  title: 'Credential in ENV',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: "ENV is part of the image's configuration: everyone who can pull the image reads the credential, and so does every process in the container.",
  todo: 'Take it out and revoke it; hand it over at run time as a mounted file, or to one RUN with --mount=type=secret',
  refs: [
    'CISD 4.10',
    'N190:4.1.4',
    'OWD:12',
    'T1552.001',
    'CWE-526',
    'CWE-798',
    'DL3064',
    'BK:SecretsUsedInArgOrEnv',
    'DS-0031',
    'CIS-DI-0010',
  ],
  since: '2026.11',
  examples: {
    bad: [onDebian('ENV DB_PASSWORD=hunter2hunter2'), onDebian('ENV AWS_KEY=AKIAQ3EGRIOP5Z7NM2XW')],
    good: [onDebian('ENV DB_PASSWORD_FILE=/run/secrets/db'), onDebian('ENV DB_USER=app')],
  },
  *run(build) {
    yield* find(shippedStages(build));
  },
};

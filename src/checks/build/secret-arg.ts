// Judges ARG of the image's own stages: build arguments stay readable in the image's history.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { argsOf, globalArgs, secretArgs } from './secret-variables.ts';

export const secretArg: Check<'build'> = {
  id: toRuleId('df-secret-arg'),
  title: 'Credential as a build argument',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'The history of an image repeats the build arguments of each step: everyone who can pull it reads the credential.',
  todo: 'Hand the credential to the one RUN that needs it with --mount=type=secret, and revoke what was built in',
  refs: ['CISD 4.10', 'N190:4.1.4', 'T1552.001', 'CWE-532', 'DL3064', 'BK:SecretsUsedInArgOrEnv', 'DS-0031'],
  since: '2026.11',
  examples: {
    bad: [onDebian('ARG NPM_TOKEN', 'RUN ./fetch'), onDebian('ARG DB_PASSWORD=hunter2hunter2')],
    good: [onDebian('RUN --mount=type=secret,id=npm ./fetch'), onDebian('ARG VERSION=1.2.3')],
  },
  *run(build) {
    yield* secretArgs([...globalArgs(build), ...argsOf(build, shippedStages(build))]);
  },
};

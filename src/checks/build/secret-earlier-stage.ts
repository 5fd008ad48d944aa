// Judges ENV and ARG of stages that the image does not build on: they leak by another way.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { argsOf, secretArgs, secretEnv } from './secret-variables.ts';

export const secretEarlierStage: Check<'build'> = {
  id: toRuleId('df-secret-earlier-stage'),
  title: 'Credential in an earlier build stage',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'A stage that is not shipped still lies in the build cache, which is often exported and shared, and in whatever image is pushed of that stage.',
  todo: 'Hand the credential to the one RUN that needs it with --mount=type=secret',
  refs: ['CISD 4.10', 'N190:4.1.4', 'T1552.001', 'DL3064', 'BK:SecretsUsedInArgOrEnv'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile(
        `FROM ${pinnedDebian} AS build`,
        'ENV API_TOKEN=9f8e7d6c5b4a',
        `FROM ${pinnedDebian}`,
        'USER 65532:65532',
      ),
    ],
    good: [
      dockerfile(
        `FROM ${pinnedDebian} AS build`,
        'RUN --mount=type=secret,id=token ./fetch',
        `FROM ${pinnedDebian}`,
        'USER 65532:65532',
      ),
    ],
  },
  *run(build) {
    const shipped = new Set(shippedStages(build));
    const earlier = build.stages.filter((stage) => !shipped.has(stage));
    for (const message of secretEnv(earlier)) yield { ...message, severity: 'high' };
    for (const message of secretArgs(argsOf(build, earlier))) {
      yield { ...message, key: `ARG ${message.key}`, severity: message.severity ?? 'high' };
    }
  },
};

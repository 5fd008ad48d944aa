// Judges files that are taken from a stage that is not there yet.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { takenIn } from './taken-from.ts';

export const copyFromUnknownStage: Check<'build'> = {
  id: toRuleId('df-copy-from-unknown-stage'),
  title: 'Files are taken from a stage that is not there',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Builders know the stages above only, and take any other name for an image of a public registry: the build stops, or takes what somebody published under that name.',
  todo: 'Move the stage up, or mend its name',
  refs: ['DL3022', 'kics:68a51e22'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      dockerfile(
        `FROM ${pinnedDebian} AS app`,
        'COPY --from=build /app /app',
        `FROM ${pinnedDebian} AS build`,
        'USER 65532:65532',
      ),
      onDebian('COPY --from=3 /app /app'),
    ],
    good: [
      dockerfile(
        `FROM ${pinnedDebian} AS build`,
        `FROM ${pinnedDebian}`,
        'COPY --from=build /app /app',
        'COPY --from=0 /app /app2',
        'USER 65532:65532',
      ),
    ],
  },
  *run(build) {
    for (const { name, means, instruction, stage } of takenIn(build, build.stages)) {
      if (means !== 'later stage' && means !== 'no stage') continue;
      yield {
        key: `${String(stage.index)} ${name}`,
        what: means === 'no stage' ? `there is no stage ${name}` : `the stage ${name} comes later`,
        fields: [instructionField(instruction)],
      };
    }
  },
};

// Judges files that a stage takes from itself.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { takenIn } from './taken-from.ts';

export const copyFromSelf: Check<'build'> = {
  id: toRuleId('df-copy-from-self'),
  title: 'A stage takes files from itself',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'A stage is not there before it is built: builders stop, or look for an image of that name in a public registry.',
  todo: 'Name the stage that is meant, or copy with RUN cp',
  refs: ['DL3023', 'DS-0006', 'kics:cdddb86f'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian} AS app`, 'COPY --from=app /a /b', 'USER 65532:65532')],
    good: [
      dockerfile(
        `FROM ${pinnedDebian} AS build`,
        `FROM ${pinnedDebian} AS app`,
        'COPY --from=build /a /b',
        'USER 65532:65532',
      ),
    ],
  },
  *run(build) {
    for (const { name, means, instruction, stage } of takenIn(build, build.stages)) {
      if (means !== 'own stage') continue;
      yield {
        key: `${String(stage.index)} ${name}`,
        what: `--from=${name} is this very stage`,
        fields: [instructionField(instruction)],
      };
    }
  },
};

// Judges files that are taken from an image whose content nobody pinned.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { parseImageName } from '../../model/image-name.ts';
import { onDebian, pinnedDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';
import { takenIn } from './taken-from.ts';

export const copyFromImageUnpinned: Check<'build'> = {
  id: toRuleId('df-copy-from-image-unpinned'),
  title: 'Files are taken from an image that is not pinned',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Whoever can push to that name decides which program the next build copies in, and no later check of the base image sees it.',
  todo: 'Name the release and its digest: --from=name:1.2.3@sha256:…',
  refs: ['N190:4.1.5'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('COPY --from=acme/tools /tool /usr/bin/tool'),
      onDebian('RUN --mount=from=acme/tools:latest,target=/tools /tools/run'),
      onDebian('COPY --from=acme/tools:1.2.3 /tool /usr/bin/tool'),
    ],
    good: [
      onDebian(`COPY --from=${pinnedDebian} /usr/bin/id /usr/bin/tool`),
      onDebian('COPY --from=0 /tool /usr/bin/tool'),
    ],
  },
  *run(build) {
    for (const { name, means, instruction } of takenIn(build, contributingStages(build))) {
      const image = means === 'image' ? parseImageName(name) : undefined;
      if (image === undefined || image.digest !== undefined) continue;
      const isFree = image.tag === undefined || image.tag === 'latest';
      yield {
        key: name,
        what: isFree ? `takes files from ${name}, whatever that is on the day` : `takes files from ${name} by its tag`,
        fields: [instructionField(instruction)],
        ...(isFree ? {} : { severity: 'low' }),
      };
    }
  },
};

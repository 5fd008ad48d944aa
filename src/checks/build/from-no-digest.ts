// Judges a base image that is named without a digest.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { toldBeside } from '../example-digest.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { baseImages } from './image-reference.ts';
import { pinBase } from './pin.ts';

export const fromNoDigest: Check<'build'> = {
  id: toRuleId('df-from-no-digest'),
  title: 'Base image is not pinned to a digest',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'A tag can be moved to other content at any time, by its owner or by whoever takes over the account; only a digest names the content itself.',
  todo: 'Append @sha256:… of the image that was tested, and let a bot raise it',
  refs: ['N190:4.1.5'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile('FROM debian:12.7-slim', 'USER 65532:65532'),
      ...toldBeside([dockerfile('FROM debian:12.7-slim AS app', 'USER 65532:65532')], 'debian:12.7-slim'),
    ],
    good: [dockerfile(`FROM ${pinnedDebian}`, 'USER 65532:65532'), dockerfile('FROM scratch', 'USER 65532:65532')],
  },
  *run(build, world) {
    const stages = contributingStages(build);
    for (const image of baseImages(stages)) {
      // Without a release there is a graver fault to mend first.
      if (image.name.tag === undefined || image.name.tag === 'latest' || image.name.digest !== undefined) continue;
      const pin = pinBase(image.text, { build, stages, world });
      yield { key: image.name.repository, what: `FROM ${image.text} names no digest`, fields: [image.field], ...pin };
    }
  },
};

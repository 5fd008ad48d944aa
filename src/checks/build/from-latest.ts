// Judges a base image that is named by the tag `latest`.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { toldBeside } from '../example-digest.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { baseImages } from './image-reference.ts';
import { pinBase } from './pin.ts';

export const fromLatest: Check<'build'> = {
  id: toRuleId('df-from-latest'),
  title: 'Base image is tagged latest',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'What the tag latest stands for changes without notice: nobody can say which base a given image was built on, and whoever can push the tag decides what the next build contains.',
  todo: 'Name a release, and pin it to its digest',
  refs: ['CISD 5.28', 'N190:4.2.2', 'CWE-1357', 'DL3007', 'DS-0001', 'CKV_DOCKER_7', 'DKL-DI-0006'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile('FROM debian:latest', 'USER 65532:65532'),
      ...toldBeside([dockerfile('FROM debian:latest', 'USER 65532:65532')], 'debian:latest'),
    ],
    good: [
      dockerfile(`FROM ${pinnedDebian}`, 'USER 65532:65532'),
      dockerfile(`FROM ${pinnedDebian.replace('12.7-slim', 'latest')}`, 'USER 65532:65532'),
    ],
  },
  *run(build, world) {
    const stages = contributingStages(build);
    for (const image of baseImages(stages)) {
      if (image.name.tag !== 'latest' || image.name.digest !== undefined) continue;
      const pin = pinBase(image.text, { build, stages, world });
      yield { key: `${image.name.repository}:latest`, what: `FROM ${image.text}`, fields: [image.field], ...pin };
    }
  },
};

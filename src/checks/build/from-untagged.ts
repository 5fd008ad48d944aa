// Judges a base image that is named with neither tag nor digest.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { toldBeside } from '../example-digest.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { baseImages } from './image-reference.ts';
import { pinBase } from './pin.ts';

export const fromUntagged: Check<'build'> = {
  id: toRuleId('df-from-untagged'),
  title: 'Base image has no tag',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Without a tag the builder takes latest, whatever that is on the day: two builds of one file give different images, and a poisoned push reaches the next one.',
  todo: 'Name a release, and pin it to its digest',
  refs: ['CISD 5.28', 'N190:4.2.2', 'DL3006', 'DS-0001', 'CKV_DOCKER_7', 'kics:9efb0b2d'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile('FROM debian', 'USER 65532:65532'),
      ...toldBeside([dockerfile('FROM debian AS debian', 'USER 65532:65532')], 'debian:latest'),
    ],
    good: [
      dockerfile(`FROM ${pinnedDebian}`, 'USER 65532:65532'),
      dockerfile('FROM scratch', 'USER 65532:65532'),
      dockerfile(`FROM ${pinnedDebian} AS base`, 'FROM base', 'USER 65532:65532'),
    ],
  },
  *run(build, world) {
    const stages = contributingStages(build);
    for (const image of baseImages(stages)) {
      if (image.name.tag !== undefined || image.name.digest !== undefined) continue;
      const pin = pinBase(image.text, { build, stages, world });
      yield { key: image.name.repository, what: `FROM ${image.text} has no tag`, fields: [image.field], ...pin };
    }
  },
};

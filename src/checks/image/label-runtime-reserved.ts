// Judges labels that the runtime takes for its own.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isReservedLabel } from '../image-hazard.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgLabelRuntimeReserved: Check<'image'> = {
  id: toRuleId('img-label-runtime-reserved'),
  title: 'Label that the runtime takes for its own',
  severity: 'critical',
  layer: 'container',
  on: 'image',
  why: 'A runtime that takes over such labels from the image restarts the container on its own account, and a log address in them can name a program that it runs as root on the host.',
  todo: 'Do not run the image',
  refs: ['T1611', 'T1525', 'CVE-2026-53488'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ Labels: { 'containerd.io/restart.loguri': 'binary:///bin/sh' } })],
    good: [imageConfig({ Labels: { 'org.opencontainers.image.source': 'https://git.example/app' } })],
  },
  *run(image) {
    for (const name of Object.keys(image.labels)) {
      if (isReservedLabel(name))
        yield { key: name, what: `Labels has ${name}`, fields: [configField(image, 'Labels', name)] };
    }
  },
};

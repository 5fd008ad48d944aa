// Judges declared volumes whose path climbs out of the image.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { climbs } from '../image-hazard.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgVolumeTraversal: Check<'image'> = {
  id: toRuleId('img-volume-traversal'),
  title: 'Volume climbs out of the image',
  severity: 'critical',
  layer: 'container',
  on: 'image',
  why: 'Some runtimes follow the path when they fill the volume and copy files of the host into it.',
  todo: 'Do not run the image',
  refs: ['T1611', 'CWE-22', 'C-0087', 'CVE-2022-23648'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ Volumes: { '/data/../../etc': {} } })],
    good: [imageConfig({ Volumes: { '/data': {} } })],
  },
  *run(image) {
    for (const volume of image.volumes) {
      if (climbs(volume))
        yield { key: volume, what: `Volumes has ${volume}`, fields: [configField(image, 'Volumes', volume)] };
    }
  },
};

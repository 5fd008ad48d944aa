// Judges declared volumes that lie on a folder of the system.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isSystemPath } from '../image-hazard.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgVolumeSensitive: Check<'image'> = {
  id: toRuleId('img-volume-sensitive'),
  title: 'Volume on a system folder',
  severity: 'high',
  layer: 'container',
  on: 'image',
  why: 'A volume there outlives the container and is shared: what is changed in it, programs and settings of the system included, is run by the next one.',
  todo: 'Rebuild with the volume on a folder of its own',
  refs: ['N190:4.5.5', 'DKL-DI-0002'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ Volumes: { '/etc': {} } })],
    good: [imageConfig({ Volumes: { '/data': {} } })],
  },
  *run(image) {
    for (const volume of image.volumes) {
      if (isSystemPath(volume))
        yield { key: volume, what: `Volumes has ${volume}`, fields: [configField(image, 'Volumes', volume)] };
    }
  },
};

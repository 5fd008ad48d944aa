// Judges a user id that does not fit.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isUserOutOfRange } from '../image-hazard.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgUserOverflow: Check<'image'> = {
  id: toRuleId('img-user-overflow'),
  title: 'User id does not fit into 31 bits',
  severity: 'critical',
  layer: 'container',
  on: 'image',
  why: 'Some runtimes wrap such an id, or look it up as a name, and start the process as root where everybody believes that it is not.',
  todo: 'Do not run the image; rebuild it with a small fixed id',
  refs: ['T1611', 'CWE-190', 'CVE-2024-40635', 'CVE-2026-46680'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ User: '4294967296' })],
    good: [imageConfig({ User: '2147483647' })],
  },
  *run(image) {
    if (isUserOutOfRange(image.user))
      yield { key: 'user', what: `User ${image.user}`, fields: [configField(image, 'User', image.user)] };
  },
};

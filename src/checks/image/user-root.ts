// Judges the user that an image starts as.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isRootUser } from '../image-hazard.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgUserRoot: Check<'image'> = {
  id: toRuleId('img-user-root'),
  title: 'Image starts as root',
  severity: 'high',
  layer: 'container',
  on: 'image',
  why: 'Whoever takes the process over may write every file of the container, and any flaw or mount that leads out of it leads out as root.',
  todo: 'Rebuild with USER and a numeric id, or set the user where the image is run',
  refs: ['CISD 4.1', 'N190:4.1.2', 'OWD:2', 'CIS-DI-0001', 'DS-0002'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ User: '' }), imageConfig({ User: 'root' }), imageConfig({ User: '0:0' })],
    good: [imageConfig({ User: '65532' }), imageConfig({ User: 'app' })],
  },
  *run(image) {
    if (!isRootUser(image.user)) return;
    const what = image.user === '' ? 'no user is set, so it starts as root' : `it starts as ${image.user}`;
    yield { key: 'user', what, fields: [configField(image, 'User', image.user)] };
  },
};

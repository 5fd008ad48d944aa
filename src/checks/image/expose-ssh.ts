// Judges the port of SSH among those that an image offers.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';

import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgExposeSsh: Check<'image'> = {
  id: toRuleId('img-expose-ssh'),
  title: 'Image offers SSH',
  severity: 'medium',
  layer: 'container',
  on: 'image',
  why: 'A login service in a container is one more way in, with keys and passwords that nobody rotates; engine and cluster have their own.',
  todo: 'Take the SSH server out; use exec of the engine or the cluster',
  refs: ['CISD 5.7', 'DS-0004'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ ExposedPorts: { '22/tcp': {} } })],
    good: [imageConfig({ ExposedPorts: { '8080/tcp': {} } })],
  },
  *run(image) {
    if (!image.exposedPorts.some(({ port, protocol }) => port === 22 && protocol.toLowerCase() === 'tcp')) return;
    yield { key: '22/tcp', what: 'ExposedPorts has 22/tcp', fields: [configField(image, 'ExposedPorts', '22/tcp')] };
  },
};

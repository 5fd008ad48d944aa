// Judges credentials in the environment that an image brings along.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { looksSecret } from '../../model/secret-shape.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgEnvSecret: Check<'image'> = {
  id: toRuleId('img-env-secret'),
  title: 'Credential in the environment of the image',
  severity: 'critical',
  layer: 'container',
  on: 'image',
  why: 'Everyone who can pull the image reads it, without running anything.',
  todo: 'Revoke it, rebuild without it, and hand it over at run time as a mounted file',
  refs: ['CISD 4.10', 'N190:4.1.4', 'T1552.001', 'CIS-DI-0010'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ Env: ['DB_PASSWORD=hunter2hunter2'] }), imageConfig({ Env: ['X=AKIAQ3EGRIOP5Z7NM2XW'] })],
    good: [imageConfig({ Env: ['PATH=/usr/bin', 'DB_PASSWORD_FILE=/run/secrets/db'] })],
  },
  *run(image) {
    for (const { name, value = '' } of image.env) {
      const kind = looksSecret(name, value);
      if (kind === undefined) continue;
      yield {
        key: name,
        what: `Env ${name} holds ${kind}`,
        fields: [{ ...configField(image, `Env ${name}`, kind), secret: true }],
      };
    }
  },
};

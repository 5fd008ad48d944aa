// Judges variables that make the dynamic loader take code from elsewhere.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isLoaderVariable } from '../image-hazard.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgEnvLoaderHijack: Check<'image'> = {
  id: toRuleId('img-env-loader-hijack'),
  title: 'Environment of the image loads code into every process',
  severity: 'high',
  layer: 'container',
  on: 'image',
  why: 'Every program that starts in the container runs that library, and so do hooks that a runtime starts with the environment of the image, as root on the host.',
  todo: 'Rebuild without the variable; set it for the one program that needs it',
  refs: ['T1574.006', 'CVE-2025-23266'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ Env: ['LD_PRELOAD=/app/hook.so'] })],
    good: [imageConfig({ Env: ['LANG=C.UTF-8'] })],
  },
  *run(image) {
    for (const { name, value = '' } of image.env) {
      if (isLoaderVariable(name, value))
        yield { key: name, what: `Env ${name}=${value}`, fields: [configField(image, `Env ${name}`, value)] };
    }
  },
};

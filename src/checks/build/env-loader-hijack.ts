// Judges ENV that makes the dynamic loader take code from elsewhere.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { isLoaderVariable } from '../image-hazard.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';

export const envLoaderHijack: Check<'build'> = {
  id: toRuleId('df-env-loader-hijack'),
  title: 'ENV loads code into every process',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Every program that starts in the container runs that library, and so do hooks that a runtime starts with the environment of the image, as root on the host.',
  todo: 'Set the variable for the one program that needs it, in its start script',
  refs: ['T1574.006', 'CWE-426', 'CVE-2025-23266'],
  since: '2026.11',
  examples: { bad: [onDebian('ENV LD_PRELOAD=/app/hook.so')], good: [onDebian('ENV APP_PLUGIN=/app/hook.so')] },
  *run(build) {
    for (const field of shippedStages(build).flatMap(({ env }) => env)) {
      if (!isKnown(field)) continue;
      const { name, value = '' } = field.value;
      if (isLoaderVariable(name, value))
        yield { key: name, what: `ENV ${name}=${value}`, fields: [{ name: `ENV ${name}`, field }] };
    }
  },
};

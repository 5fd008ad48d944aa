// Judges credentials that stand in a file for when nobody gives one: https://docs.docker.com/reference/compose-file/interpolation/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { looksSecret } from '../../model/secret-shape.ts';
import { containersOf, sayOf } from './container.ts';
import { inFormats } from './every-format.ts';

export const composeInterpolationSecret: Check<'workload'> = {
  id: toRuleId('wl-compose-interpolation-secret'),
  title: 'Credential is the default of a variable',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Where nobody sets the variable the service runs with a password that everybody who has seen the file knows, and nothing says so.',
  todo: 'Say `${NAME:?}`, so that Compose refuses to start without one.',
  refs: ['CWE-798'],
  since: '2026.11',
  get examples() {
    const withValue = (value: string) => inFormats(['compose'], { env: [{ name: 'DB_PASSWORD', value }] });
    return {
      bad: [...withValue('${DB_PASSWORD:-hunter2-Qx81vb}'), ...withValue('${PW-hunter2-Qx81vb}')],
      good: [...withValue('${DB_PASSWORD:?}'), ...withValue('${DB_PASSWORD:-}'), ...withValue('${DB_PASSWORD}')],
    };
  },
  *run(workload) {
    for (const container of containersOf(workload)) {
      for (const field of container.declared.env ?? []) {
        if (!isKnown(field) || field.value.value === undefined || field.value.fallbackOf === undefined) continue;
        const kind = looksSecret(field.value.name, field.value.value);
        if (kind === undefined) continue;
        const { name, fallbackOf } = field.value;
        yield {
          key: `${container.name}/${name}`,
          what: sayOf(workload, container, `has ${kind} in ${name} where ${fallbackOf} is not set`),
          fields: [{ name: 'env', field, container: container.name, secret: true }],
        };
      }
    }
  },
};

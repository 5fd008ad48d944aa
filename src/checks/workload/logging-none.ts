// Judges output that nobody keeps: https://docs.docker.com/engine/logging/configure/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const loggingNone: Check<'workload'> = {
  id: toRuleId('wl-logging-none'),
  title: 'Its output is thrown away',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'An intruder leaves no trace in it: what the program wrote is gone.',
  todo: 'Leave the driver to the engine, or name one that keeps the output.',
  refs: ['CISD 2.13', 'NSA:Log'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ logDriver: 'none' }),
      good: [...inEveryFormat({ logDriver: 'local' }), ...inEveryFormat()],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'logDriver',
      isBad: (driver) => driver === 'none',
      clause: () => 'throws its output away',
      fix: (field, _, container) =>
        unsetFix('keep its output', { name: 'logDriver', field }, targetOf(workload, container)),
    }),
};

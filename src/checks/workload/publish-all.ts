// Judges ports that are all published: https://docs.docker.com/engine/network/port-publishing/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const publishAll: Check<'workload'> = {
  id: toRuleId('wl-publish-all'),
  title: 'Publishes every port that its image names',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Which ports those are the image decides, also the next one: a port for debugging or administration that it adds is open to the network.',
  todo: 'Publish the ports that are needed by number, on the address that needs them.',
  refs: ['CISD 5.9'],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ publishAll: true }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'publishAll',
      isBad: (value) => value,
      clause: () => 'publishes every port that its image names',
    }),
};

// Judges group numbers that the host gives out, too: https://systemd.io/UIDS-GIDS/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { hasLowUser, hasOwnUsers, isLowNumber } from './user.ts';

export const lowGid: Check<'workload'> = {
  id: toRuleId('wl-low-gid'),
  title: 'Group number is one that the host uses, too',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'On mounted folders, and outside after an escape, the process has what the group with that number has on the host.',
  todo: 'Take a number above 10000 that no group of the host has.',
  refs: ['KSV-0021', 'ks:RunAsGroup', 'sc:container-security-context-user-group-id'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ user: '10001', group: '1000' }),
      good: inEveryFormat(),
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'group',
      // With the user's own number just as low it is one finding, the user's.
      isBad: (group, container) =>
        container.declared.group !== undefined &&
        isLowNumber(group) &&
        !hasLowUser(container) &&
        !hasOwnUsers(container),
      clause: (group) => `runs as group ${group}, a number that groups of the host may have`,
    }),
};

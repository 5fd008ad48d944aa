// Judges user numbers that the host gives out, too: https://systemd.io/UIDS-GIDS/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { hasLowUser } from './user.ts';

export const lowUid: Check<'workload'> = {
  id: toRuleId('wl-low-uid'),
  title: 'User number is one that the host uses, too',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Numbers are all that the kernel compares: on mounted folders, and outside after an escape, the process is whoever has that number on the host.',
  todo: 'Take a number above 10000 that nobody on the host has, or give the container its own user namespace.',
  refs: ['KSV-0020', 'CKV_K8S_40', 'ks:RunAsUser', 'sc:container-security-context-user-group-id', 'kics:02323c00'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ user: '1000' }),
      good: [...inEveryFormat(), ...inEveryFormat({ user: '1000', userNamespace: true })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'user',
      isBad: (_, container) => hasLowUser(container),
      clause: (user) => `runs as user ${user}, a number that accounts of the host may have`,
    }),
};

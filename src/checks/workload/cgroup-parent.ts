// Judges a cgroup that somebody else accounts for: https://docs.kernel.org/admin-guide/cgroup-v2.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const cgroupParent: Check<'workload'> = {
  id: toRuleId('wl-cgroup-parent'),
  title: 'Runs below a cgroup of its own choice',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Limits and accounts of the engine end at its own cgroup: below another one the container uses what was kept for the host or for others.',
  todo: 'Remove it, and set limits on the container itself.',
  refs: ['CISD 5.25', 'CISD 2.10', 'kics:4d9f44c6'],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ cgroupParent: '/system.slice' }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'cgroupParent',
      isBad: (parent) => parent !== '',
      clause: (parent) => `runs below the cgroup ${parent}`,
      fix: (field, _, container) =>
        unsetFix('go back to the cgroup of the engine', { name: 'cgroupParent', field }, targetOf(workload, container)),
    }),
};

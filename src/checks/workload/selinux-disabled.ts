// Judges SELinux that was switched off: https://docs.docker.com/reference/cli/docker/container/run/#security-opt
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const selinuxDisabled: Check<'workload'> = {
  id: toRuleId('wl-selinux-disabled'),
  title: 'SELinux is switched off',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: "Without its label the container may open host files and other containers' files wherever ordinary permissions let it.",
  todo: 'Remove the option; label the mounted folder instead (`:z` or `:Z`).',
  refs: [
    'CISD 5.3',
    'PSS-B:seLinuxOptions',
    'OWD:6',
    'KSV-0025',
    'kyv:disallow-selinux',
    'gk:selinux',
    'kics:610e266e',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ selinuxDisabled: true }),
      good: [
        ...inEveryFormat({ selinux: { level: 's0:c100' } }),
        ...inEveryFormat({ selinux: { type: 'container_t' } }),
      ],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'selinuxDisabled',
      isBad: (value, container) => value && container.declared.selinuxDisabled !== undefined,
      clause: () => 'runs without SELinux confinement',
      fix: (field, workload, container) =>
        unsetFix('remove the SELinux exemption', { name: 'selinuxDisabled', field }, targetOf(workload, container)),
    }),
};

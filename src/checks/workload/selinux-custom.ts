// Judges SELinux labels that are not for containers: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import type { SelinuxLabel } from '../../model/workload.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const selinuxCustom: Check<'workload'> = {
  id: toRuleId('wl-selinux-custom'),
  title: 'Chooses an SELinux label of its own',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'What a user, role or type of SELinux may do is decided by the policy of the host: those that are not made for containers reach more than containers should.',
  todo: 'Remove it. The types for containers are container_t, container_init_t, container_kvm_t and container_engine_t.',
  refs: ['CISD 5.3', 'PSS-B:seLinuxOptions', 'KSV-0025', 'kyv:disallow-selinux', 'gk:selinux'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ selinux: { type: 'httpd_t' } }),
        ...inEveryFormat({ selinux: { user: 'sysadm_u', role: 'sysadm_r' } }),
      ],
      good: [
        ...inEveryFormat({ selinux: { type: 'container_t' } }),
        ...inEveryFormat({ selinux: { level: 's0:c1,c2' } }),
      ],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'selinux',
      isBad: (label, container) =>
        container.declared.selinux !== undefined && !isOff(container) && strangeParts(label).length > 0,
      clause: (label) => `asks for the SELinux ${strangeParts(label).join(' and ')}`,
      fix: (field, _, container) =>
        unsetFix('leave the SELinux label to the engine', { name: 'selinux', field }, targetOf(workload, container)),
    }),
};

const ours: ReadonlySet<string> = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);
function strangeParts({ user = '', role = '', type = '' }: SelinuxLabel): readonly string[] {
  return [
    ...(user === '' ? [] : [`user ${user}`]),
    ...(role === '' ? [] : [`role ${role}`]),
    ...(ours.has(type) ? [] : [`type ${type}`]),
  ];
}
/** Which another rule says. */
function isOff({ effective }: JudgedContainer): boolean {
  return isKnown(effective.selinuxDisabled) && effective.selinuxDisabled.value;
}

// Judges whether setuid files may raise privilege: https://docs.kernel.org/userspace-api/no_new_privs.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const noNewPrivilegesOff: Check<'workload'> = {
  id: toRuleId('wl-no-new-privileges-off'),
  title: 'Privileges can be gained through setuid files',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Without no_new_privs an intruder who is an ordinary user inside becomes root through any setuid program or file capability of the image.',
  todo: 'Set no-new-privileges; in Kubernetes set allowPrivilegeEscalation to false.',
  refs: [
    'CISD 5.26',
    'CISD 2.14',
    'CISK 5.2.6',
    'PSS-R:allowPrivilegeEscalation',
    'NSA:Pod',
    'OWD:4',
    'OWK:K01',
    'CWE-269',
    'KSV-0001',
    'CKV_K8S_20',
    'CKV_K8S_5',
    'C-0016',
    'C-0197',
    'kl:privilege-escalation-container',
    'ks:AllowPrivilegeEscalation',
    'pol:privilegeEscalationAllowed',
    'kics:5572cc5e',
    'kics:27fcc7d6',
    'kyv:disallow-privilege-escalation',
    'gk:allow-privilege-escalation',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat({ noNewPrivileges: undefined }), ...inEveryFormat({ noNewPrivileges: false })],
      good: inEveryFormat(),
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'noNewPrivileges',
      onlyLinux: true,
      isBad: (value) => !value,
      clause: () => 'lets setuid programs raise privilege',
      fix: (field, workload, container) =>
        setFix('forbid new privileges', { name: 'noNewPrivileges', value: true, field }, targetOf(workload, container)),
    }),
};

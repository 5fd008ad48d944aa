// Judges seccomp that was switched off: https://docs.docker.com/engine/security/seccomp/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const seccompUnconfined: Check<'workload'> = {
  id: toRuleId('wl-seccomp-unconfined'),
  title: 'Seccomp is switched off',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Every system call of the kernel is open, those that the default profile withholds included: most kernel exploits that start in a container need one of them.',
  todo: 'Remove the option, or use a profile that allows the few system calls that are missing.',
  refs: [
    'CISD 5.22',
    'CISK 5.6.2',
    'PSS-B:seccompProfile',
    'NSA:Pod',
    'OWD:6',
    'OWK:K01',
    'CWE-693',
    'KSV-0104',
    'CKV_K8S_31',
    'CKV_K8S_32',
    'C-0055',
    'ks:SeccompUnconfined',
    'kics:404fde2c',
    'kyv:restrict-seccomp',
    'gk:seccomp',
  ],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ seccomp: { type: 'unconfined' } }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'seccomp',
      isBad: (value, container) => value.type === 'unconfined' && container.declared.seccomp !== undefined,
      clause: () => 'runs without a seccomp profile',
      fix: (field, workload, container) =>
        setFix(
          "go back to the runtime's seccomp profile",
          { name: 'seccomp', value: { type: 'runtime' }, field },
          targetOf(workload, container),
        ),
    }),
};

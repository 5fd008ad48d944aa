// Judges a seccomp profile that nobody chose: https://kubernetes.io/docs/tutorials/security/seccomp/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, targetOf } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';

export const seccompUnset: Check<'workload'> = {
  id: toRuleId('wl-seccomp-unset'),
  title: 'No seccomp profile is set',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'Kubernetes runs a container without any system call filter unless the pod or the kubelet asks for one.',
  todo: 'Set seccompProfile to RuntimeDefault for the pod or the container.',
  refs: [
    'CISD 5.22',
    'CISK 5.6.2',
    'PSS-R:seccompProfile',
    'NSA:Pod',
    'OWK:K01',
    'KSV-0030',
    'KSV-0104',
    'CKV_K8S_31',
    'C-0210',
    'C-0055',
    'ks:SeccompAny',
    'pol:linuxHardening',
    'sc:container-seccomp-profile',
    'kics:f377b83e',
    'kyv:restrict-seccomp-strict',
    'gk:seccompv2',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { seccomp: undefined }),
      good: [...inEveryFormat(), ...inFormats(['compose'], { seccomp: undefined })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'seccomp',
      onlyLinux: true,
      isBad: (value, container) =>
        value.type === 'unconfined' && container.declared.seccomp === undefined && workload.engine === 'kubernetes',
      clause: () => 'sets no seccomp profile',
      fix: (_, workload, container) => ({
        say: "ask for the runtime's seccomp profile",
        edits: [{ op: 'set', target: targetOf(workload, container), field: 'seccomp', value: { type: 'runtime' } }],
      }),
    }),
};

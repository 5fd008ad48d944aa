// Judges /proc without its masks: https://kubernetes.io/docs/concepts/security/pod-security-standards/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const procUnmasked: Check<'workload'> = {
  id: toRuleId('wl-proc-unmasked'),
  title: 'Kernel files below /proc are unmasked',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'The masked paths include kernel memory, keys and the settings through which root in the container makes the host run a program.',
  todo: 'Remove the option; only nested container engines need it, and those want a user namespace.',
  refs: [
    'PSS-B:procMount',
    'PSS-R:procMount',
    'T1611',
    'KSV-0027',
    'kl:unsafe-proc-mount',
    'pol:procMount',
    'kics:f922827f',
    'kyv:disallow-proc-mount',
    'gk:proc-mount',
  ],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ procUnmasked: true }), good: inEveryFormat({ procUnmasked: false }) };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'procUnmasked',
      isBad: (value, container) => value && container.declared.procUnmasked !== undefined,
      clause: () => 'sees /proc and /sys without masks',
      fix: (field, workload, container) =>
        unsetFix('mask the kernel files again', { name: 'procUnmasked', field }, targetOf(workload, container)),
    }),
};

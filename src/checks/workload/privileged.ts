// Judges the privileged flag: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const privileged: Check<'workload'> = {
  id: toRuleId('wl-privileged'),
  title: 'Container runs privileged',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'A privileged container has every capability and every device and no seccomp or AppArmor confinement: whoever controls it mounts the disk of the node or loads code into its kernel.',
  todo: 'Switch it off, and grant the single capability or device that the program really needs.',
  refs: [
    'CISD 5.5',
    'CISK 5.2.2',
    'PSS-B:privileged',
    'NSA:Pod',
    'N190:4.4.3',
    'OWK:K01',
    'T1611',
    'CWE-250',
    'KSV-0017',
    'CKV_K8S_16',
    'CKV_K8S_2',
    'C-0057',
    'C-0193',
    'kl:privileged-container',
    'ks:Privileged',
    'pol:runAsPrivileged',
    'sc:container-security-context-privileged',
    'kics:dd29336b',
    'kics:ae5b6871',
    'kyv:disallow-privileged-containers',
    'gk:privileged-containers',
    'CKV_AWS_334',
    'CKV_AWS_210',
    'kh:CE_PRIV_MOUNT',
    'kh:CE_NSENTER',
    'ice:IS_PRIVILEGED',
  ],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ privileged: true }), good: inEveryFormat({ privileged: false }) };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'privileged',
      isBad: (value) => value,
      clause: () => 'runs privileged',
      fix: (field, _, container) =>
        setFix(
          'switch privileged mode off',
          { name: 'privileged', value: false, field },
          targetOf(workload, container),
        ),
    }),
};

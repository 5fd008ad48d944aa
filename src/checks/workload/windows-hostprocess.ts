// Judges Windows containers that are processes of the node: https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const windowsHostprocess: Check<'workload'> = {
  id: toRuleId('wl-windows-hostprocess'),
  title: 'Is a process of the Windows node',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'A HostProcess container has no isolation at all: it runs on the node, with its files, its network and the rights of its system account.',
  todo: 'Switch it off; keep it for what installs or maintains the node itself.',
  refs: [
    'CISK 5.2.10',
    'PSS-B:windowsHostProcess',
    'T1611',
    'KSV-0103',
    'C-0202',
    'pol:hostProcess',
    'kyv:disallow-host-process',
    'gk:host-process',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ hostProcess: true }),
      good: [...inEveryFormat(), ...inEveryFormat({ hostProcess: false })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'hostProcess',
      isBad: (value) => value,
      clause: () => 'runs as a process of the Windows node',
      fix: (field, _, container) =>
        setFix('isolate it from the node', { name: 'hostProcess', value: false, field }, targetOf(workload, container)),
    }),
};

// Judges Windows containers that share the kernel: https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/hyperv-container
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const windowsIsolationProcess: Check<'workload'> = {
  id: toRuleId('wl-windows-isolation-process'),
  title: 'Shares the kernel of the Windows host',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Process isolation is no security boundary of Windows: flaws that lead out of such a container are not repaired as vulnerabilities.',
  todo: 'Use Hyper-V isolation for whatever runs code or takes input from others.',
  refs: ['N190:4.4.3'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ isolation: 'process' }),
      good: [...inEveryFormat(), ...inEveryFormat({ isolation: 'hyperv' })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'isolation',
      isBad: (value) => value === 'process',
      clause: () => 'asks for process isolation, which shares the kernel of the host',
    }),
};

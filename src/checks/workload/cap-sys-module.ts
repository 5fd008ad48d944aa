// Judges SYS_MODULE: https://man7.org/linux/man-pages/man2/init_module.2.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseAdded } from './added-capability.ts';
import { inEveryFormat } from './every-format.ts';

export const capSysModule: Check<'workload'> = {
  id: toRuleId('wl-cap-sys-module'),
  title: 'Adds SYS_MODULE: loading code into the kernel',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Whoever controls the container loads a module of their own into the kernel of the host, and a module may do anything.',
  todo: 'Remove it, and let the host load the modules that are needed before the container starts.',
  refs: [
    'CISD 5.4',
    'PSS-B:capabilities',
    'T1611',
    'T1547.006',
    'KSV-0120',
    'kh:CE_MODULE_LOAD',
    'ice:CAN_LOAD_KERNEL_MODULES',
  ],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ capAdd: ['SYS_MODULE'] }), good: inEveryFormat({ capAdd: ['NET_BIND_SERVICE'] }) };
  },
  run: (workload) =>
    accuseAdded(workload, (name) =>
      name === 'SYS_MODULE' ? 'adds SYS_MODULE: loading code into the kernel' : undefined,
    ),
};

// Judges capabilities that the restricted profile does not allow: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { defaultCapabilities } from '../../model/engine-defaults.ts';
import { isKnown } from '../../model/field.ts';
import { accuseAdded, dangers, hasOwnRule } from './added-capability.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const capAddNotBind: Check<'workload'> = {
  id: toRuleId('wl-cap-add-not-bind'),
  title: 'Adds a capability other than NET_BIND_SERVICE',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Each capability is a part of the power of root: an intruder has it too, and the strictest profile of Kubernetes refuses the pod.',
  todo: 'Remove it unless the program was seen to fail without it. NET_BIND_SERVICE is the only one that needs no reason.',
  refs: ['PSS-R:capabilities', 'KSV-0106', 'KSV-0022', 'C-0200', 'kyv:disallow-capabilities-strict'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ capAdd: ['IPC_LOCK'] }),
        ...inEveryFormat({ capAdd: ['SETUID'] }),
        ...inEveryFormat({ capDrop: ['NET_RAW', 'ALL'], capAdd: ['SETUID'] }),
      ],
      good: [
        ...inEveryFormat({ capAdd: ['NET_BIND_SERVICE'] }),
        ...inEveryFormat({ capAdd: ['SYS_TIME', 'NET_RAW'] }),
        ...inEveryFormat({ capDrop: ['NET_RAW'], capAdd: ['SETUID'] }),
      ],
    };
  },
  run: (workload) =>
    accuseAdded(workload, (name, container) => {
      if (name === 'NET_BIND_SERVICE' || dangers.has(name) || hasOwnRule(name)) return undefined;
      if (!defaultCapabilities[workload.engine].has(name)) return `adds ${name}`;
      // Without the drop it is there anyway, which another rule says.
      return dropsAll(container) ? { clause: `adds ${name} back`, severity: 'low' } : undefined;
    }),
};

function dropsAll({ effective }: JudgedContainer): boolean {
  return effective.capDrop.some((field) => isKnown(field) && field.value === 'ALL');
}

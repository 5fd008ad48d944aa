// Judges rules for devices that allow more than one of them: https://docs.kernel.org/admin-guide/cgroup-v1/devices.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Verdict } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const deviceCgroupRule: Check<'workload'> = {
  id: toRuleId('wl-device-cgroup-rule'),
  title: 'May make and use more devices than one',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'With such a rule a container makes the file of a device itself: a disk of the host, its memory, whatever the rule allows.',
  todo: 'Hand in the one device by its path, or allow just its number: `c MAJOR:MINOR rw`.',
  refs: ['CISD 5.18', 'T1611'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ deviceRules: ['a *:* rwm'] }),
        ...inEveryFormat({ deviceRules: ['b 8:* r'] }),
        ...inEveryFormat({ deviceRules: ['c 188:* rmw'] }),
        ...inEveryFormat({ deviceRules: ['c *:* rwm'] }),
        ...inEveryFormat({ deviceRules: ['b 8:0 r'] }),
        ...inEveryFormat({ deviceRules: ['c 1:1 r'] }),
        ...inEveryFormat({ deviceRules: ['c 1:* r'] }),
      ],
      good: [
        ...inEveryFormat(),
        ...inEveryFormat({ deviceRules: ['c 188:0 rw'] }),
        ...inEveryFormat({ deviceRules: ['c 1:3 rwm', 'c 10:200 rwm'] }),
      ],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'deviceRules',
      judge: judgeRule,
      keyOf: (rule) => rule,
      say: (rule) => `remove the rule ${rule}`,
    }),
};

/** Of the memory of the host: mem, kmem, port. */
const memory: ReadonlySet<string> = new Set(['1:1', '1:2', '1:4']);
function judgeRule(rule: string): Verdict | undefined {
  const [type = '', number = '*:*'] = rule.trim().split(/\s+/);
  const [major = '*', minor = '*'] = number.split(':');
  if (type === 'a' || (type === 'c' && major === '*')) return `may use every device (${rule})`;
  if (type === 'b') return `may use disks of the host (${rule})`;
  if (major === '1' && (minor === '*' || memory.has(number))) return `may use the memory of the host (${rule})`;
  if (minor !== '*') return undefined;
  // 10 holds virtual machines, filesystems in user space, watchdogs and more.
  return {
    clause: `may use every device with the number ${major} (${rule})`,
    severity: major === '10' ? 'high' : 'medium',
  };
}

// Judges devices that lead further than to what they are for: https://www.kernel.org/doc/Documentation/admin-guide/devices.txt
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseDevices, findCharDevice } from './device-rule.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { accuseMounts } from './mount-rule.ts';

export const dangerousCharDevice: Check<'workload'> = {
  id: toRuleId('wl-dangerous-char-device'),
  title: 'Device with power over the host is passed in',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Such a device reaches the memory of the host, its keys, what is typed at it, or a part of the kernel that is known for its flaws.',
  todo: 'Remove it, or keep the program that needs it on a host of its own.',
  refs: ['CISD 5.18', 'T1611'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ devices: [{ host: '/dev/mem' }] }),
        ...inEveryFormat({ devices: [{ host: '/dev/kvm' }] }),
        ...inEveryFormat(bind('/dev/kvm', { hostType: 'CharDevice' })),
      ],
      good: [
        ...inEveryFormat(),
        ...inEveryFormat({ devices: [{ host: '/dev/ttyUSB0' }] }),
        ...inEveryFormat(bind('/srv/app/data')),
      ],
    };
  },
  run: function* (workload, world) {
    yield* accuseDevices(workload, {
      judge: (path) => {
        const found = findCharDevice(path);
        return found && { clause: `is given ${path}: ${found.gives}`, severity: found.severity };
      },
    });
    yield* accuseMounts(workload, world, {
      judge: ({ path }) => {
        const found = findCharDevice(path);
        return found && { clause: `mounts ${path}: ${found.gives}`, severity: found.severity };
      },
    });
  },
};

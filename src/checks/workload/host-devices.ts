// Judges devices that are handed to a container: https://docs.docker.com/reference/cli/docker/container/run/#device
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseDevices, findCharDevice, isBlockDevice } from './device-rule.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const hostDevices: Check<'workload'> = {
  id: toRuleId('wl-host-devices'),
  title: 'Device of the host is passed in',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'A device is a door into its driver, and past every file permission to what lies behind it.',
  todo: 'Pass in only what the program cannot do without, with the fewest permissions that do.',
  refs: ['CISD 5.18', 'N190:4.4.3', 'T1611'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ devices: [{ host: '/dev/ttyUSB0' }] }),
        ...inEveryFormat(bind('/dev/ttyUSB0', { hostType: 'CharDevice' })),
      ],
      good: [
        ...inEveryFormat(),
        ...inEveryFormat({ devices: [{ host: '/dev/sda' }, { host: '/dev/kvm' }] }),
        ...inEveryFormat(bind('/dev/kvm')),
        ...inEveryFormat(bind('/srv/app/data')),
      ],
    };
  },
  run: function* (workload, world) {
    yield* accuseDevices(workload, {
      judge: (path) =>
        isBlockDevice(path) || findCharDevice(path) !== undefined ? undefined : `is given the device ${path}`,
    });
    yield* accuseMounts(workload, world, {
      judge: (found) =>
        kindOf(found, workload.engine) === 'device' && findCharDevice(found.path) === undefined
          ? `mounts the device ${found.path}`
          : undefined,
    });
  },
};

// Judges devices that are handed to a container: https://docs.docker.com/reference/cli/docker/container/run/#device
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseDevices, isBlockDevice } from './device-rule.ts';
import { inEveryFormat } from './every-format.ts';

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
    return { bad: inEveryFormat({ devices: [{ host: '/dev/net/tun' }] }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseDevices(workload, { judge: (path) => (isBlockDevice(path) ? undefined : `is given the device ${path}`) }),
};

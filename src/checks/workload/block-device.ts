// Judges disks that are handed to a container: https://docs.docker.com/reference/cli/docker/container/run/#device
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseDevices, isBlockDevice } from './device-rule.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const blockDevice: Check<'workload'> = {
  id: toRuleId('wl-block-device'),
  title: 'Disk of the host is passed in',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Whoever can write to the disk changes any file of the host below its filesystem, and whoever can read it has them all.',
  todo: 'Remove it, and mount the one folder that is needed.',
  refs: ['CISD 5.18', 'T1611', 'falco:"Privileged Container Device Access"'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ devices: [{ host: '/dev/sda', container: '/dev/xvda', permissions: 'r' }] }),
        ...inEveryFormat(bind('/dev/nvme0n1')),
        ...inEveryFormat(bind('/srv/volume', { hostType: 'BlockDevice' })),
      ],
      good: inEveryFormat(bind('/dev/shm')),
    };
  },
  run: function* (workload, world) {
    yield* accuseDevices(workload, {
      judge: (path) => (isBlockDevice(path) ? `is given the disk ${path}` : undefined),
      say: 'remove the disk',
    });
    yield* accuseMounts(workload, world, {
      judge: (found) => (kindOf(found, workload.engine) === 'disk' ? `mounts the disk ${found.path}` : undefined),
      say: 'remove the disk',
    });
  },
};

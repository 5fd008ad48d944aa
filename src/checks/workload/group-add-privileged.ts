// Judges groups that stand for power over the host: https://wiki.debian.org/SystemGroups
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const groupAddPrivileged: Check<'workload'> = {
  id: toRuleId('wl-group-add-privileged'),
  title: 'Adds a group that has power over the host',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Members of these groups talk to the engine, read raw disks or password hashes, or start virtual machines: what the file permissions of a socket or a device were to keep out comes in.',
  todo: 'Remove the group; for a device hand in that device, for the engine use a proxy that lets only single requests through.',
  refs: ['T1611'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ groups: ['docker'] }),
        ...inEveryFormat({ groups: ['6'] }, ['wl-supplemental-groups-image']),
      ],
      good: inEveryFormat({ groups: ['10002'] }),
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'groups',
      judge: (group) => {
        const gives = powers.get(group.toLowerCase());
        return gives === undefined ? undefined : `adds the group ${group}: ${gives}`;
      },
      keyOf: (group) => group,
      say: (group) => `remove the group ${group}`,
      shared: true,
    }),
};

const engine = 'control over the engine';
const machines = 'virtual machines of the host';
/** By name, and by the number that Debian, Red Hat and Alpine agree on. */
const powers: ReadonlyMap<string, string> = new Map([
  ['docker', engine],
  ['podman', engine],
  ['lxd', engine],
  ['incus-admin', engine],
  ['disk', 'raw disks'],
  ['6', 'raw disks'],
  ['kmem', 'the memory of the kernel'],
  ['shadow', 'password hashes'],
  ['42', 'password hashes'],
  ['kvm', machines],
  ['libvirt', machines],
]);

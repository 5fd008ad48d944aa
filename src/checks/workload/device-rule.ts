// Which devices are disks or otherwise more than they seem, and one message a device: https://www.kernel.org/doc/Documentation/admin-guide/devices.txt
import type { Message } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Field } from '../../model/field.ts';
import type { Device } from '../../model/workload.ts';
import type { Severity } from '../../model/severity.ts';
import { clauseOf, containersOf, refOf, sayOf, severityOf, targetOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload, Verdict } from './container.ts';
import { normalPath } from '../../model/host-path.ts';

const disks =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]+[0-9]*|nvme[0-9]+n[0-9]+(?:p[0-9]+)?|mmcblk[0-9]+(?:p[0-9]+)?|(?:dm-|md|loop|sr|nbd|zd)[0-9]+|mapper(?:\/.*)?|disk(?:\/.*)?|block(?:\/.*)?)$/;
export function isBlockDevice(path: string): boolean {
  if (!path.startsWith('/dev/')) return false;
  return path !== '/dev/mapper/control' && disks.test(path);
}

const machines = 'virtual machines, and a wide door into the kernel';
/** Devices that are no disks and lead further than to what they are for. */
const charDevices: readonly (readonly [RegExp, Severity, string])[] = [
  [/^\/dev\/(?:mem|kmem|port)$/, 'critical', 'the memory of the host'],
  [/^\/dev\/cpu(?:\/.*)?$/, 'critical', 'registers of the processor'],
  [/^\/dev\/(?:kvm|vhost-[a-z]+|vsock)$/, 'high', machines],
  [/^\/dev\/vfio(?:\/.*)?$/, 'high', 'hardware that reads and writes the memory of the host'],
  [/^\/dev\/(?:uinput|input(?:\/.*)?|console|tty\d+|vcsa?\d*)$/, 'high', 'what is typed and shown at the console'],
  [/^\/dev\/(?:tpm\d*|tpmrm\d*)$/, 'high', 'keys that are sealed to the host'],
  [/^\/dev\/(?:sg\d+|bsg(?:\/.*)?)$/, 'high', 'commands to the disks past their filesystems'],
  [/^\/dev\/(?:loop-control|btrfs-control|mapper\/control)$/, 'high', 'disks made of files'],
  [/^\/dev\/bus\/usb(?:\/.*)?$/, 'high', 'every device on the USB'],
  [/^\/dev\/(?:infiniband(?:\/.*)?|uio\d+)$/, 'high', 'memory and network past the kernel'],
  [/^\/dev\/watchdog\d*$/, 'medium', 'restarts of the host'],
  [/^\/dev\/fuse$/, 'medium', 'filesystems that the container itself answers for'],
  [/^\/dev\/net\/tun$/, 'medium', 'interfaces of its own in the network'],
  [/^\/dev\/(?:snd(?:\/.*)?|video\d+|media\d+)$/, 'medium', 'microphones and cameras'],
];
export interface CharDevice {
  readonly severity: Severity;
  readonly gives: string;
}
export function findCharDevice(path: string): CharDevice | undefined {
  if (!path.startsWith('/dev/')) return undefined;
  const found = charDevices.find(([pattern]) => pattern.test(path));
  return found === undefined ? undefined : { severity: found[1], gives: found[2] };
}

export interface DeviceRule {
  judge(path: string): Verdict | undefined;
  readonly say?: string;
}
export function* accuseDevices(workload: JudgedWorkload, rule: DeviceRule): Iterable<Message> {
  for (const container of containersOf(workload)) {
    for (const field of container.effective.devices) {
      if (!isKnown(field)) continue;
      const path = normalPath(field.value.host);
      const verdict = rule.judge(path);
      if (verdict === undefined) continue;
      yield {
        key: `${container.name}/${path}`,
        what: sayOf(workload, container, clauseOf(verdict)),
        ...severityOf(verdict),
        fields: [refOf('devices', field, container)],
        ...removalOf(workload, { container, field, value: field.value }, rule),
      };
    }
  }
}
function removalOf(
  workload: JudgedWorkload,
  found: { readonly container: JudgedContainer; readonly field: Field<Device>; readonly value: Device },
  rule: DeviceRule,
): Pick<Message, 'fix'> {
  const at = locationOf(found.field);
  if (at === undefined || rule.say === undefined) return {};
  const target = targetOf(workload, found.container);
  return { fix: { say: rule.say, edits: [{ op: 'remove', target, field: 'devices', value: found.value, at }] } };
}

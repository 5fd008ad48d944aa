// Which devices are disks, and one message a device: https://www.kernel.org/doc/Documentation/admin-guide/devices.txt
import type { Message } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Field } from '../../model/field.ts';
import type { Device } from '../../model/workload.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { normalPath } from '../../model/host-path.ts';

const disks =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]+[0-9]*|nvme[0-9]+n[0-9]+(?:p[0-9]+)?|mmcblk[0-9]+(?:p[0-9]+)?|(?:dm-|md|loop|sr|nbd|zd)[0-9]+|mapper(?:\/.*)?|disk(?:\/.*)?|block(?:\/.*)?)$/;
export function isBlockDevice(path: string): boolean {
  return path !== '/dev/mapper/control' && disks.test(path);
}

export interface DeviceRule {
  judge(path: string): string | undefined;
  readonly say?: string;
}
export function* accuseDevices(workload: JudgedWorkload, rule: DeviceRule): Iterable<Message> {
  for (const container of containersOf(workload)) {
    for (const field of container.effective.devices) {
      if (!isKnown(field)) continue;
      const path = normalPath(field.value.host);
      const clause = rule.judge(path);
      if (clause === undefined) continue;
      yield {
        key: `${container.name}/${path}`,
        what: sayOf(workload, container, clause),
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

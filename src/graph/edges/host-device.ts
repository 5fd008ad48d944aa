// The steps through devices that are handed to a container: https://docs.docker.com/reference/cli/docker/container/run/#device
import { normalPath } from '../../model/host-path.ts';
import { isDisk } from '../../model/host-places.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Edge, EdgeRule, NodeId } from '../../model/graph.ts';
import type { Device } from '../../model/workload.ts';
import { wieldsCapability } from '../host/capabilities.ts';
import { all, always, asFileOwner, assuming, mappedUsers, refOf, sharesKernel, type Condition } from '../conditions.ts';
import { deviceKindsOf, diskYields, type DeviceKind } from '../host/device-kinds.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { effectNode, nodeCredentials } from '../nodes.ts';
import { removing, placedSubjectsOf, toEdge, type Subject } from '../step.ts';

export const hostDevice: EdgeRule = {
  id: 'host-device',
  title: 'A device of the host is passed in',
  why: 'The filesystem on a disk can be read and changed below the permissions of its files; to do it no mount is needed. Memory, registers, buses and the console of a machine are devices too, and some of them lead to its kernel or its keys.',
  refs: ['T1006', 'T1056', 'T1529', 'T1611'],
  examples: {
    bad: [
      composeExample({ devices: '["/dev/sda:/dev/sda"]' }),
      composeExample({ devices: '["/dev/watchdog:/dev/watchdog"]' }),
      composeExample({ devices: '["/dev/mem:/dev/mem"]', cap_add: '[SYS_RAWIO]' }),
    ],
    good: [
      composeExample({ devices: '["/dev/net/tun:/dev/net/tun"]' }),
      composeExample({ devices: '["/dev/mem:/dev/mem"]' }),
      kubernetesExample(),
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      for (const field of subject.container.effective.devices) {
        if (!isKnown(field)) yield* toSteps(subject, field, { name: 'a device', ...diskYields(undefined) });
        else
          for (const kind of deviceKindsOf(normalPath(field.value.host)))
            yield* toSteps(
              subject,
              field,
              isDiskField(field) ? { ...kind, ...diskYields(field.value.permissions) } : kind,
            );
      }
    }
  },
};
function isDiskField(field: Field<Device>): boolean {
  return isKnown(field) && isDisk(normalPath(field.value.host));
}
type Kind = Omit<DeviceKind, 'device'>;
function* toSteps(subject: Subject, field: Field<Device>, kind: Kind): Iterable<Edge> {
  const when = conditionOf(subject, field, kind);
  if (when === undefined) return;
  const isADisk = isDiskField(field) || !isKnown(field);
  yield toEdge({
    rule: 'host-device',
    from: subject.node,
    to: endOf(subject, kind),
    when,
    why: whyOf(field, kind),
    yields: kind.yields,
    fixes: removing(subject, isADisk ? 'remove the disk' : 'remove the device', { name: 'devices', field }),
  });
}
function conditionOf(subject: Subject, field: Field<Device>, kind: Kind): Condition | undefined {
  const { container, machine } = subject;
  return all(
    isKnown(field) ? always : assuming('value-unresolved', `the device is a disk: ${field.why}`),
    { ...always, fields: [refOf(container, 'devices', field)] },
    asFileOwner(container),
    mappedUsers(container, machine),
    isDiskField(field) || !isKnown(field) ? always : sharesKernel(container),
    kind.capability === undefined ? always : wieldsCapability(subject, kind.capability)?.when,
    kind.assumes === undefined ? always : assuming(...kind.assumes),
  );
}
function endOf({ host }: Subject, { to }: Kind): NodeId {
  if (to === 'host') return host;
  return to === 'credentials' ? nodeCredentials(host) : effectNode(host, to);
}
function whyOf(field: Field<Device>, { name }: Kind): string {
  if (!isKnown(field)) return 'it has a device that could not be resolved';
  return isDiskField(field) ? `it is given the disk ${field.value.host}` : `it is given ${field.value.host}, ${name}`;
}

// The step of a container that may make and open device files: https://docs.kernel.org/admin-guide/cgroup-v1/devices.html
import { isKnown } from '../../model/field.ts';
import type { EdgeRule } from '../../model/graph.ts';
import { wieldsCapability } from '../host/capabilities.ts';
import { all, always, refOf, sameUsers, sharesKernel } from '../conditions.ts';
import { callsOpen } from '../host/confinement.ts';
import { diskYields } from '../host/device-kinds.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { nodeCredentials } from '../nodes.ts';
import { placedSubjectsOf, removing, toEdge } from '../step.ts';

export const deviceRule: EdgeRule = {
  id: 'device-rule',
  title: 'Disks of the host may be opened through device files of its own',
  why: 'A rule of the control group that lets block devices be used is all that kept a container from them: with MKNOD, which Docker and containerd give unasked, root makes the device file of a disk and reads or writes the filesystem on it.',
  refs: ['T1006', 'T1611', 'CDK lxcfs-rw'],
  examples: {
    bad: [
      composeExample({ device_cgroup_rules: '["b 8:* rmw"]', cap_drop: '[]' }),
      composeExample({ device_cgroup_rules: '["a *:* rwm"]', cap_add: '[MKNOD]' }),
    ],
    good: [
      composeExample({ device_cgroup_rules: '["c 13:* rmw"]', cap_drop: '[]' }),
      composeExample({ device_cgroup_rules: '["b 8:* rmw"]' }),
      kubernetesExample(),
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host, machine } = subject;
      for (const field of container.effective.deviceRules) {
        const rights = isKnown(field) ? rightsOf(field.value) : undefined;
        if (rights === undefined) continue;
        const when = all(
          { ...always, fields: [refOf(container, 'deviceRules', field)] },
          wieldsCapability(subject, 'MKNOD')?.when,
          sameUsers(container, machine),
          sharesKernel(container),
          callsOpen(container, ['mknod', 'mknodat']),
        );
        if (when === undefined) continue;
        const { to, yields } = diskYields(rights);
        yield toEdge({
          rule: 'device-rule',
          from: node,
          to: to === 'host' ? host : nodeCredentials(host),
          when,
          why: 'a device rule lets it open the disks of the host',
          yields,
          fixes: removing(subject, 'remove the device rule', { name: 'deviceRules', field }),
        });
      }
    }
  },
};
/** `a *:* rwm`, `b 8:* rmw`: what it lets be done to every disk of a kind; undefined where it is about something else. */
function rightsOf(rule: string): string | undefined {
  const [type, numbers = '*:*', rights = 'rwm'] = rule.trim().split(/\s+/u);
  if (type !== 'a' && !(type === 'b' && /^(?:\*|[0-9]+):(?:\*|[0-9]+)$/u.test(numbers))) return undefined;
  return /[rw]/u.test(rights) ? rights : undefined;
}

// The step of writing files that the host runs or obeys: https://attack.mitre.org/techniques/T1611/
import type { EdgeRule } from '../../model/graph.ts';
import { all, asFileOwner, labelledFiles, mappedUsers } from '../conditions.ts';
import { composeExample, hostPathExample } from '../example-text.ts';
import { hostMountsOf, removingMount, unseenMountsOf } from '../host/host-mounts.ts';
import { giftsOf, withGift } from '../host/host-paths.ts';
import { placedSubjectsOf, toEdge } from '../step.ts';

export const hostPathWrite: EdgeRule = {
  id: 'host-path-write',
  title: 'Files that the host obeys can be written',
  why: 'Whoever writes the schedules, units, libraries, keys or kernel settings of the host has it run their code as root.',
  refs: ['T1053.003', 'T1574.006', 'T1543.005', 'T1098.004', 'KubeHound EXPLOIT_HOST_WRITE', 'BadPods hostpath'],
  examples: {
    bad: [
      composeExample({ volumes: '["/etc:/host/etc"]' }),
      composeExample({ volumes: '["/:/host"]' }),
      hostPathExample('/var/spool/cron'),
    ],
    good: [
      composeExample({ volumes: '["/etc/cron.d:/cron:ro"]' }),
      composeExample({ volumes: '["/srv/data:/data"]' }),
      hostPathExample('/etc/cron.d', { readOnly: 'true' }),
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host, machine } = subject;
      const step = { rule: 'host-path-write', from: node, to: host, yields: ['HOST_WRITE', 'HOST_ROOT'] };
      for (const found of hostMountsOf(subject, world)) {
        const { root } = giftsOf(found.path);
        if (root === undefined || found.mount.readOnly) continue;
        const when = all(
          found.when,
          asFileOwner(container),
          mappedUsers(container, machine),
          labelledFiles(container, machine),
          withGift(root, machine),
        );
        if (when === undefined) continue;
        const fixes = removingMount(subject, found);
        yield toEdge({ ...step, when, why: `it may write ${found.path} of the host`, fixes });
      }
      for (const when of unseenMountsOf(subject))
        yield toEdge({ ...step, when, why: 'it has a mount that could not be resolved' });
    }
  },
};

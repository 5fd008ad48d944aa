// The steps of a container that sees the processes of its host: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
import type { EdgeRule } from '../../model/graph.ts';
import { holdsCapability } from '../host/capabilities.ts';
import { all, asRoot, assuming, granted, sameUsers, sharesKernel } from '../conditions.ts';
import type { Condition } from '../conditions.ts';
import { unconfined } from '../host/confinement.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { effectNode, nodeCredentials } from '../nodes.ts';
import { holdsDefaults } from '../host/processes.ts';
import { placedSubjectsOf, toEdge, unsharing, type Subject } from '../step.ts';

export const hostPid: EdgeRule = {
  id: 'host-pid',
  title: 'The processes of the host are in sight',
  why: 'It sees every process of the host and of its neighbours with its arguments and, as root and where no profile protects them, stops them; with SYS_PTRACE it reads their environment and their files. That alone runs no code on the host; with SYS_PTRACE or SYS_ADMIN it does where no profile forbids it, which is the step "capability".',
  refs: ['T1057', 'T1489', 'T1552.001', 'BadPods hostpid'],
  examples: {
    bad: [composeExample({ pid: 'host' }), kubernetesExample({ pod: { hostPID: 'true' } })],
    good: [composeExample(), kubernetesExample({ pod: { shareProcessNamespace: 'true' } })],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, host } = subject;
      const sees = all(
        granted(container, 'pid', (value) => value === 'host'),
        sharesKernel(container),
      );
      if (sees === undefined) continue;
      const step = {
        rule: 'host-pid',
        from: subject.node,
        fixes: unsharing(subject, 'give it its own process namespace', 'pid'),
      };
      const why = 'it sees the processes of the host and of its neighbours, arguments included';
      yield toEdge({ ...step, to: effectNode(host, 'HOST_PROC_VIEW'), when: sees, why, yields: ['HOST_PROC_VIEW'] });
      const stops = all(sees, mayStop(subject));
      if (stops !== undefined)
        yield toEdge({
          ...step,
          to: effectNode(host, 'HOST_PROC_KILL'),
          when: stops,
          why: 'it may stop the processes of the host and of its neighbours',
          yields: ['HOST_PROC_KILL'],
        });
      const enters = all(sees, mayEnterEqual(subject));
      if (enters !== undefined)
        yield toEdge({
          ...step,
          to: effectNode(host, 'PEER_READ'),
          when: enters,
          why: 'it enters the processes of neighbours that run as root with no more capabilities than engines give',
          yields: ['PEER_READ', 'PEER_CODE'],
        });
      const reads = all(sees, mayRead(subject));
      if (reads !== undefined)
        yield toEdge({
          ...step,
          to: nodeCredentials(host),
          when: reads,
          why: 'it reads the environment and the files of the processes of the host',
          yields: ['HOST_READ', 'HOST_SECRETS'],
        });
      const found = all(sees, inSight);
      if (found !== undefined)
        yield toEdge({
          ...step,
          to: host,
          when: found,
          why: 'it sees and may stop the processes of the host',
          yields: ['HOST_PROC_VIEW', 'HOST_PROC_KILL'],
        });
    }
  },
};
const inSight = assuming(
  'secret-in-sight',
  'a process of the host has a credential among its arguments, or can be opened',
);
/** Root has the same number there; the engine's AppArmor profile lets signals through to its own kind only. */
function mayStop({ container, machine }: Subject): Condition | undefined {
  return all(asRoot(container), sameUsers(container, machine), unconfined(container, machine));
}
/** What ptrace asks is no more than the capabilities of the other; the engine's profile lets its own kind through. */
function mayEnterEqual({ workload, container, machine }: Subject): Condition | undefined {
  if (!holdsDefaults(workload, container)) return undefined;
  return all(asRoot(container), sameUsers(container, machine));
}
/** `/proc/PID/root` and `/proc/PID/environ` ask what ptrace asks. */
function mayRead({ workload, container, machine }: Subject): Condition | undefined {
  return all(
    holdsCapability(workload, container, 'SYS_PTRACE'),
    asRoot(container),
    sameUsers(container, machine),
    unconfined(container, machine),
  );
}

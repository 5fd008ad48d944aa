// The step of a container that sees the processes of its host: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
import type { EdgeRule } from '../../model/graph.ts';
import { all, assuming, granted, sharesKernel } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { placedSubjectsOf, toEdge, unsharing } from '../step.ts';

export const hostPid: EdgeRule = {
  id: 'host-pid',
  title: 'The processes of the host are in sight',
  why: 'It sees every process with its arguments and, as root, stops those that no profile protects. That alone runs no code on the host; with SYS_PTRACE or SYS_ADMIN it does, which is the step "capability".',
  refs: ['T1057', 'T1552.001', 'BadPods hostpid'],
  examples: {
    bad: [composeExample({ pid: 'host' }), kubernetesExample({ pod: { hostPID: 'true' } })],
    good: [composeExample(), kubernetesExample({ pod: { shareProcessNamespace: 'true' } })],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const when = all(
        granted(subject.container, 'pid', (value) => value === 'host'),
        sharesKernel(subject.container),
        assuming('secret-in-sight', 'a process of the host has a credential among its arguments, or can be opened'),
      );
      if (when === undefined) continue;
      yield toEdge({
        rule: 'host-pid',
        from: subject.node,
        to: subject.host,
        when,
        why: 'it sees and may stop the processes of the host',
        yields: ['HOST_PROC_VIEW', 'HOST_PROC_KILL'],
        fixes: unsharing(subject, 'give it its own process namespace', 'pid'),
      });
    }
  },
};

// The step of a privileged container to its host: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
import type { EdgeRule } from '../../model/graph.ts';
import { all, asRoot, granted, sameUsers, sharesKernel } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { afterPrivileged } from '../made-for.ts';
import { setting, placedSubjectsOf, toEdge } from '../step.ts';

export const privileged: EdgeRule = {
  id: 'privileged',
  title: 'A privileged container is root on its host',
  why: 'It has every capability and every device of the host and no seccomp or AppArmor profile, so its root mounts the disk of the host, loads code into the kernel, or enters the namespaces of process 1.',
  refs: ['T1611', 'KubeHound CE_PRIV_MOUNT', 'IceKube IS_PRIVILEGED', 'BadPods priv', 'CDK mount-disk'],
  examples: {
    bad: [
      composeExample({ privileged: 'true' }),
      kubernetesExample({ context: { privileged: 'true', allowPrivilegeEscalation: 'true' } }),
    ],
    good: [composeExample({ privileged: 'false' }), kubernetesExample({ context: { privileged: 'false' } })],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host, machine } = subject;
      const when = all(
        granted(container, 'privileged', (value) => value),
        asRoot(container),
        sameUsers(container, machine),
        sharesKernel(container),
      );
      if (when === undefined) continue;
      yield toEdge({
        rule: 'privileged',
        from: node,
        to: host,
        when,
        why: 'it runs privileged',
        yields: ['HOST_ROOT'],
        fixes: setting(subject, `switch privileged mode off${afterPrivileged(container)}`, {
          name: 'privileged',
          value: false,
        }),
      });
    }
  },
};

// The step of a Windows container that is a process of its node:
// https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
import type { EdgeRule } from '../../model/graph.ts';
import { granted } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { placedSubjectsOf, setting, toEdge } from '../step.ts';

export const windowsHostProcess: EdgeRule = {
  id: 'windows-host-process',
  title: 'A Windows container is a process of its node',
  why: 'It runs on the node itself, with its files, its network and, as the system account, all of its rights; nothing holds it back.',
  refs: ['T1611', 'PSS-B:windowsHostProcess'],
  examples: {
    bad: [
      kubernetesExample({
        pod: {
          os: '{name: windows}',
          hostNetwork: 'true',
          securityContext: '{windowsOptions: {hostProcess: true, runAsUserName: "NT AUTHORITY\\\\SYSTEM"}}',
        },
      }),
    ],
    good: [kubernetesExample({ pod: { os: '{name: windows}' } }), composeExample()],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host } = subject;
      const when = granted(container, 'hostProcess', (value) => value);
      if (when === undefined) continue;
      yield toEdge({
        rule: 'windows-host-process',
        from: node,
        to: host,
        when,
        why: 'it is a process of its node',
        yields: ['HOST_ROOT'],
        fixes: setting(subject, 'make it a container', { name: 'hostProcess', value: false }),
      });
    }
  },
};

// The step through a flaw in the kernel that containers share with their host: https://attack.mitre.org/techniques/T1068/
import type { EdgeRule } from '../../model/graph.ts';
import { all, assuming, isSandboxed, sharesKernel } from '../conditions.ts';
import { unfiltered } from '../host/confinement.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { placedSubjectsOf, toEdge } from '../step.ts';

export const sharedKernel: EdgeRule = {
  id: 'shared-kernel',
  title: 'Containers share the kernel of their host',
  why: 'A flaw in the kernel that a container can reach leads to the host. Its version was not seen, so the flaw is an assumption; a sandboxed runtime has a kernel of its own.',
  refs: ['T1068', 'T1611', 'CVE-2022-0185', 'CVE-2024-1086'],
  examples: {
    bad: [composeExample(), kubernetesExample()],
    good: [composeExample({ runtime: 'runsc' }), kubernetesExample({ pod: { runtimeClassName: 'kata' } })],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host } = subject;
      if (isSandboxed(container)) continue;
      const when = all(sharesKernel(container), flaw);
      if (when === undefined) continue;
      const open = unfiltered(subject, ['unshare'])?.assumes.length === 0;
      yield toEdge({
        rule: 'shared-kernel',
        from: node,
        to: host,
        when,
        why: open
          ? 'it runs on the kernel of the host, without a seccomp profile'
          : 'it runs on the kernel of the host',
        yields: ['HOST_KERNEL'],
      });
    }
  },
};
const flaw = assuming('kernel-flaw', 'the kernel of the host has a flaw that the container can reach');

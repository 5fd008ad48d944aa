// The steps of a container that shares memory with its host: https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html
import type { EdgeRule } from '../../model/graph.ts';
import { wieldsCapability } from '../host/capabilities.ts';
import { all, asRoot, assuming, granted, sameUsers, sharesKernel } from '../conditions.ts';
import type { Condition } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { effectNode } from '../nodes.ts';
import { placedSubjectsOf, toEdge, unsharing, type Subject } from '../step.ts';

export const hostIpc: EdgeRule = {
  id: 'host-ipc',
  title: 'The shared memory of the host is in reach',
  why: 'Shared memory, semaphores and queues of programs on the host, and of containers that use its shared memory too, can be read and changed by a user with the same number. What more that gives depends on those programs.',
  refs: ['T1005', 'BadPods hostipc'],
  examples: {
    bad: [composeExample({ ipc: 'host' }), kubernetesExample({ pod: { hostIPC: 'true' } })],
    good: [composeExample({ ipc: 'private' }), kubernetesExample()],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host } = subject;
      const shares = all(
        granted(container, 'ipc', (value) => value === 'host'),
        sharesKernel(container),
      );
      if (shares === undefined) continue;
      const step = {
        rule: 'host-ipc',
        from: node,
        yields: ['PEER_READ'],
        fixes: unsharing(subject, 'give it its own shared memory', 'ipc'),
      };
      const reads = all(shares, mayOpen(subject));
      if (reads !== undefined)
        yield toEdge({
          ...step,
          to: effectNode(host, 'PEER_READ'),
          when: reads,
          why: 'it reads and changes what programs of the host keep in shared memory',
        });
      const trusted = all(
        shares,
        assuming('shared-memory', 'a program of the host trusts what is in its shared memory'),
      );
      if (trusted !== undefined)
        yield toEdge({ ...step, to: host, when: trusted, why: 'it shares the memory segments of the host' });
    }
  },
};
/** Root of the host owns most of them; IPC_OWNER asks for no owner. */
function mayOpen(subject: Subject): Condition {
  const same = all(asRoot(subject.container), sameUsers(subject.container, subject.machine));
  if (same?.assumes.length === 0) return same;
  const owner = wieldsCapability(subject, 'IPC_OWNER')?.when;
  if (owner !== undefined && same !== undefined) return owner;
  return assuming('same-user', 'a program of the host runs with the same user number');
}

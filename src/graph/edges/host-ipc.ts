// The step of a container that shares memory with its host: https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html
import type { EdgeRule } from '../../model/graph.ts';
import { all, assuming, granted, sharesKernel } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { placedSubjectsOf, toEdge, unsharing } from '../step.ts';

export const hostIpc: EdgeRule = {
  id: 'host-ipc',
  title: 'The shared memory of the host is in reach',
  why: 'Shared memory, semaphores and queues of programs on the host can be read and changed by a user with the same number. What that gives depends on those programs.',
  refs: ['T1005', 'BadPods hostipc'],
  examples: {
    bad: [composeExample({ ipc: 'host' }), kubernetesExample({ pod: { hostIPC: 'true' } })],
    good: [composeExample({ ipc: 'private' }), kubernetesExample()],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const when = all(
        granted(subject.container, 'ipc', (value) => value === 'host'),
        sharesKernel(subject.container),
        assuming('shared-memory', 'a program of the host trusts what is in its shared memory'),
      );
      if (when === undefined) continue;
      yield toEdge({
        rule: 'host-ipc',
        from: subject.node,
        to: subject.host,
        when,
        why: 'it shares the memory segments of the host',
        yields: ['PEER_READ'],
        fixes: unsharing(subject, 'give it its own shared memory', 'ipc'),
      });
    }
  },
};

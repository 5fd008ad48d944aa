// The step through an engine's own socket: https://docs.docker.com/engine/security/protect-access/
import type { EdgeRule } from '../../model/graph.ts';
import { composeExample, hostPathExample, kubernetesExample } from '../example-text.ts';
import { all, granted, mappedUsers } from '../conditions.ts';
import { engineNode } from '../nodes.ts';
import { socketEdges } from '../host/socket-step.ts';
import { placedSubjectsOf, toEdge, unsetting } from '../step.ts';

export const engineSocket: EdgeRule = {
  id: 'engine-socket',
  title: 'The engine obeys whoever reaches its socket',
  why: 'The engine starts any container for whoever may connect, also a privileged one with the disk of the host in it. A read-only mount makes no difference to a socket.',
  refs: ['T1610', 'T1611', 'CISD 5.32', 'CDK docker-sock-pwn'],
  examples: {
    bad: [
      composeExample({ volumes: '["/var/run/docker.sock:/var/run/docker.sock:ro"]' }),
      composeExample({ volumes: '["/run:/host/run:ro"]' }),
      hostPathExample('/run/podman/podman.sock'),
      composeExample({ use_api_socket: 'true' }),
    ],
    good: [composeExample({ volumes: '["data:/var/lib/app"]' }, 'volumes:\n  data:\n'), kubernetesExample()],
  },
  *edges(world, facts) {
    yield* socketEdges(world, facts, {
      rule: 'engine-socket',
      kinds: ['engine'],
      to: ({ host }) => engineNode(host),
      why: (path) => `it mounts the engine socket (${path})`,
      say: 'remove the engine socket',
      yields: ['CTR_ALL'],
    });
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, machine } = subject;
      const when = all(
        granted(container, 'useApiSocket', (value) => value),
        mappedUsers(container, machine),
      );
      if (when === undefined) continue;
      yield toEdge({
        rule: 'engine-socket',
        from: subject.node,
        to: engineNode(subject.host),
        when,
        why: 'it is handed the engine socket (use_api_socket)',
        yields: ['CTR_ALL'],
        fixes: unsetting(subject, 'remove the engine socket', 'useApiSocket'),
      });
    }
  },
};

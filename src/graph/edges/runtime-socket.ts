// The step through the socket of a kubelet's runtime or of an image builder: https://kubernetes.io/docs/concepts/containers/cri/
import type { EdgeRule } from '../../model/graph.ts';
import { composeExample, hostPathExample, kubernetesExample } from '../example-text.ts';
import { effectNode, engineNode } from '../nodes.ts';
import { socketEdges } from '../host/socket-step.ts';

export const runtimeSocket: EdgeRule = {
  id: 'runtime-socket',
  title: 'The container runtime obeys whoever reaches its socket',
  why: 'Behind the socket of containerd, CRI-O or NRI stands a program that starts any container as root of the node, or changes those that start. No authorization of the cluster is asked.',
  refs: ['T1611', 'KubeHound EXPLOIT_CONTAINERD_SOCK'],
  examples: {
    bad: [
      hostPathExample('/run/containerd/containerd.sock', { readOnly: 'true' }),
      hostPathExample('/var/run'),
      composeExample({ volumes: '["/run/containerd/containerd.sock:/c.sock"]' }),
    ],
    good: [kubernetesExample(), composeExample()],
  },
  *edges(world, facts) {
    yield* socketEdges(world, facts, {
      rule: 'runtime-socket',
      kinds: ['runtime'],
      to: ({ host }) => engineNode(host),
      why: (path) => `it mounts the socket of the container runtime (${path})`,
      say: 'remove the runtime socket',
      yields: ['CTR_ALL'],
    });
    yield* socketEdges(world, facts, {
      rule: 'runtime-socket',
      kinds: ['builder'],
      to: ({ host }) => effectNode(host, 'IMAGE_PERSIST'),
      why: (path) => `through the image builder (${path}) it changes what later containers run`,
      say: 'remove the builder socket',
      yields: ['IMAGE_PERSIST'],
    });
    yield* socketEdges(world, facts, {
      rule: 'runtime-socket',
      kinds: ['builder'],
      to: ({ host }) => engineNode(host),
      why: (path) => `it mounts the socket of the image builder (${path})`,
      say: 'remove the builder socket',
      yields: ['IMAGE_PERSIST'],
      assumes: { name: 'builder-insecure', why: 'the builder grants builds the security of its host' },
    });
  },
};

// The step through the sockets of programs that run the host: https://www.freedesktop.org/wiki/Software/systemd/dbus/
import type { EdgeRule } from '../../model/graph.ts';
import { composeExample, hostPathExample, kubernetesExample } from '../example-text.ts';
import { socketEdges } from '../host/socket-step.ts';

export const initSocket: EdgeRule = {
  id: 'init-socket',
  title: 'The services of the host obey root on their socket',
  why: 'systemd starts a unit as root for root on its bus; snapd, LXD, Incus and libvirt install software or start machines. The default AppArmor profile forbids the bus where the host enforces it.',
  refs: ['T1543.002', 'T1611'],
  examples: {
    bad: [
      composeExample({
        volumes: '["/run/systemd/private:/run/systemd/private"]',
        security_opt: '["apparmor:unconfined"]',
      }),
      hostPathExample('/run/dbus/system_bus_socket'),
      hostPathExample('/var/lib/lxd/unix.socket'),
    ],
    good: [composeExample(), kubernetesExample()],
  },
  *edges(world, facts) {
    yield* socketEdges(world, facts, {
      rule: 'init-socket',
      kinds: ['init'],
      to: ({ host }) => host,
      why: (path) => `it mounts a socket of the init system (${path})`,
      say: 'remove the socket of the init system',
      yields: ['HOST_ROOT'],
      confined: true,
    });
    yield* socketEdges(world, facts, {
      rule: 'init-socket',
      kinds: ['manager'],
      to: ({ host }) => host,
      why: (path) => `it mounts the socket of a program that runs the host (${path})`,
      say: 'remove the socket',
      yields: ['HOST_ROOT'],
    });
  },
};

// The step from an engine to the machine it runs on: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
import type { EdgeRule } from '../../model/graph.ts';
import { valueOf } from '../../model/field.ts';
import { always, assuming } from '../conditions.ts';
import { composeExample, hostPathExample } from '../example-text.ts';
import { machineOf } from '../host/machines.ts';
import { effectNode, engineNode, hostsIn } from '../nodes.ts';
import { toEdge } from '../step.ts';

export const engineHost: EdgeRule = {
  id: 'engine-host',
  title: 'Control of the engine is control of its host',
  why: 'An engine that runs as root starts a container with the root of the host mounted in it. A rootless engine gives away the account that it runs as instead.',
  refs: ['T1611', 'T1610'],
  examples: {
    bad: [
      composeExample({ volumes: '["/var/run/docker.sock:/var/run/docker.sock"]' }),
      hostPathExample('/run/crio/crio.sock'),
    ],
    good: [{ format: 'dockerfile', text: 'FROM scratch\n' }],
  },
  *edges(world) {
    for (const { host, workload } of hostsIn(world)) {
      const step = { rule: 'engine-host', from: engineNode(host) };
      const rootless = valueOf(machineOf(world, { host, workload })?.rootless) === true;
      yield toEdge({
        ...step,
        to: host,
        when: rootless ? accountIsRoot : always,
        why: 'the engine starts a container that has the host in it',
        yields: ['HOST_ROOT'],
      });
      if (rootless)
        yield toEdge({
          ...step,
          to: effectNode(host, 'CTR_ALL'),
          when: always,
          why: 'the engine, which runs without root, gives away every container of its account',
          yields: ['CTR_ALL'],
        });
    }
  },
};
const accountIsRoot = assuming('engine-account', 'the account that the engine runs as becomes root of the host');

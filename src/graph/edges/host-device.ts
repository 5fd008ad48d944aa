// The step through a disk that is handed to a container: https://docs.docker.com/reference/cli/docker/container/run/#device
import type { EdgeRule } from '../../model/graph.ts';
import { isKnown } from '../../model/field.ts';
import { all, always, asRoot, assuming, mappedUsers, refOf } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { normalPath } from '../../model/host-path.ts';
import { isDisk } from '../../model/host-places.ts';
import { nodeCredentials } from '../nodes.ts';
import { removing, placedSubjectsOf, toEdge } from '../step.ts';

export const hostDevice: EdgeRule = {
  id: 'host-device',
  title: 'A disk of the host is passed in',
  why: 'The filesystem on a disk can be read and changed below the permissions of its files; to do it no mount is needed.',
  refs: ['T1006', 'T1611'],
  examples: {
    bad: [composeExample({ devices: '["/dev/sda:/dev/sda"]' })],
    good: [composeExample({ devices: '["/dev/net/tun:/dev/net/tun"]' }), kubernetesExample()],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host } = subject;
      for (const field of container.effective.devices) {
        const known = isKnown(field) ? field.value : undefined;
        if (known !== undefined && !isDisk(normalPath(known.host))) continue;
        const seen = isKnown(field) ? always : assuming('value-unresolved', `the device is a disk: ${field.why}`);
        const when = all(
          seen,
          { ...always, fields: [refOf(container, 'devices', field)] },
          asRoot(container),
          mappedUsers(container),
        );
        if (when === undefined) continue;
        const writes = known?.permissions === undefined || known.permissions.includes('w');
        yield toEdge({
          rule: 'host-device',
          from: node,
          to: writes ? host : nodeCredentials(host),
          when,
          why:
            known === undefined ? 'it has a device that could not be resolved' : `it is given the disk ${known.host}`,
          yields: writes ? ['HOST_READ', 'HOST_WRITE', 'HOST_ROOT'] : ['HOST_READ', 'HOST_SECRETS'],
          fixes: removing(subject, 'remove the disk', { name: 'devices', field }),
        });
      }
    }
  },
};

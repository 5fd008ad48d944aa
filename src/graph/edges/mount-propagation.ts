// The step of a container whose mounts appear on the host: https://man7.org/linux/man-pages/man7/mount_namespaces.7.html
import type { EdgeRule } from '../../model/graph.ts';
import { isKnown } from '../../model/field.ts';
import { all, always, asRoot, assuming, refOf, sameUsers, sharesKernel, type Condition } from '../conditions.ts';
import { callsOpen, unconfined } from '../host/confinement.ts';
import { composeExample } from '../example-text.ts';
import { placedSubjectsOf, toEdge, type Subject } from '../step.ts';

export const mountPropagation: EdgeRule = {
  id: 'mount-propagation',
  title: 'What the container mounts appears on the host',
  why: 'With shared propagation a mount made in the container is seen by the host, over whatever lies there. It takes the right to mount.',
  refs: ['T1611', 'CISD 5.20'],
  examples: {
    bad: [composeExample({ volumes: '["/srv/files:/files:rw,shared"]' })],
    good: [composeExample({ volumes: '["/srv/files:/files:rw"]' })],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, machine } = subject;
      for (const field of container.effective.mounts) {
        if (!isKnown(field) || field.value.kind !== 'bind' || field.value.propagation !== 'shared') continue;
        const when = all(
          { ...always, fields: [refOf(container, 'mounts', field)] },
          sharesKernel(container),
          sameUsers(container, machine),
          asRoot(container),
          mayMount(subject),
        );
        if (when === undefined) continue;
        yield toEdge({
          rule: 'mount-propagation',
          from: subject.node,
          to: subject.host,
          when,
          why: `what it mounts below ${field.value.source ?? field.value.target} appears on the host`,
          yields: ['HOST_WRITE'],
        });
      }
    }
  },
};
/** Undefined where a profile that was seen forbids it. */
function mayMount({ container, machine }: Subject): Condition | undefined {
  const open = all(unconfined(container, machine), callsOpen(container, ['mount']));
  return open && assuming('may-mount', 'it has SYS_ADMIN, and nothing else keeps it from mounting');
}

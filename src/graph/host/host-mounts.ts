// Which paths of the host a container mounts, directly or through a volume that stands for one.
import { normalPath } from '../../model/host-path.ts';
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import { volumesOf } from '../../model/volume-index.ts';
import type { Mount } from '../../model/workload.ts';
import { always, assuming, grantedBy, refOf, type Condition } from '../conditions.ts';
import { removing, type Subject } from '../step.ts';

export interface HostMount {
  /** Absolute, without `.`, `..` and a trailing slash, `/var/run` as `/run`. */
  readonly path: string;
  readonly mount: Mount;
  readonly field: Field<Mount>;
  readonly when: Condition;
}
export function hostMountsOf(subject: Subject, world: World): readonly HostMount[] {
  const own = gathered.get(world) ?? new Map<Subject['container'], readonly HostMount[]>();
  gathered.set(world, own);
  const known = own.get(subject.container);
  if (known !== undefined) return known;
  const found = [...findHostMounts(subject, world)];
  own.set(subject.container, found.length === 0 ? noMounts : found);
  return found;
}
/** Many rules ask it of every container. */
const gathered = new WeakMap<World, Map<Subject['container'], readonly HostMount[]>>();
const noMounts: readonly HostMount[] = [];
function* findHostMounts({ workload, container }: Subject, world: World): Iterable<HostMount> {
  for (const field of container.effective.mounts) {
    if (!isKnown(field)) continue;
    const mount = field.value;
    if (mount.source === undefined || (mount.kind !== 'bind' && mount.kind !== 'volume')) continue;
    const when = { ...always, fields: [refOf(container, 'mounts', field)] };
    if (mount.kind === 'bind') yield { path: normalPath(mount.source), mount, field, when };
    if (mount.kind !== 'volume') continue;
    for (const { hostPath } of volumesOf(world, workload, mount.source)) {
      const stands = hostPath && grantedBy({ name: 'hostPath', field: hostPath }, hostPath, () => true);
      if (!isKnown(hostPath) || stands === undefined) continue;
      yield {
        path: normalPath(hostPath.value),
        mount,
        field,
        when: { ...when, fields: [...when.fields, ...stands.fields] },
      };
    }
  }
}
/** Mounts whose source is in a variable that is not set here, with what they would have to be. */
export function* unseenMountsOf({ container }: Subject): Iterable<Condition> {
  for (const field of container.effective.mounts) {
    if (isKnown(field)) continue;
    const { why } = field;
    yield {
      ...assuming('value-unresolved', `a mount that could not be resolved is a path of the host that matters: ${why}`),
      fields: [refOf(container, 'mounts', field)],
    };
  }
}
export function removingMount(subject: Subject, { path, field }: HostMount): readonly Fix[] {
  return removing(subject, `remove the mount of ${path}`, { name: 'mounts', field });
}

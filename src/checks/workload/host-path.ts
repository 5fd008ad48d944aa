// Which host paths a container mounts, directly or through a volume that stands for one.
import { normalPath } from '../../model/host-path.ts';
import { isKnown } from '../../model/field.ts';
import type { FieldRef } from '../../model/field.ts';
import type { World } from '../../model/facts.ts';
import { volumesOf } from '../../model/volume-index.ts';
import type { Mount } from '../../model/workload.ts';
import { containersOf, refOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { onceFor } from '../../model/once-for.ts';

export interface HostMount {
  readonly container: JudgedContainer;
  readonly mount: Mount;
  /** Normalised: absolute, without `.`, `..` and a trailing slash, `/var/run` as `/run`. */
  readonly path: string;
  /** The mount, and the volume that stands for a folder of the host. */
  readonly fields: readonly [FieldRef, ...FieldRef[]];
}
/** Every mount of a host path: binds, and volumes that are a host path under another name. */
export function hostMountsOf(workload: JudgedWorkload, world: World): readonly HostMount[] {
  const memory = memoryOf(world);
  if (memory.last?.workload === workload) return memory.last.mounts;
  const found = containersOf(workload).flatMap((container) =>
    container.effective.mounts.flatMap((field): readonly HostMount[] => {
      if (!isKnown(field)) return [];
      const mount = field.value;
      const ref = refOf('mounts', field, container);
      if (mount.kind === 'volume') return throughVolume({ container, mount, ref }, workload, world);
      if (mount.kind !== 'bind' || mount.source === undefined) return [];
      return [{ container, mount, path: normalPath(mount.source), fields: [ref] }];
    }),
  );
  memory.last = { workload, mounts: found };
  return found;
}
function throughVolume(
  { container, mount, ref }: Pick<HostMount, 'container' | 'mount'> & { readonly ref: FieldRef },
  workload: JudgedWorkload,
  world: World,
): readonly HostMount[] {
  if (mount.source === undefined) return [];
  return volumesOf(world, workload, mount.source).flatMap(({ hostPath }): readonly HostMount[] => {
    if (!isKnown(hostPath)) return [];
    const standsFor = { name: 'hostPath', field: hostPath };
    return [{ container, mount, path: normalPath(hostPath.value), fields: [ref, standsFor] }];
  });
}

interface Memory {
  /** What was found last: every rule about mounts asks for the same ones, one after the other. */
  last?: { readonly workload: JudgedWorkload; readonly mounts: readonly HostMount[] };
}
const memoryOf = onceFor((_world: World): Memory => ({}));

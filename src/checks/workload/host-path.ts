// Which host paths a container mounts, directly or through a volume that stands for one.
import { normalPath } from '../../model/host-path.ts';
import { isKnown } from '../../model/field.ts';
import type { FieldRef } from '../../model/field.ts';
import type { JudgedOf, World } from '../../model/facts.ts';
import type { Mount } from '../../model/workload.ts';
import { containersOf, refOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';

export interface HostMount {
  readonly container: JudgedContainer;
  readonly mount: Mount;
  /** Normalised: absolute, without `.`, `..` and a trailing slash, `/var/run` as `/run`. */
  readonly path: string;
  /** The mount, and the volume that stands for a folder of the host. */
  readonly fields: readonly FieldRef[];
}
/** Every mount of a host path: binds, and volumes that are a host path under another name. */
export function* hostMountsOf(workload: JudgedWorkload, world: World): Iterable<HostMount> {
  for (const container of containersOf(workload)) {
    for (const field of container.effective.mounts) {
      if (!isKnown(field)) continue;
      const mount = field.value;
      const ref = refOf('mounts', field, container);
      if (mount.kind === 'volume') yield* throughVolume({ container, mount, ref }, workload, world);
      else if (mount.kind === 'bind' && mount.source !== undefined)
        yield { container, mount, path: normalPath(mount.source), fields: [ref] };
    }
  }
}
function* throughVolume(
  found: { readonly container: JudgedContainer; readonly mount: Mount; readonly ref: FieldRef },
  workload: JudgedWorkload,
  world: World,
): Iterable<HostMount> {
  const { container, mount, ref } = found;
  if (mount.source === undefined) return;
  for (const volume of volumesByName(world.facts('volume')).get(mount.source) ?? []) {
    if (volume.scope !== workload.scope || volume.project !== workload.namespace) continue;
    if (!isKnown(volume.hostPath)) continue;
    const path = normalPath(volume.hostPath.value);
    yield { container, mount, path, fields: [ref, { name: 'hostPath', field: volume.hostPath }] };
  }
}
type JudgedVolume = JudgedOf<'volume'>;
/** Kept per list of facts, so that many workloads with many volumes stay cheap. */
const indexes = new WeakMap<readonly JudgedVolume[], ReadonlyMap<string, readonly JudgedVolume[]>>();
function volumesByName(volumes: readonly JudgedVolume[]): ReadonlyMap<string, readonly JudgedVolume[]> {
  const known = indexes.get(volumes);
  if (known !== undefined) return known;
  const index = Map.groupBy(volumes, (volume) => volume.name);
  indexes.set(volumes, index);
  return index;
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

// Which declared volume a mount means: the one of that name in the same project, or the same namespace.
import type { JudgedOf, World } from './facts.ts';
import { onceFor } from './once-for.ts';

type JudgedVolume = JudgedOf<'volume'>;
/** Of a workload: where its names of volumes hold. */
export interface VolumePlace {
  readonly scope: string;
  readonly namespace?: string;
}
/** Several where a file declares a name more than once. */
export function volumesOf(world: World, { scope, namespace }: VolumePlace, name: string): readonly JudgedVolume[] {
  return indexOf(world.facts('volume')).get(keyOf(scope, namespace, name)) ?? nobody;
}
const nobody: readonly never[] = [];
/** Hundreds of projects call a volume `data`, each its own. */
const indexOf = onceFor((volumes: readonly JudgedVolume[]) =>
  Map.groupBy(volumes, ({ scope, project, name }) => keyOf(scope, project, name)),
);
function keyOf(scope: string, project: string | undefined, name: string): string {
  return `${scope}\n${project ?? ''}\n${name}`;
}

// What sets the number of a workload's pods while it runs:
// https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
import type { JudgedOf, World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { leafAt, objectKind } from '../../model/api-object.ts';
import { placedIndex, type NamedPlace } from '../../model/placed.ts';
import type { JudgedWorkload } from './container.ts';
import { onceFor } from '../../model/once-for.ts';

type JudgedObject = JudgedOf<'object'>;
export function isScaler(object: JudgedObject): boolean {
  return objectKind(object) === 'autoscaling HorizontalPodAutoscaler';
}
export function textAt(object: JudgedObject, pointer: string): string | undefined {
  return valueOf(leafAt(object, pointer)?.field);
}
/** Kind and name of what it scales. */
export function targetName(scaler: JudgedObject): string {
  return `${textAt(scaler, 'spec/scaleTargetRef/kind') ?? ''} ${textAt(scaler, 'spec/scaleTargetRef/name') ?? ''}`;
}

interface Index {
  readonly scalers: (place: NamedPlace) => readonly JudgedObject[];
  readonly workloads: (place: NamedPlace) => readonly JudgedWorkload[];
}
const indexOf = onceFor((world: World): Index => {
  const scalers = world.facts('object').filter(isScaler);
  const made = {
    scalers: placedIndex(scalers, (scaler) => ({ ...scaler, name: targetName(scaler) })),
    workloads: placedIndex(world.facts('workload'), asTarget),
  };
  return made;
});
function asTarget(workload: JudgedWorkload): NamedPlace {
  return { ...workload, name: `${workload.type} ${workload.name}` };
}
export function isScaled(workload: JudgedWorkload, world: World): boolean {
  return indexOf(world).scalers(asTarget(workload)).length > 0;
}
export function scaledBy(scaler: JudgedObject, world: World): readonly JudgedWorkload[] {
  return indexOf(world).workloads({ ...scaler, name: targetName(scaler) });
}

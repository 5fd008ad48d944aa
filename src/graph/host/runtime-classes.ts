// Which runtime stands behind the name that a pod asks for: https://kubernetes.io/docs/concepts/containers/runtime-class/
import type { JudgedOf, World } from '../../model/facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { JudgedContainer } from '../conditions.ts';
import type { JudgedWorkload } from '../nodes.ts';

/** Those of a workload, each with the handler of its class where that was seen: a class may have any name. */
export function containersOf(world: World, workload: JudgedWorkload): readonly JudgedContainer[] {
  if (workload.engine !== 'kubernetes') return workload.containers;
  const handlers = handlersOf(world);
  if (handlers.size === 0) return workload.containers;
  return workload.containers.map((container) => {
    const { runtime } = container.effective;
    const handler = isKnown(runtime) ? handlers.get(keyOf(workload.scope, runtime.value)) : undefined;
    return handler === undefined
      ? container
      : { ...container, effective: { ...container.effective, runtime: handler } };
  });
}
type JudgedObject = JudgedOf<'object'>;
const indexes = new WeakMap<readonly JudgedObject[], ReadonlyMap<string, Field<string>>>();
function handlersOf(world: World): ReadonlyMap<string, Field<string>> {
  const objects = world.facts('object');
  const known = indexes.get(objects);
  if (known !== undefined) return known;
  const index = new Map<string, Field<string>>();
  for (const { group, type, scope, name, leaves } of objects) {
    const handler = leaves.find(({ pointer }) => pointer === 'handler')?.field;
    if (group === 'node.k8s.io' && type === 'RuntimeClass' && handler !== undefined)
      index.set(keyOf(scope, name), handler);
  }
  indexes.set(objects, index);
  return index;
}
function keyOf(scope: string, name: string): string {
  return JSON.stringify([scope, name]);
}

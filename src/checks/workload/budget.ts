// How many pods of a workload may be taken away at once:
// https://kubernetes.io/docs/tasks/run-application/configure-pdb/
import type { JudgedOf, World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { objectKind } from '../../model/api-object.ts';
import type { Selector } from '../../model/workload.ts';
import type { JudgedWorkload } from './container.ts';
import { podsSelected } from './pods-selected.ts';

type Budget = JudgedOf<'object'>;
const indexes = new WeakMap<World, ReadonlyMap<JudgedWorkload, readonly Budget[]>>();
export function budgetsOf(workload: JudgedWorkload, world: World): readonly Budget[] {
  let index = indexes.get(world);
  if (index === undefined) {
    const made = new Map<JudgedWorkload, Budget[]>();
    for (const budget of world.facts('object')) {
      if (objectKind(budget) !== 'policy PodDisruptionBudget') continue;
      for (const one of podsSelected(world, { ...budget, selector: selectorOf(budget) })) {
        const list = made.get(one);
        if (list === undefined) made.set(one, [budget]);
        else if (list.length < maxBudgets) list.push(budget);
      }
    }
    index = made;
    indexes.set(world, made);
  }
  return index.get(workload) ?? [];
}
/** More than one is a mistake already. */
const maxBudgets = 10;
const labels = 'spec/selector/matchLabels/';
const expression = /^spec\/selector\/matchExpressions\/(\d+)\/(key|operator|values)/;
function selectorOf({ leaves }: Budget): Selector {
  const pairs = leaves
    .filter(({ pointer }) => pointer.startsWith(labels))
    .map(({ pointer, field }) => [pointer.slice(labels.length), valueOf(field) ?? ''] as const);
  const parts = new Map<string, { key: string; operator: string; values: string[] }>();
  for (const { pointer, field } of leaves) {
    const [, index, name] = expression.exec(pointer) ?? [];
    if (index === undefined) continue;
    const part = parts.get(index) ?? { key: '', operator: '', values: [] };
    parts.set(index, part);
    if (name === 'values') part.values.push(valueOf(field) ?? '');
    else if (name === 'key') part.key = valueOf(field) ?? '';
    else part.operator = valueOf(field) ?? '';
  }
  return { labels: Object.fromEntries(pairs), expressions: [...parts.values()] };
}

// Which pods a selector picks in its namespace, as Services, budgets and scalers of Kubernetes do.
import { maxNamesakes } from '../../model/placed.ts';
import type { World } from '../../model/facts.ts';
import { selects } from '../../model/selector.ts';
import type { Selector } from '../../model/workload.ts';
import type { JudgedWorkload } from './container.ts';
import { onceFor } from '../../model/once-for.ts';

interface Selecting {
  readonly scope: string;
  readonly namespace?: string;
  readonly selector: Selector;
}
type Index = ReadonlyMap<string, readonly JudgedWorkload[]>;
/** By scope, namespace and one label; `*` for any. One that says no namespace is in all of them. */
const indexOf = onceFor((world: World): Index => {
  const made = new Map<string, JudgedWorkload[]>();
  const add = (key: string, workload: JudgedWorkload): void => {
    const list = made.get(key);
    if (list === undefined) made.set(key, [workload]);
    else if (list.length < maxNamesakes) list.push(workload);
  };
  for (const workload of world.facts('workload')) {
    if (workload.engine !== 'kubernetes') continue;
    for (const label of ['*', ...Object.entries(workload.labels).map(([key, value]) => `${key}=${value}`)]) {
      add(keyOf(workload.scope, workload.namespace ?? '', label), workload);
      add(keyOf(workload.scope, '*', label), workload);
    }
  }
  return made;
});
function keyOf(scope: string, namespace: string, label: string): string {
  return `${scope}\n${namespace}\n${label}`;
}

export function podsSelected(world: World, { scope, namespace, selector }: Selecting): readonly JudgedWorkload[] {
  const index = indexOf(world);
  const [first] = Object.entries(selector.labels).map(([key, value]) => `${key}=${value}`);
  const places = namespace === undefined ? ['*'] : [namespace, ''];
  return places
    .flatMap((place) => index.get(keyOf(scope, place, first ?? '*')) ?? [])
    .filter(({ labels }) => selects(selector, labels));
}

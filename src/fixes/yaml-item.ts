// Which item of a list an edit means, and how one is taken out.
import type { Plan } from './placed-edit.ts';
import { planRemove } from './yaml-change.ts';
import { nodeAt } from './yaml-document.ts';
import type { Step } from './yaml-document.ts';
import type { YamlList, YamlNode } from '../syntax/tree.ts';
import type { Task } from './yaml-rounds.ts';

/** The text of a scalar, also where an alias stands for it. */
export function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind === 'alias') return textOf(node.to?.kind === 'alias' ? undefined : node.to);
  return node?.kind === 'scalar' ? node.value : undefined;
}
/** What an alias stands for, or the node itself. */
export function targetOf(node: YamlNode | undefined): YamlNode | undefined {
  return node?.kind === 'alias' ? node.to : node;
}
/** The item that matches, the one at the edit's own place first; where none does, the one that is exactly there. */
export function findItem(task: Task, list: YamlList, matches: (item: YamlNode) => boolean): number | undefined {
  const { offset } = task;
  const here = list.items.findIndex((item) => offset !== undefined && isAt(task, item, offset));
  const hit = list.items[here];
  if (hit !== undefined && matches(hit)) return here;
  const index = list.items.findIndex(matches);
  if (index !== -1) return index;
  return hit !== undefined && offset !== undefined && offset >= hit.start ? here : undefined;
}
/** In the item, or before it on its line. */
function isAt({ document }: Task, item: YamlNode, offset: number): boolean {
  if (offset >= item.start) return offset < item.end;
  const between = document.text.slice(offset, item.start);
  return between.length <= 256 && (between === '' || between.replace('-', '').trim() === '');
}
/** Removes an item of the list that the last step leads to. */
export function planRemoveItem(task: Task, steps: readonly Step[], index: number, floor: number): Plan {
  const last = steps.at(-1);
  const list = last === undefined ? undefined : nodeAt(last);
  if (list?.kind !== 'list') return { why: 'it is not a list' };
  return planRemove(task.document, [...steps, { parent: list, index }], floor);
}

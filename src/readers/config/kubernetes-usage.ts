// What the containers of a pod use, as the metrics API tells of it.
// https://kubernetes.io/docs/reference/external-api/metrics.v1beta1/
import type { UsageDraft } from '../../model/cluster-facts.ts';
import { getMember, getPath, mapItems, placeOf, scalarText } from './config-value.ts';
import { parseQuantity } from './kubernetes-field.ts';
import { nameOf, namespaceOf, type ManifestObject } from './kubernetes-metadata.ts';
import { isMeasured } from './usage-bounds.ts';

export function usageDrafts({ root }: ManifestObject): readonly UsageDraft[] {
  const name = nameOf(root);
  return mapItems(getMember(root, 'containers'), (item): UsageDraft | undefined => {
    const container = scalarText(getMember(item, 'name'));
    const amount = (what: string): number | undefined => parseQuantity(scalarText(getPath(item, 'usage', what)) ?? '');
    const use = { memory: amount('memory'), cpu: amount('cpu') };
    if (container === undefined || !isMeasured(use)) return undefined;
    return { kind: 'usage', engine: 'kubernetes', name, ...namespaceOf(root), container, ...use, at: [placeOf(item)] };
  }).filter((draft) => draft !== undefined);
}

// Judges namespaces that may use everything: https://kubernetes.io/docs/concepts/policy/resource-quotas/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { declared } from '../../model/field.ts';
import { objectKind } from '../../model/api-object.ts';
import { manifests, whole } from '../rbac/example-text.ts';
import { onceFor } from '../../model/once-for.ts';

export const quotaMissing: Check<'namespace'> = {
  id: toRuleId('wl-quota-missing'),
  title: 'Namespace without a quota',
  severity: 'low',
  layer: 'cluster',
  on: 'namespace',
  why: 'Whoever may make pods there takes all of the cluster, by mistake or not.',
  todo: 'Add a ResourceQuota for the namespace, and a LimitRange for pods that say nothing.',
  refs: ['NSA:Net', 'OWK:K01', 'KSV-0039', 'KSV-0040', 'kics:48a5beba', 'kics:4a20ebac', 'kyv:add-ns-quota'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
    const inShop = (kind: string): string =>
      `apiVersion: v1\nkind: ${kind}\nmetadata: {name: shop, namespace: shop}\nspec: {}\n`;
    return {
      bad: [
        whole(manifests(namespace)),
        whole(manifests(namespace, inShop('ResourceQuota'))),
        whole(
          manifests(
            namespace,
            inShop('ResourceQuota').replace('namespace: shop', 'namespace: other'),
            inShop('LimitRange'),
          ),
        ),
      ],
      good: [whole(manifests(namespace, inShop('ResourceQuota'), inShop('LimitRange'))), manifests(namespace)],
    };
  },
  *run(namespace, world) {
    const [at] = namespace.at;
    if (at === undefined || namespace.name.startsWith('kube-') || world.known('object', namespace.scope) !== 'all')
      return;
    const there = typesIn(world).get(`${namespace.scope}\n${namespace.name}`);
    const missing = bounds.filter((type) => there?.has(type) !== true);
    if (missing.length === 0) return;
    yield {
      key: 'quota',
      what: `has no ${missing.join(' and no ')}`,
      fields: [{ name: 'metadata.name', field: declared(namespace.name, at) }],
    };
  },
};

const bounds: readonly string[] = ['ResourceQuota', 'LimitRange'];
/** Which of them there are, by scope and namespace. */
const typesIn = onceFor((world: World): ReadonlyMap<string, ReadonlySet<string>> => {
  const made = new Map<string, Set<string>>();
  for (const object of world.facts('object')) {
    const type = objectKind(object);
    const { scope, namespace } = object;
    if (!bounds.includes(type)) continue;
    const key = `${scope}\n${namespace ?? 'default'}`;
    made.set(key, (made.get(key) ?? new Set()).add(type));
  }
  return made;
});

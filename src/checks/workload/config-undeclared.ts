// Judges what a workload waits for in vain: https://kubernetes.io/docs/concepts/configuration/configmap/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { placedIndex, type NamedPlace } from '../../model/placed.ts';
import type { MountPart } from '../../model/workload.ts';
import { also, manifests, whole } from '../rbac/example-text.ts';
import { budgetText, podsOf } from './example-pods.ts';
import { ofTheWhole } from './pod-kinds.ts';
import { configMapsOf, secretsOf } from './taken-names.ts';

export const configUndeclared: Check<'workload'> = {
  id: toRuleId('wl-config-undeclared'),
  title: 'Takes a Secret or ConfigMap that is not there',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'No container starts until it is there, unless it was marked as optional.',
  todo: 'Add it, or correct the name.',
  refs: ['kl:env-value-from'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    const says = { mounts: [{ kind: 'config', source: 'web', target: '/etc/web', readOnly: true }] } as const;
    const projected = (part: MountPart) =>
      ({ mounts: [{ kind: 'config', type: 'projected', parts: [part], target: '/etc/web', readOnly: true }] }) as const;
    const ref = { env: [{ name: 'DB_PASSWORD', ref: 'secret:db/password' }] } as const;
    const text = (kind: string, name: string): string =>
      `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n`;
    const budget = budgetText('maxUnavailable: 1');
    return {
      bad: [
        whole(
          manifests(podsOf({ says: projected({ kind: 'config', name: 'web' }) }), budget, text('ConfigMap', 'other')),
        ),
        whole(manifests(podsOf({ says }), budget, text('ConfigMap', 'other'))),
        whole(
          manifests(podsOf({ says }), budget, text('ConfigMap', 'web').replace('namespace: shop', 'namespace: other')),
        ),
        also(whole(manifests(podsOf({ says: ref }), budget, text('ConfigMap', 'db'))), 'wl-env-secret-ref'),
      ],
      good: [
        whole(
          manifests(
            podsOf({ says: projected({ kind: 'config', name: 'web', optional: true }) }),
            text('ConfigMap', 'other'),
          ),
        ),
        manifests(podsOf({ says })),
        whole(manifests(podsOf({ says }), text('ConfigMap', 'web'))),
        whole(manifests(podsOf({ says: ref }), text('Secret', 'db'))),
      ],
    };
  },
  *run(workload, world) {
    if (workload.engine !== 'kubernetes') return;
    for (const { kind, say, names, own } of wanted) {
      if (world.known(kind, workload.scope) !== 'all') continue;
      for (const name of names(workload)) {
        if (own.has(name) || isThere(world, kind, { ...workload, name })) continue;
        yield* ofTheWhole(workload, {
          key: `${kind}/${name}`,
          what: `takes the ${say} ${name}, which is not there`,
          name: say,
          value: name,
        });
      }
    }
  },
};

const wanted = [
  { kind: 'secret', say: 'Secret', names: secretsOf, own: new Set<string>() },
  // Every namespace gets these from a controller, the second one in OpenShift.
  {
    kind: 'variables',
    say: 'ConfigMap',
    names: configMapsOf,
    own: new Set(['kube-root-ca.crt', 'openshift-service-ca.crt']),
  },
] as const;
type Find = (place: NamedPlace) => readonly NamedPlace[];
const indexes = new WeakMap<World, ReadonlyMap<string, Find>>();
function isThere(world: World, kind: 'secret' | 'variables', place: NamedPlace): boolean {
  let index = indexes.get(world);
  if (index === undefined) {
    const maps = world.facts('variables').filter(({ type }) => type === 'config-map');
    index = new Map([
      ['secret', placedIndex<NamedPlace>(world.facts('secret'), (fact) => fact)],
      ['variables', placedIndex<NamedPlace>(maps, (fact) => fact)],
    ]);
    indexes.set(world, index);
  }
  return (index.get(kind)?.(place).length ?? 0) > 0;
}

// Judges scalers that cannot do their work: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { JudgedOf, World } from '../../model/facts.ts';
import { leafAt } from '../../model/api-object.ts';
import { manifests, whole } from '../rbac/example-text.ts';
import { budgetText, podsOf, scalerText } from './example-pods.ts';
import { isScaler, scaledBy, targetName, textAt } from './scaler.ts';

export const hpa: Check<'object'> = {
  id: toRuleId('wl-hpa'),
  title: 'Scaler that does not scale',
  severity: 'info',
  layer: 'cluster',
  on: 'object',
  why: 'Under load nothing is added, or what was added is taken away by the next release.',
  todo: 'Name a target that is there, two pods at least and more at most, and leave `replicas` out of the target.',
  refs: [
    'kl:hpa-minimum-three-replicas',
    'kl:dangling-horizontalpodautoscaler',
    'pol:hpaMaxAvailability',
    'pol:hpaMinAvailability',
    'sc:horizontalpodautoscaler-has-target',
    'sc:horizontalpodautoscaler-replicas',
    'sc:deployment-targeted-by-hpa-does-not-have-replicas-configured',
    'kics:5744cbb8',
    'kics:2f652c42',
    'C-0300',
    'gk:horizontalpodautoscaler',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    const scaled = podsOf({ spec: { replicas: '' } });
    return {
      bad: [
        whole(
          manifests(
            scalerText('minReplicas: 2'),
            podsOf({ metadata: '{name: other, namespace: shop}' }),
            budgetText('maxUnavailable: 1'),
          ),
        ),
        manifests(podsOf({}), scalerText('minReplicas: 2')),
        manifests(scaled, scalerText('minReplicas: 9')),
        manifests(scaled, scalerText('metrics: []')),
      ],
      good: [manifests(scaled, scalerText('minReplicas: 2')), manifests(scalerText('minReplicas: 2'))],
    };
  },
  *run(scaler, world) {
    if (!isScaler(scaler)) return;
    for (const { key, pointer, what } of faultsOf(scaler, world)) {
      const leaf = leafAt(scaler, pointer) ?? scaler.leaves[0];
      if (leaf !== undefined) yield { key, what, fields: [{ name: leaf.pointer, field: leaf.field }] };
    }
  },
};

interface Fault {
  readonly key: string;
  readonly pointer: string;
  readonly what: string;
}
function* faultsOf(scaler: JudgedOf<'object'>, world: World): Iterable<Fault> {
  const target = targetName(scaler);
  const scaled = scaledBy(scaler, world);
  const kind = target.split(' ')[0] ?? '';
  if (scaled.length === 0 && kinds.has(kind) && world.known('workload', scaler.scope) === 'all')
    yield { key: 'target', pointer: 'spec/scaleTargetRef/name', what: `scales ${target}, which is not there` };
  const fixed = scaled.find(({ pod }) => pod?.replicas !== undefined);
  if (fixed !== undefined)
    yield {
      key: 'replicas',
      pointer: 'spec/scaleTargetRef/name',
      what: `scales ${target}, which sets its number itself`,
    };
  const least = Number(textAt(scaler, 'spec/minReplicas') ?? '1');
  const most = Number(textAt(scaler, 'spec/maxReplicas') ?? Number.NaN);
  if (most <= least) yield { key: 'range', pointer: 'spec/maxReplicas', what: `always runs ${String(most)}` };
  else if (least < 2) yield { key: 'least', pointer: 'spec/minReplicas', what: 'may leave one pod, or none' };
}
const kinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

// Judges Services that lead nowhere: https://kubernetes.io/docs/concepts/services-networking/service/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests, whole } from '../rbac/example-text.ts';
import { budgetText, podsOf, serviceText } from './example-pods.ts';
import { podsSelected } from './pods-selected.ts';

export const danglingRefs: Check<'service'> = {
  id: toRuleId('wl-dangling-refs'),
  title: 'Service without pods',
  severity: 'info',
  layer: 'cluster',
  on: 'service',
  why: 'Every request to it fails; and whoever may make pods in the namespace can give one the labels, and gets them.',
  todo: 'Correct the selector, or remove the Service.',
  refs: [
    'kl:dangling-service',
    'kl:dangling-ingress',
    'kl:dangling-networkpolicypeer-podselector',
    'kl:dangling-servicemonitor',
    'C-0293',
    'C-0298',
    'C-0299',
    'C-0302',
    'sc:service-targets-pod',
    'sc:ingress-targets-service',
    'kics:3ca03a61',
    'gk:uniqueserviceselector',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    const pods = [podsOf({}), budgetText('maxUnavailable: 1')];
    return {
      bad: [whole(manifests(...pods, serviceText('ClusterIP', { selector: '{app: shop}' })))],
      good: [
        whole(manifests(...pods, serviceText('ClusterIP'))),
        manifests(...pods, serviceText('ClusterIP', { selector: '{app: shop}' })),
        whole(manifests(...pods, serviceText('ClusterIP', { selector: '{}' }))),
      ],
    };
  },
  *run(service, world) {
    const [at] = service.at;
    const labels = Object.entries(service.selector);
    if (at === undefined || labels.length === 0 || service.type === 'ExternalName') return;
    if (world.known('workload', service.scope) !== 'all') return;
    if (podsSelected(world, { ...service, selector: { labels: service.selector, expressions: [] } }).length > 0) return;
    const wanted = labels.map(([key, value]) => `${key}=${value}`).join(', ');
    yield {
      key: 'selector',
      what: `looks for pods with ${wanted}, and there are none`,
      fields: [{ name: 'selector', field: declared(wanted, at) }],
    };
  },
};

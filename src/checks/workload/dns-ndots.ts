// Judges how often names are asked for: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { fixOf, setAt } from './pod-fix.ts';
import { isLasting, ofTheWhole } from './pod-kinds.ts';

export const dnsNdots: Check<'workload'> = {
  id: toRuleId('wl-dns-ndots'),
  title: 'Asks five times for each name',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'A name of the outside is first looked for in each domain of the cluster: most of the load of its name service is such questions.',
  todo: 'Set the option ndots to 2 in dnsConfig.',
  refs: ['kl:dnsconfig-options'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: [manifests(podsOf({ pod: { dnsConfig: '' } }))],
      good: [manifests(podsOf({})), manifests(podsOf({ kind: 'Job', pod: { dnsConfig: '' } }))],
    };
  },
  run: (workload) =>
    isLasting(workload) && workload.pod !== undefined && workload.pod.ndots === undefined
      ? ofTheWhole(workload, {
          key: 'ndots',
          what: 'does not say how names are looked for',
          name: 'dnsConfig',
          ...fixOf(
            'ask for names with two dots at once',
            setAt(workload, { in: 'pod', way: ['dnsConfig', 'options'] }, [{ name: 'ndots', value: '2' }]),
          ),
        })
      : [],
};

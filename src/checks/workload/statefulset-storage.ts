// Judges what a StatefulSet needs to keep its state: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#components
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const statefulsetStorage: Check<'workload'> = {
  id: toRuleId('wl-statefulset-storage'),
  title: 'StatefulSet that says too little',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'Without the name of a Service its pods cannot be found one by one; a claim that says no size or that many may write to is refused or shared.',
  todo: 'Name the Service, and let each claim ask for a size and for ReadWriteOnce.',
  refs: [
    'ks:VolumeClaimAccessModeReadWriteOnce',
    'ks:VolumeClaimRequestsStorage',
    'kics:3878dc92',
    'kics:8cf4671a',
    'kics:bb241e61',
    'sc:statefulset-has-servicename',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    const claim = (spec: string): string =>
      manifestOf({ volumeClaimTemplates: `[{metadata: {name: data}, spec: {${spec}}}]` });
    const manifestOf = (spec: Readonly<Record<string, string>>): string => podsOf({ kind: 'StatefulSet', spec });
    const size = 'resources: {requests: {storage: 1Gi}}';
    return {
      bad: [
        manifests(manifestOf({ serviceName: '' })),
        manifests(claim(`accessModes: [ReadWriteMany], ${size}`)),
        manifests(claim('accessModes: [ReadWriteOnce]')),
      ],
      good: [manifests(claim(`accessModes: [ReadWriteOnce], ${size}`)), manifests(podsOf({}))],
    };
  },
  *run(workload) {
    const { pod, type } = workload;
    if (type !== 'StatefulSet' || pod === undefined) return;
    if (pod.serviceName === undefined)
      yield* ofTheWhole(workload, { key: 'service', what: 'names no Service', name: 'serviceName' });
    for (const { name, accessModes, storage, at } of pod.claims) {
      const once = accessModes.length > 0 && accessModes.every((mode) => mode.startsWith('ReadWriteOnce'));
      const faults = [
        ...(once ? [] : ['is not for one node alone']),
        ...(storage === undefined ? ['asks for no size'] : []),
      ];
      if (faults.length === 0) continue;
      yield {
        key: `claim/${name}`,
        what: `has a claim ${name} that ${faults.join(' and ')}`,
        fields: [{ name: 'volumeClaimTemplates', field: declared(name, at) }],
      };
    }
  },
};

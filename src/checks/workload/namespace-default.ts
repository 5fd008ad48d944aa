// Judges what lives in no namespace of its own: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const namespaceDefault: Check<'workload'> = {
  id: toRuleId('wl-namespace-default'),
  title: 'Lives in the default namespace',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'What is bound, shared or allowed there holds for everything that somebody forgot to place: rights, secrets and network policies cannot tell the workloads apart.',
  todo: 'Give what belongs together a namespace.',
  refs: [
    'CISK 5.6.4',
    'CISK 5.6.1',
    'C-0209',
    'kics:e84eaf4d',
    'KSV-0110',
    'CKV_K8S_21',
    'C-0061',
    'C-0212',
    'kl:use-namespace',
    'kics:611ab018',
    'kyv:disallow-default-namespace',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [manifests(podsOf({ metadata: '{name: web, namespace: default}' }))],
      good: [manifests(podsOf({})), manifests(podsOf({ metadata: '{name: web}' }))],
    };
  },
  run: (workload) =>
    workload.engine === 'kubernetes' && workload.namespace === 'default'
      ? ofTheWhole(workload, {
          key: 'namespace',
          what: 'lives in the default namespace',
          name: 'metadata.namespace',
          value: 'default',
        })
      : [],
};

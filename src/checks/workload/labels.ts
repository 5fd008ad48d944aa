// Judges whether pods say what they are: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const labels: Check<'workload'> = {
  id: toRuleId('wl-labels'),
  title: 'Pods do not say what they are',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever finds the pod, at night or in a log, has to find out what it belongs to; policies and bills cannot tell it apart.',
  todo: 'Label the pods with app.kubernetes.io/name, and with part-of and managed-by where they say more.',
  refs: [
    'kl:required-label-owner',
    'kl:required-annotation-email',
    'C-0076',
    'C-0077',
    'sc:label-values',
    'kics:1123031a',
    'pol:metadataAndInstanceMismatched',
    'kyv:require-labels',
    'gk:requiredlabels',
    'gk:requiredannotations',
  ],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: [
        manifests(podsOf({ labels: '{app: web}' })),
        manifests(podsOf({ labels: '{app: web, app.kubernetes.io/name: web, owner: "a b"}' })),
      ],
      good: [manifests(podsOf({})), manifests(podsOf({ labels: '{app: web, app.kubernetes.io/name: web, tier: ""}' }))],
    };
  },
  *run(workload) {
    if (workload.engine !== 'kubernetes') return;
    const { labels } = workload;
    if (labels[nameLabel] === undefined)
      yield* ofTheWhole(workload, {
        key: nameLabel,
        what: `has no label ${nameLabel}`,
        name: 'labels',
        value: Object.keys(labels).join(', '),
      });
    for (const [key, value] of Object.entries(labels)) {
      if (value.length <= 63 && valid.test(value)) continue;
      yield* ofTheWhole(workload, {
        key,
        what: `has a label ${key} that the API server refuses`,
        name: 'labels',
        value,
      });
    }
  },
};

const nameLabel = 'app.kubernetes.io/name';
/** A template that was not rendered is no value yet. */
const valid = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$|\{\{|\$\{/;

// Judges controllers that do not find their own pods: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import { selects } from '../../model/selector.ts';
import type { PodSettings, Selector } from '../../model/workload.ts';
import { manifests } from '../rbac/example-text.ts';
import type { JudgedWorkload } from './container.ts';
import { podsOf } from './example-pods.ts';
import { fixOf } from './pod-fix.ts';
import { isLasting, ofTheWhole } from './pod-kinds.ts';

export const selectorMismatch: Check<'workload'> = {
  id: toRuleId('wl-selector-mismatch'),
  title: 'Selector does not match its own pods',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'The API server refuses it.',
  todo: 'Give the template the labels that the selector asks for.',
  refs: [
    'kl:mismatching-selector',
    'C-0296',
    'sc:deployment-pod-selector-labels-match-template-metadata-labels',
    'sc:statefulset-pod-selector-labels-match-template-metadata-labels',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [
        manifests(podsOf({ spec: { selector: '{matchLabels: {app: other}}' } })),
        manifests(podsOf({ spec: { selector: '{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}' } })),
      ],
      good: [manifests(podsOf({})), manifests(podsOf({ kind: 'Job' }))],
    };
  },
  run: (workload) =>
    isLasting(workload) && workload.pod?.selector !== undefined && !selects(workload.pod.selector, workload.labels)
      ? ofTheWhole(workload, {
          key: 'selector',
          what: 'looks for labels that its own pods do not have',
          name: 'selector',
          value: say(workload.pod.selector),
          ...fixOf(
            'give the pods the labels that are looked for',
            labelling(workload, workload.pod, workload.pod.selector),
          ),
        })
      : [],
};

function say({ labels, expressions }: Selector): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return [...pairs, ...expressions.map(({ key, operator }) => `${key} ${operator}`)].join(', ');
}
/** An expression leaves open which label it wants. */
function labelling({ id, labels }: JudgedWorkload, { ways }: PodSettings, wanted: Selector): readonly ModelEdit[] {
  if (wanted.expressions.length > 0) return [];
  const template = ways.pod.slice(0, -1);
  return Object.entries(wanted.labels)
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => ({
      op: 'set-at',
      target: { fact: id },
      pointer: [...template, 'metadata', 'labels', key],
      value,
    }));
}

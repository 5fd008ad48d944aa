// Judges repositories that the kubelet fetches: https://kubernetes.io/docs/concepts/storage/volumes/#gitrepo
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const gitrepoVolume: Check<'workload'> = {
  id: toRuleId('wl-gitrepo-volume'),
  title: 'Kubelet fetches a repository for the pod',
  severity: 'high',
  layer: 'cluster',
  on: 'workload',
  why: 'The kubelet runs git as root on the node with what the pod names: a hook in the repository is code on the node (CVE-2024-10220, CVE-2025-1767).',
  todo: 'Fetch it in an init container into an emptyDir.',
  refs: ['PSS-R:restrictedVolumes', 'T1611', 'KSV-0028', 'kyv:restrict-volume-types'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ mounts: [{ kind: 'other', type: 'gitRepo', target: '/src', readOnly: false }] }),
      good: inEveryFormat(),
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'mounts',
      judge: ({ type }) => (type === 'gitRepo' ? 'has the node fetch a repository' : undefined),
      keyOf: ({ target }) => target,
    }),
};

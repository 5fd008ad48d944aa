// Judges paths of the node in a pod: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const hostpathAny: Check<'workload'> = {
  id: toRuleId('wl-hostpath-any'),
  title: 'Pod mounts a path of its node',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'What lies there belongs to the node: other pods and its administrators put things there that were never meant for this pod, and the baseline profile of Kubernetes refuses it.',
  todo: 'Use a volume of the cluster: a claim, a ConfigMap, or an emptyDir.',
  refs: [
    'CISK 5.2.11',
    'PSS-B:hostPathVolumes',
    'N190:4.5.5',
    'KSV-0023',
    'C-0048',
    'C-0203',
    'pol:hostPathSet',
    'kics:aa8f7a35',
    'kyv:disallow-host-path',
    'gk:host-filesystem',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], bind('/srv/app/data', { readOnly: true })),
      good: [...inEveryFormat(), ...inEveryFormat(bind('/etc/localtime', { readOnly: true }))],
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      judge: (found) => {
        const plain = found.mount.readOnly && kindOf(found, workload.engine) === 'ordinary';
        return plain && workload.engine === 'kubernetes' ? `mounts ${found.path} of its node` : undefined;
      },
    }),
};

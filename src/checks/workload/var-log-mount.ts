// Judges the folder from which the kubelet serves logs: https://blog.aquasec.com/kubernetes-security-pod-escape-log-mounts
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const varLogMount: Check<'workload'> = {
  id: toRuleId('wl-var-log-mount'),
  title: 'Logs of the node are mounted writable',
  severity: 'critical',
  layer: 'cluster',
  on: 'workload',
  why: 'The kubelet serves files from there as root and follows links: with a link of its own and the right to read logs the pod reads every file of the node.',
  todo: 'Mount it read-only; a collector of logs needs no more.',
  refs: ['T1611', 'CWE-59', 'kh:CE_VAR_LOG_SYMLINK'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inFormats(['kubernetes'], bind('/var/log')), ...inFormats(['kubernetes'], bind('/var/log/pods'))],
      good: inEveryFormat(bind('/var/log/app', { readOnly: true })),
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      judge: (found) =>
        kindOf(found, workload.engine) === 'logs of the node' ? `mounts ${found.path} of its node writable` : undefined,
      say: 'remove the logs of the node',
    }),
};

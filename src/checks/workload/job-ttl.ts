// Judges jobs that stay when they are done: https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { fixOf, setAt } from './pod-fix.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const jobTtl: Check<'workload'> = {
  id: toRuleId('wl-job-ttl'),
  title: 'Finished job stays for ever',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'Jobs and their pods pile up until lists of them are slow and quotas are full.',
  todo: 'Set ttlSecondsAfterFinished.',
  refs: ['kl:job-ttl-seconds-after-finished'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: [manifests(podsOf({ kind: 'Job', spec: { ttlSecondsAfterFinished: '' } }))],
      good: [manifests(podsOf({ kind: 'Job' })), manifests(podsOf({ kind: 'CronJob' }))],
    };
  },
  run: (workload) =>
    // A CronJob keeps the last few of its own.
    workload.type === 'Job' && workload.pod !== undefined && workload.pod.finishedTtl === undefined
      ? ofTheWhole(workload, {
          key: 'ttl',
          what: 'stays when it is done',
          name: 'ttlSecondsAfterFinished',
          ...fixOf(
            'remove it a day after it is done',
            setAt(workload, { in: 'object', way: ['spec', 'ttlSecondsAfterFinished'] }, day),
          ),
        })
      : [],
};

const day = 86_400;

// Judges jobs that are made up for later: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const cronjobPersistence: Check<'workload'> = {
  id: toRuleId('wl-cronjob-persistence'),
  title: 'Job without a deadline to start by',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'After a pause of the controller jobs start that nobody waits for any more, and after 100 missed ones none starts at all.',
  todo: 'Set startingDeadlineSeconds.',
  refs: ['T1053.007', 'C-0026', 'sc:cronjob-has-deadline', 'kics:192fe40b'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [manifests(podsOf({ kind: 'CronJob', spec: { startingDeadlineSeconds: '' } }))],
      good: [manifests(podsOf({ kind: 'CronJob' })), manifests(podsOf({ kind: 'Job' }))],
    };
  },
  run: (workload) =>
    workload.pod?.schedule !== undefined && workload.pod.startingDeadline === undefined
      ? ofTheWhole(workload, {
          key: 'deadline',
          what: 'may start at any time after it was due',
          name: 'schedule',
          field: workload.pod.schedule,
        })
      : [],
};

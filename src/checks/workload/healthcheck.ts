// Judges whether anybody notices that a program hangs: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, type JudgedWorkload } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { manifests } from '../rbac/example-text.ts';
import { podsOf } from './example-pods.ts';
import { isLasting, isServing } from './pod-kinds.ts';

export const healthcheck: Check<'workload'> = {
  id: toRuleId('wl-healthcheck'),
  title: 'Nobody notices when it hangs',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'A program that runs and no longer answers stays as it is until somebody complains.',
  todo: 'Give it a health check or a liveness probe that asks the program itself.',
  refs: [
    'CISD 5.27',
    'SYS:5.5',
    'CKV_K8S_8',
    'C-0056',
    'kl:no-liveness-probe',
    'pol:livenessProbeMissing',
    'sc:pod-probes',
    'kics:ade74944',
    'kics:698ed579',
    'kyv:require-probes',
    'gk:requiredprobes',
  ],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [
        ...inFormats(['kubernetes'], { healthcheck: undefined }),
        ...inFormats(['compose', 'docker-run'], { healthcheck: 'none' }),
      ],
      good: [
        ...inEveryFormat(),
        ...inFormats(['compose'], { healthcheck: undefined }),
        manifests(podsOf({ kind: 'Job', says: { healthcheck: undefined } })),
      ],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'healthcheck',
      isBad: (check, container) => check === 'none' && isServing(container) && isAsked(workload),
      clause: () => 'has no check of its health',
    }),
};

/** What ends by itself is not asked whether it lives. */
function isAsked(workload: JudgedWorkload): boolean {
  return workload.engine !== 'kubernetes' || isLasting(workload);
}

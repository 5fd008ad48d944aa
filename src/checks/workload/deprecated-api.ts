// Judges versions of the API that are gone: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { manifests } from '../rbac/example-text.ts';
import type { JudgedWorkload } from './container.ts';
import { podsOf } from './example-pods.ts';
import { fixOf, setAt } from './pod-fix.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const deprecatedApi: Check<'workload'> = {
  id: toRuleId('wl-deprecated-api'),
  title: 'Written for a version of the API that is gone',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'A cluster that is not years old refuses it, when somebody needs it to be applied.',
  todo: 'Write it for the version that took its place.',
  refs: [
    'KSV-0107',
    'kl:no-extensions-v1beta',
    'sc:stable-version',
    'kics:94b76ea5',
    'kyv:check-deprecated-apis',
    'gk:verifydeprecatedapi',
  ],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: [
        manifests(podsOf({ apiVersion: 'extensions/v1beta1' })),
        manifests(podsOf({ kind: 'CronJob', apiVersion: 'batch/v1beta1' })),
      ],
      good: [manifests(podsOf({})), manifests(podsOf({ kind: 'CronJob' }))],
    };
  },
  *run(workload) {
    const version = workload.pod?.apiVersion ?? '';
    const gone = removed.get(version);
    if (gone === undefined) return;
    yield* ofTheWhole(workload, {
      key: 'apiVersion',
      what: `is written for ${version}, which is gone since Kubernetes ${gone.since}: ${gone.now} took its place`,
      name: 'apiVersion',
      value: version,
      ...(isAlike(workload) &&
        fixOf(`write it for ${gone.now}`, setAt(workload, { in: 'object', way: ['apiVersion'] }, gone.now))),
    });
  },
};

const removed: ReadonlyMap<string, { readonly since: string; readonly now: string }> = new Map([
  ['extensions/v1beta1', { since: '1.16', now: 'apps/v1' }],
  ['apps/v1beta1', { since: '1.16', now: 'apps/v1' }],
  ['apps/v1beta2', { since: '1.16', now: 'apps/v1' }],
  ['batch/v2alpha1', { since: '1.21', now: 'batch/v1' }],
  ['batch/v1beta1', { since: '1.25', now: 'batch/v1' }],
]);
/** Since apps/v1 a selector has to be written. */
function isAlike({ type, pod }: JudgedWorkload): boolean {
  return type === 'CronJob' || pod?.selector !== undefined;
}

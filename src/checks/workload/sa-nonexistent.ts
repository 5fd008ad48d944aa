// Judges accounts that are not there: https://kubernetes.io/docs/concepts/security/service-accounts/#assign-to-pod
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accountOf, isThere } from '../account-users.ts';
import { manifests, podsText, webText, whole } from '../rbac/example-text.ts';
import { refOf } from './container.ts';

export const saNonexistent: Check<'workload'> = {
  id: toRuleId('wl-sa-nonexistent'),
  title: 'Service account does not exist',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'No pod is started until the account is there; whoever may create it, with rights bound to its name or without, decides what the workload runs as.',
  todo: 'Add the service account, or correct its name.',
  refs: ['kl:non-existent-service-account', 'C-0307'],
  since: '2026.11',
  get examples() {
    return {
      bad: [whole(manifests(podsText('web', { serviceAccount: 'gone' }), webText))],
      good: [
        whole(
          manifests(podsText('web', { serviceAccount: 'web' }), webText, webText.replace('name: web', 'name: other')),
        ),
        manifests(podsText('web', { serviceAccount: 'gone' })),
        whole(manifests(podsText('web', {}))),
      ],
    };
  },
  *run(workload, world) {
    const [container] = workload.containers;
    if (world.known('identity', workload.scope) !== 'all') return;
    const account = accountOf(workload);
    if (account === undefined || container === undefined || isThere(account, world)) return;
    yield {
      key: 'account',
      what: `runs as ServiceAccount ${account.name}, which is not there`,
      fields: [refOf('serviceAccount', container.effective.serviceAccount, container)],
    };
  },
};

// Judges whether pods get the token of an account unasked: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { declared, isKnown, locationOf } from '../../model/field.ts';
import { workloadsOf } from '../account-users.ts';
import { manifests, podsText } from './example-text.ts';

function accountText(more: string, ...objects: readonly string[]): Example {
  const account = `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n${more}`;
  return manifests(account, ...objects);
}

export const saAutomount: Check<'identity'> = {
  id: toRuleId('rbac-sa-automount'),
  title: 'Account puts its token into every pod',
  severity: 'medium',
  layer: 'cluster',
  on: 'identity',
  why: 'Every pod of the account carries a credential for the API server, whether it uses it or not: whoever takes one over begins with it.',
  todo: 'Set automountServiceAccountToken to false, and switch it on in the pods that talk to the API server.',
  refs: ['CISK 5.1.5', 'CISK 5.1.6', 'C-0189', 'C-0034', 'kyv:restrict-sa-automount-sa-token', 'CKV_K8S_38'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        accountText(''),
        accountText('automountServiceAccountToken: true\n', podsText('web', { serviceAccount: 'other' })),
      ],
      good: [
        accountText('automountServiceAccountToken: false\n'),
        accountText('automountServiceAccountToken: "{{ .Values.automount }}"\n'),
        accountText('', podsText('web', { serviceAccount: 'web', serviceAccountToken: false })),
      ],
    };
  },
  *run(account, world) {
    const { automount, pointer, at } = account;
    const [place] = at;
    if (place === undefined || (automount !== undefined && !(isKnown(automount) && automount.value))) return;
    // Where its pods are known, each of them says or inherits what holds.
    if (workloadsOf(account, world).length > 0) return;
    const field = automount ?? declared(true, place);
    const written = automount === undefined ? undefined : locationOf(automount);
    const edit = {
      op: 'set-at',
      target: { fact: account.id },
      pointer: [...pointer, 'automountServiceAccountToken'],
      value: false,
      ...(written !== undefined && { at: written }),
    } as const;
    yield {
      key: 'automount',
      what: 'its token is put into every pod that does not refuse it',
      fields: [{ name: 'automountServiceAccountToken', field }],
      fix: { say: 'put its token into no pod unasked', edits: [edit] },
    };
  },
};

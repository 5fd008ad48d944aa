// Judges whom a constraint of OpenShift itself names: https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import type { JudgedOf } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { manifests } from './example-text.ts';

export const sccSubjects: Check<'object'> = {
  id: toRuleId('rbac-scc-subjects'),
  title: 'Security context constraint lets accounts out of their confinement',
  severity: 'high',
  layer: 'cluster',
  on: 'object',
  why: 'Pods of the accounts that it names run privileged or with folders of the node: whoever creates one owns the node. No role shows it, the constraint alone does.',
  todo: 'Take the accounts out of it, and let the one that needs it use it by a role.',
  refs: ['OWK:K02', 'T1611', 'kl:scc-deny-privileged-container'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        constraint('allowPrivilegedContainer: true', 'users: ["system:serviceaccount:shop:web"]'),
        constraint('allowHostDirVolumePlugin: true', 'groups: ["system:authenticated"]'),
      ],
      good: [
        constraint('allowPrivilegedContainer: false', 'users: ["system:serviceaccount:shop:web"]'),
        constraint('allowPrivilegedContainer: true', 'users: ["system:admin"]'),
        constraint('allowPrivilegedContainer: true', 'groups: ["system:nodes"]'),
      ],
    };
  },
  *run(object) {
    if (object.type !== 'SecurityContextConstraints') return;
    const lifted = object.leaves.filter(({ pointer, field }) => lifts.has(pointer) && valueOf(field) === 'true');
    const named = object.leaves.filter(isForPods);
    if (lifted.length === 0 || named.length === 0) return;
    const [first] = named;
    yield {
      key: 'subjects',
      what: `sets ${lifted.map(({ pointer }) => pointer).join(', ')} for ${valueOf(first?.field) ?? ''}${named.length > 1 ? ' and others' : ''}`,
      fields: [...named, ...lifted].map(({ pointer, field }) => ({ name: pointer, field })),
    };
  },
};
const lifts: ReadonlySet<string> = new Set([
  'allowPrivilegedContainer',
  'allowHostDirVolumePlugin',
  'allowHostPID',
  'allowHostIPC',
]);
/** Accounts and groups of accounts; people and nodes start no pods by it. */
function isForPods({ pointer, field }: JudgedOf<'object'>['leaves'][number]): boolean {
  const name = valueOf(field) ?? '';
  if (pointer.startsWith('users/')) return name.startsWith('system:serviceaccount:');
  return (
    pointer.startsWith('groups/') && (name === 'system:authenticated' || name.startsWith('system:serviceaccounts'))
  );
}
function constraint(setting: string, subjects: string): Example {
  return manifests(
    `apiVersion: security.openshift.io/v1\nkind: SecurityContextConstraints\nmetadata: {name: app}\n${setting}\n${subjects}\n`,
  );
}

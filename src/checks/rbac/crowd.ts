// Accuses a binding of what it gives to everybody, or to those who say no name.
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import type { RbacSubject } from '../../model/rbac-facts.ts';
import { permissionsOf } from '../../model/rbac-grants.ts';
import type { Binding } from '../../model/rbac-index.ts';
import type { Severity } from '../../model/severity.ts';
import { onlyReads } from '../takeover.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { saySubject } from './role-extent.ts';
import { subjectRef, withoutSubject } from './subjects.ts';

export interface CrowdRule {
  readonly isOne: (subject: RbacSubject) => boolean;
  /** By what is granted: more than looking, or what is not known; looking at what opens no door. */
  readonly severities: { readonly takes: Severity; readonly reads: Severity };
}
/** Roles that are there to be granted to everybody: version, health, discovery, questions about oneself. */
const harmless: ReadonlySet<string> = new Set([
  'system:basic-user',
  'system:cluster-trust-bundle-discovery',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
]);
/** By which `kubeadm join` finds the cluster. */
const joining = 'kubeadm:bootstrap-signer-clusterinfo';

export function* accuseCrowd(binding: Binding, world: World, { isOne, severities }: CrowdRule): Iterable<Message> {
  const { role, cluster, namespace } = binding;
  if (isOwnOfKubernetes(binding) || (role.cluster && harmless.has(role.name))) return;
  if (namespace === 'kube-public' && role.name === joining) return;
  const permissions = permissionsOf(world, binding);
  const reads = permissions.length > 0 && onlyReads(permissions);
  for (const subject of binding.subjects) {
    if (!isOne(subject)) continue;
    yield {
      key: saySubject(subject),
      what: `gives ${role.name} to ${saySubject(subject)} ${cluster ? 'in the whole cluster' : `in namespace ${namespace ?? 'default'}`}`,
      severity: reads ? severities.reads : inPart(severities.takes, binding),
      fields: [subjectRef(subject)],
      fix: withoutSubject(binding, subject),
    };
  }
}
function inPart(severity: Severity, { cluster, namespace }: Binding): Severity {
  return cluster || namespace === 'kube-system' || severity !== 'critical' ? severity : 'high';
}

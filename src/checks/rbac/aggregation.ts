// What a cluster role adds to the user-facing ones by its labels, beyond what these are meant for.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
import type { PolicyRule } from '../../model/rbac-facts.ts';
import type { Role } from '../../model/rbac-index.ts';
import { hitsOf, powers, type Power } from '../../model/rbac-powers.ts';
import { onlyReads } from '../takeover.ts';
import { writesAll } from './power-rule.ts';

/** The least of them first: the others take its rules in. */
const targets = ['view', 'edit', 'admin'] as const;
export interface Added {
  readonly target?: (typeof targets)[number];
  readonly rules: readonly PolicyRule[];
}
export function addedTo(role: Role): Added {
  const target = targets.find((name) => role.labels[`rbac.authorization.k8s.io/aggregate-to-${name}`] === 'true');
  if (target === undefined) return { rules: [] };
  return { target, rules: role.rules.filter((rule) => (target === 'view' ? !onlyReads([rule]) : isTooMuch(rule))) };
}
/** Guards of the cluster and of the namespace, which even its admin does not hold. */
const forNobody: readonly Power[] = [
  powers.escalate,
  powers.bind,
  powers.configureWebhooks,
  powers.editAdmissionPolicies,
  powers.patchNamespaces,
  powers.proxyNodes,
  powers.createVolumes,
];
function isTooMuch(rule: PolicyRule): boolean {
  return writesAll(rule) || forNobody.some((power) => hitsOf(rule, power, { everywhere: true }).length > 0);
}

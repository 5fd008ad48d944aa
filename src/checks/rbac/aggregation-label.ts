// Judges what is added to the roles that everybody uses: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { addedTo } from './aggregation.ts';
import { also, everywhere, manifests, may, roleText } from './example-text.ts';
import { isOwnOfKubernetes } from './own-objects.ts';
import { ruleRef } from './power-rule.ts';
import { listed } from './role-extent.ts';

const label = 'rbac.authorization.k8s.io/aggregate-to-';
function labelled(target: string, rule: string): Example {
  const text = roleText('ClusterRole', '', [rule]).replace(
    '{name: app}',
    `{name: app, labels: {${label}${target}: "true"}}`,
  );
  return also(manifests(text), 'rbac-pods-create', 'rbac-namespace-patch', 'rbac-wildcard-all');
}
const ownOfKubernetes = manifests(
  roleText('ClusterRole', '', [may('patch', 'namespaces')]).replace(
    '{name: app}',
    `{name: "system:aggregate-to-edit", labels: {kubernetes.io/bootstrapping: rbac-defaults, ${label}edit: "true"}}`,
  ),
);

export const aggregationLabel: Check<'role'> = {
  id: toRuleId('rbac-aggregation-label'),
  title: 'Adds rights to admin, edit or view that they are not meant to have',
  severity: 'medium',
  layer: 'cluster',
  on: 'role',
  why: 'Everybody who was given one of these roles has the added rules from then on, in every namespace that they have it for: nobody sees it at their bindings.',
  todo: 'Take the label off, and bind the role to whom it is meant for.',
  refs: ['OWK:K02', 'T1098.006'],
  since: '2026.11',
  examples: {
    bad: [
      labelled('view', may('create', 'pods')),
      labelled('edit', may('patch', 'namespaces')),
      labelled('admin', may('"*"', '"*"')),
    ],
    good: [
      labelled('view', may('get, list, watch', 'things', { group: 'app.example' })),
      labelled('edit', may('create, delete', 'things', { group: 'app.example' })),
      everywhere(may('get', 'pods')),
      ownOfKubernetes,
    ],
  },
  *run(role) {
    if (!role.cluster || isOwnOfKubernetes(role)) return;
    const { target, rules } = addedTo(role);
    if (target === undefined || rules.length === 0) return;
    const verbs = listed([...new Set(rules.flatMap((rule) => rule.verbs))]);
    const resources = listed([...new Set(rules.flatMap((rule) => rule.resources))]);
    yield { key: target, what: `adds ${verbs} ${resources} to the role ${target}`, fields: rules.map(ruleRef) };
  },
};

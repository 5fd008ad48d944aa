// Roles and bindings as they are written; who holds what is joined later.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { PolicyRule, RbacSubject } from '../../model/rbac-facts.ts';
import type { Selector } from '../../model/workload.ts';
import { getMember, getPath, itemsOf, placeOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';
import { templateIn } from './kubernetes-field.ts';
import { labelsOf, nameOf, namespaceOf, textsOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';

export function roleDrafts(object: ManifestObject): readonly Draft[] {
  const { kind, root, raw } = object;
  const cluster = kind === 'ClusterRole';
  const rules = itemsOf(getMember(root, 'rules'));
  const selectors = itemsOf(getPath(root, 'aggregationRule', 'clusterRoleSelectors'));
  const open = findTemplate(getMember(root, 'rules'), rules);
  return [
    {
      kind: 'role',
      cluster,
      name: nameOf(root),
      ...(!cluster && namespaceOf(root)),
      labels: labelsOf(root),
      rules: rules.map((rule, index) => toRule(rule, [...raw.pointer, 'rules', index])),
      aggregates: selectors.map(toSelector),
      at: [whereIs(root)],
      raw,
    },
    ...(open === undefined ? [] : [notRendered(object, open)]),
  ];
}
const listNames = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'] as const;
function toRule(rule: Value, pointer: PolicyRule['pointer']): PolicyRule {
  return {
    apiGroups: wordsOf(rule, 'apiGroups'),
    resources: wordsOf(rule, 'resources'),
    verbs: wordsOf(rule, 'verbs'),
    resourceNames: wordsOf(rule, 'resourceNames'),
    nonResourceUrls: wordsOf(rule, 'nonResourceURLs'),
    at: placeOf(rule),
    pointer,
  };
}
/** Matches nothing: as a group, '' would be the core one. */
const unreadable = '?';
/** One for each item, so that indexes lead back to them; null is what an API server takes for ''. */
function wordsOf(rule: Value, name: (typeof listNames)[number]): readonly string[] {
  return itemsOf(getMember(rule, name)).map((item) =>
    item.node.kind === 'scalar' ? (scalarText(item) ?? '') : unreadable,
  );
}
/** What of the rules was left to somebody else to fill in. */
function findTemplate(list: Value | undefined, rules: readonly Value[]): Value | undefined {
  const parts = rules.flatMap((rule) => {
    const lists = listNames.map((name) => getMember(rule, name)).filter((value) => value !== undefined);
    return [rule, ...lists, ...lists.flatMap((value) => itemsOf(value))];
  });
  return [list, ...parts].find((value) => value !== undefined && templateIn(value) !== undefined);
}
export function notRendered({ kind, root }: ManifestObject, open: Value): UnknownDraft {
  const why = `${kind} ${nameOf(root)}: ${templateIn(open) ?? 'a part'}`;
  return { kind: 'unknown', code: 'not-rendered', why, at: placeOf(open), affects: ['kubernetes'], incomplete: true };
}
export function toSelector(value: Value): Selector {
  return {
    labels: textsOf(getMember(value, 'matchLabels')),
    expressions: itemsOf(getMember(value, 'matchExpressions')).map((item) => ({
      key: scalarText(getMember(item, 'key')) ?? '',
      operator: scalarText(getMember(item, 'operator')) ?? '',
      values: itemsOf(getMember(item, 'values')).map((one) => scalarText(one) ?? ''),
    })),
  };
}

export function bindingDrafts(object: ManifestObject): readonly Draft[] {
  const { kind, root, raw } = object;
  const cluster = kind === 'ClusterRoleBinding';
  const ref = getMember(root, 'roleRef');
  const subjects = itemsOf(getMember(root, 'subjects'));
  const parts = [getMember(root, 'subjects'), ref, getMember(ref, 'name'), getMember(ref, 'kind')].concat(
    subjects.flatMap((subject) => [subject, getMember(subject, 'name'), getMember(subject, 'namespace')]),
  );
  const open = parts.find((value) => value !== undefined && templateIn(value) !== undefined);
  return [
    {
      kind: 'binding',
      cluster,
      name: nameOf(root),
      ...(!cluster && namespaceOf(root)),
      labels: labelsOf(root),
      role: {
        cluster: cluster || scalarText(getMember(ref, 'kind')) === 'ClusterRole',
        name: scalarText(getMember(ref, 'name')) ?? '',
      },
      subjects: subjects.flatMap((subject, index) => toSubject(subject, [...raw.pointer, 'subjects', index])),
      at: [whereIs(root)],
      raw,
    },
    ...(open === undefined ? [] : [notRendered(object, open)]),
  ];
}
const subjectTypes = ['User', 'Group', 'ServiceAccount'] as const;
function toSubject(value: Value, pointer: RbacSubject['pointer']): readonly RbacSubject[] {
  const kind = scalarText(getMember(value, 'kind'));
  const type = subjectTypes.find((one) => one === kind);
  const name = scalarText(getMember(value, 'name'));
  const namespace = scalarText(getMember(value, 'namespace'));
  if (type === undefined || name === undefined) return [];
  const own = type === 'ServiceAccount' && namespace !== undefined && namespace !== '';
  return [{ type, name, ...(own && { namespace }), at: placeOf(value), pointer }];
}

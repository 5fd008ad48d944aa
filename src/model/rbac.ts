// What one rule of a role lets through, as the authorizer of kube-apiserver decides it.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
import type { PolicyRule } from './rbac-facts.ts';

/** What of a rule decides; rules of built-in roles have no place in a file. */
export type Permission = Pick<PolicyRule, 'apiGroups' | 'resources' | 'verbs' | 'resourceNames' | 'nonResourceUrls'>;

/** A request for an object, or for a kind of them where it has no name. */
export interface ApiRequest {
  readonly verb: string;
  /** '' is the core group. */
  readonly group: string;
  /** With its subresource: `pods/exec`. */
  readonly resource: string;
  readonly name?: string;
}

/** Any verb on any resource of any group of it. */
export interface Ask {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export function allows(rule: Permission, request: ApiRequest): boolean {
  return allowsSome(rule, request) && allowsName(rule, request.name ?? '');
}
/** The same whatever the name: that of some object, if not of each. */
export function allowsSome(rule: Permission, { verb, group, resource }: Omit<ApiRequest, 'name'>): boolean {
  return hasOrAll(rule.verbs, verb) && hasOrAll(rule.apiGroups, group) && allowsResource(rule, resource);
}
/** Of each list what the rule has: it allows every combination of these and no other. */
export function allowedOf(rule: Permission, asked: Ask): Ask {
  const groups = asked.groups.filter((group) => hasOrAll(rule.apiGroups, group));
  if (groups.length === 0) return nothing;
  const resources = asked.resources.filter((resource) => allowsResource(rule, resource));
  if (resources.length === 0) return nothing;
  return { groups, resources, verbs: asked.verbs.filter((verb) => hasOrAll(rule.verbs, verb)) };
}
const nothing: Ask = { groups: [], resources: [], verbs: [] };
export function allowsUrl(rule: Permission, verb: string, path: string): boolean {
  return hasOrAll(rule.verbs, verb) && rule.nonResourceUrls.some((url) => coversPath(url, path));
}

function hasOrAll(words: readonly string[], word: string): boolean {
  return words.includes('*') || words.includes(word);
}
/** `*` and `*` before a subresource are the only wildcards: `pods/*` is no pattern, and matches nothing. */
function allowsResource({ resources }: Permission, resource: string): boolean {
  if (hasOrAll(resources, resource)) return true;
  const slash = resource.indexOf('/');
  return slash !== -1 && resources.includes(`*${resource.slice(slash)}`);
}
function allowsName({ resourceNames }: Permission, name: string): boolean {
  return resourceNames.length === 0 || resourceNames.includes(name);
}
function coversPath(url: string, path: string): boolean {
  return url === '*' || url === path || (url.endsWith('*') && path.startsWith(url.replace(/\*+$/, '')));
}

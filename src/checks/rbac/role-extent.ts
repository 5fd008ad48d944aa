// Where the rules of a role hold and for whom, by the bindings that were read.
import type { World } from '../../model/facts.ts';
import type { RbacSubject } from '../../model/rbac-facts.ts';
import { bindingsOf } from '../../model/rbac-grants.ts';
import type { Binding, Role } from '../../model/rbac-index.ts';

export interface Extent {
  /** Also so for a cluster role that nobody is bound to: nothing keeps it small. */
  readonly everywhere: boolean;
  /** '' where a role does not say in which it will be. */
  readonly namespaces: readonly string[];
  readonly bindings: readonly Binding[];
}
export function extentOf(role: Role, world: World): Extent {
  const bindings = bindingsOf(world, role);
  if (!role.cluster) return { everywhere: false, namespaces: [role.namespace ?? ''], bindings };
  const everywhere = bindings.length === 0 || bindings.some(({ cluster }) => cluster);
  const namespaces = everywhere ? [] : [...new Set(bindings.map(({ namespace }) => namespace ?? ''))].sort();
  return { everywhere, namespaces, bindings };
}
export function holdsIn({ everywhere, namespaces }: Extent, namespace: string): boolean {
  return everywhere || namespaces.includes(namespace);
}
/** Where the controllers run, whose accounts hold more than the whole rest. */
export function isSystemWide(extent: Extent): boolean {
  return holdsIn(extent, 'kube-system');
}
export function sayWhere({ everywhere, namespaces }: Extent): string {
  if (everywhere) return 'in the whole cluster';
  const [only = ''] = namespaces;
  if (namespaces.length > 1) return `in namespaces ${listed(namespaces)}`;
  return only === '' ? 'in its namespace' : `in namespace ${only}`;
}

export function saySubject({ type, name, namespace }: RbacSubject): string {
  return `${type} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
/** Undefined where nobody is bound. */
export function sayHolders({ bindings }: Extent): string | undefined {
  const all = bindings.flatMap(({ subjects }) => subjects.map(saySubject));
  return all.length === 0 ? undefined : listed([...new Set(all)].sort());
}
const mostListed = 3;
export function listed(words: readonly string[]): string {
  const rest = words.length - mostListed;
  if (rest > 1) return `${words.slice(0, mostListed).join(', ')} and ${String(rest)} more`;
  return words.join(', ');
}

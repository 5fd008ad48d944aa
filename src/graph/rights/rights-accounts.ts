// The accounts that a right over a few names is over.
import type { NodeId } from '../../model/graph.ts';
import type { Holder } from './identities.ts';
import { accountNode, type Place } from '../nodes.ts';

export interface Named {
  /** Undefined is every namespace. */
  readonly namespace: string | undefined;
  readonly name: string;
}
const indexes = new WeakMap<readonly Holder[], ReadonlyMap<string, readonly Holder[]>>();
/** One in the namespace, seen or not; else all of this name that were seen. */
export function accountsNamed(
  accounts: readonly Holder[],
  place: Place,
  { namespace, name }: Named,
): readonly NodeId[] {
  if (namespace !== undefined) return [accountNode({ ...place, namespace }, name)];
  const known = indexes.get(accounts);
  const index = known ?? Map.groupBy(accounts, (one) => `${one.place.scope}\n${one.name}`);
  if (known === undefined) indexes.set(accounts, index);
  return (index.get(`${place.scope}\n${name}`) ?? []).map(({ node }) => node);
}

// Powers that only come to something together: whether one holder of a role has them all, from wherever.
import type { World } from '../../model/facts.ts';
import { grantsOfSubject } from '../../model/rbac-grants.ts';
import { indexOf, type Role } from '../../model/rbac-index.ts';
import { hitsOf, type Power } from '../../model/rbac-powers.ts';
import type { Permission } from '../../model/rbac.ts';
import type { Extent } from './role-extent.ts';

interface Held {
  readonly permissions: readonly Permission[];
  readonly everywhere: boolean;
}
/** The role alone where nobody is bound to it. */
export function someHolderHas(
  role: Role,
  world: World,
  { extent, all }: { readonly extent: Extent; readonly all: readonly Power[] },
): boolean {
  const own: Held = { permissions: indexOf(world).rulesOf(role), everywhere: extent.everywhere };
  if (hasAll([own], all)) return true;
  return extent.bindings.some((binding) =>
    binding.subjects.some((subject) => {
      const grants = grantsOfSubject(world, { binding, subject });
      const held = grants.map(({ permissions, binding: by }): Held => ({ permissions, everywhere: by.cluster }));
      return hasAll(held, all);
    }),
  );
}
function hasAll(held: readonly Held[], all: readonly Power[]): boolean {
  return all.every((power) => held.some((one) => one.permissions.some((rule) => hitsOf(rule, power, one).length > 0)));
}

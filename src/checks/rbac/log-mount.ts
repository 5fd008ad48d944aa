// Whether a holder of a role runs with the log folder of its node mounted for writing.
import type { JudgedOf, World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { normalPath } from '../../model/host-path.ts';
import { grantsOf } from '../../model/rbac-grants.ts';
import { accountOf } from '../account-users.ts';
import type { Extent } from './role-extent.ts';

export function mountsLogs({ bindings }: Extent, world: World): boolean {
  return world.facts('workload').some((workload) => canWriteLogs(workload) && isBound(workload, bindings, world));
}
const logFolders: ReadonlySet<string> = new Set(['/', '/var', '/var/log', '/var/log/pods']);
function canWriteLogs({ containers }: JudgedOf<'workload'>): boolean {
  return containers.some(({ effective }) =>
    effective.mounts.some((field) => {
      const mount = valueOf(field);
      return mount?.kind === 'bind' && !mount.readOnly && logFolders.has(normalPath(mount.source ?? ''));
    }),
  );
}
function isBound(workload: JudgedOf<'workload'>, bindings: Extent['bindings'], world: World): boolean {
  const account = accountOf(workload);
  return account !== undefined && grantsOf(world, account).some(({ binding }) => bindings.includes(binding));
}

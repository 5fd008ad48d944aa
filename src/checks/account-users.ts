// Which workloads run as a service account, and whether they carry its token.
import type { JudgedOf, World } from '../model/facts.ts';
import { valueOf } from '../model/field.ts';
import { shareNamespace, type Account } from '../model/rbac-grants.ts';

type JudgedWorkload = JudgedOf<'workload'>;

export function workloadsOf(account: Account, world: World): readonly JudgedWorkload[] {
  return world
    .facts('workload')
    .filter((workload) => accountOf(workload)?.name === account.name && shareNamespace(workload, account));
}
/** The account of the pod; undefined for what is no pod, or says it by something that is not known. */
export function accountOf({ engine, containers, scope, namespace, at }: JudgedWorkload): Account | undefined {
  const name = valueOf(containers[0]?.effective.serviceAccount);
  if (engine !== 'kubernetes' || name === undefined) return undefined;
  return { name, scope, at, ...(namespace !== undefined && { namespace }) };
}
/** Put in by the account or the pod, or asked for as a volume. */
export function hasToken({ containers }: JudgedWorkload): boolean {
  return containers.some(
    ({ effective }) =>
      valueOf(effective.serviceAccountToken) === true ||
      effective.mounts.some((mount) => valueOf(mount)?.token !== undefined),
  );
}

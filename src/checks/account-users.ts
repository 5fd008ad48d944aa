// Which workloads run as a service account, whether they carry its token, and whether an account is there.
import type { JudgedOf, World } from '../model/facts.ts';
import { valueOf } from '../model/field.ts';
import type { Mount } from '../model/workload.ts';
import { placedIndex, type NamedPlace } from '../model/placed.ts';
import { onceFor } from '../model/once-for.ts';

type JudgedWorkload = JudgedOf<'workload'>;
interface Index {
  readonly workloads: (account: NamedPlace) => readonly JudgedWorkload[];
  readonly accounts: (account: NamedPlace) => readonly JudgedOf<'identity'>[];
}
const indexOf = onceFor((world: World): Index => {
  const made: Index = {
    workloads: placedIndex(world.facts('workload'), (workload) => accountOf(workload) ?? { ...workload, name: '' }),
    accounts: placedIndex(world.facts('identity'), (account) => account),
  };
  return made;
});

export function workloadsOf(account: NamedPlace, world: World): readonly JudgedWorkload[] {
  return indexOf(world).workloads(account);
}
/** Every namespace has its default account. */
export function isThere(account: NamedPlace, world: World): boolean {
  return account.name === 'default' || indexOf(world).accounts(account).length > 0;
}
/** The account of the pod; undefined for what is no pod, or says it by something that is not known. */
export function accountOf({ engine, containers, scope, namespace, at }: JudgedWorkload): NamedPlace | undefined {
  const name = valueOf(containers[0]?.effective.serviceAccount);
  if (engine !== 'kubernetes' || name === undefined) return undefined;
  return { name, scope, at, ...(namespace !== undefined && { namespace }) };
}
/** Put in by the account or the pod, or asked for as a volume. */
export function hasToken({ containers }: JudgedWorkload): boolean {
  return containers.some(
    ({ effective }) =>
      valueOf(effective.serviceAccountToken) === true ||
      effective.mounts.some((field) => isForApi(valueOf(field)?.token)),
  );
}
/** The API server refuses a token that was made for somebody else. */
function isForApi(token: Mount['token']): boolean {
  return (
    token !== undefined &&
    (token.audience === undefined || /^(?:https:\/\/kubernetes\.default|api$)/.test(token.audience))
  );
}

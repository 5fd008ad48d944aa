// The fix that runs a container as the one account that its image was given for a program: passwd(5), login.defs(5).
import type { Fix } from '../../model/edit.ts';
import type { JudgedOf, World } from '../../model/facts.ts';
import { isKnown, locationOf, valueOf, type Field } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { targetOf, type JudgedContainer, type JudgedWorkload } from './container.ts';
import { isRootName } from './user.ts';

type Account = JudgedOf<'accounts'>['users'][number];

/** Undefined where the image was not looked at, has none or several, or where something may need root. */
export function accountFix(workload: JudgedWorkload, container: JudgedContainer, world: World): Fix | undefined {
  const content = container.joint.content;
  const image = content === undefined ? undefined : world.facts('image').find((one) => one.image === content);
  if (image === undefined || (image.user !== '' && !isRootName(image.user))) return undefined;
  const mayNeedRoot = image.volumes.length > 0 || image.exposedPorts.some(({ port }) => port < firstFreePort);
  if (mayNeedRoot || asksForMore(container)) return undefined;
  const [account, ...others] = loginsIn(world.facts('accounts').find(({ scope }) => scope === image.scope));
  if (account === undefined || others.length > 0) return undefined;
  const at = container.declared.user === undefined ? undefined : locationOf(container.declared.user);
  const value = `${String(account.uid)}:${String(account.gid)}`;
  const set = { op: 'set', target: targetOf(workload, container), field: 'user', value } as const;
  return {
    say: `run as ${value}, the image's own account ${account.name}`,
    edits: [at === undefined ? set : { ...set, at }],
  };
}

/** UID_MIN and UID_MAX of login.defs: what is below belongs to the system, and `nobody` lies above. */
const [firstLogin, lastLogin] = [1000, 60_000];
/** The system's own accounts, of which many have a number up there by accident, cannot log in. */
function loginsIn(accounts: JudgedOf<'accounts'> | undefined): readonly Account[] {
  const users = accounts?.users ?? [];
  return users.filter(
    ({ uid, gid, shell }) => uid >= firstLogin && uid <= lastLogin && gid > 0 && !/\/(?:nologin|false)$/u.test(shell),
  );
}

/** Below it a program of an ordinary user may not listen everywhere. */
const firstFreePort = 1024;
const ownToAll: ReadonlySet<string> = new Set(['emptyDir', 'config', 'secret', 'tmpfs']);
function asksForMore({ effective }: JudgedContainer): boolean {
  const { privileged, capAdd, devices, ports, mounts } = effective;
  return (
    valueOf(privileged) !== false ||
    capAdd.length > 0 ||
    devices.length > 0 ||
    ports.some((port) => !isKnown(port) || port.value.container < firstFreePort) ||
    mounts.some(isSomebodys)
  );
}
/** Whose files a writable mount holds nobody here knows. */
function isSomebodys(field: Field<Mount>): boolean {
  if (!isKnown(field)) return true;
  const { kind, type, readOnly } = field.value;
  return !readOnly && !ownToAll.has(kind) && !ownToAll.has(type ?? '');
}

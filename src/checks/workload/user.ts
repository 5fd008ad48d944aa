// When a container's user is root: https://github.com/opencontainers/image-spec/blob/main/config.md (User).
import { isKnown } from '../../model/field.ts';
import type { JudgedContainer } from './container.ts';

/** `user[:group]` whose user is root. */
export function isRootName(user: string): boolean {
  const colon = user.indexOf(':');
  const name = (colon === -1 ? user : user.slice(0, colon)).trim();
  return name === 'root' || (name !== '' && Number(name) === 0);
}
/** An empty user is the engine's default, which is root. */
export function hasRootUser(container: JudgedContainer): 'yes' | 'no' | 'unknown' {
  const user = container.effective.user;
  if (!isKnown(user)) return 'unknown';
  return user.value === '' || user.value.startsWith(':') || isRootName(user.value) ? 'yes' : 'no';
}

/** Up to here accounts and groups of the host may have the number. */
const lastHostNumber = 10_000;
export function isLowNumber(text: string): boolean {
  return /^[0-9]+$/.test(text) && Number(text) > 0 && Number(text) <= lastHostNumber;
}
/** Whose number on the host is another one. */
export function hasOwnUsers({ effective }: JudgedContainer): boolean {
  return isKnown(effective.userNamespace) && effective.userNamespace.value;
}
/** What the image brings along is a fault of the image. */
export function hasLowUser(container: JudgedContainer): boolean {
  const { user } = container.effective;
  if (container.declared.user === undefined || !isKnown(user) || hasOwnUsers(container)) return false;
  return isLowNumber(user.value.split(':')[0] ?? '');
}
/** The group of root, by number or name. */
export function isRootGroup(group: string): boolean {
  return group === 'root' || /^0+$/.test(group);
}

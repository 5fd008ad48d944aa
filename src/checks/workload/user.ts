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

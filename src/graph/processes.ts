// When a process of one container may enter one of another that it sees: https://man7.org/linux/man-pages/man2/ptrace.2.html
import { isKnown } from '../model/field.ts';
import { holdsCapability } from './capabilities.ts';
import { assuming, isKnownNonRoot, refOf, always, type Condition, type JudgedContainer } from './conditions.ts';
import type { JudgedWorkload } from './nodes.ts';

export function mayEnter(
  workload: Pick<JudgedWorkload, 'engine'>,
  from: JudgedContainer,
  to: JudgedContainer,
): Condition {
  const traces = holdsCapability(workload, from, 'SYS_PTRACE');
  if (traces !== undefined && traces.assumes.length === 0 && !isKnownNonRoot(from)) return traces;
  return sameUser(from, to);
}
/** The kernel keeps what one user owns from another. */
export function sameUser(from: JudgedContainer, to: JudgedContainer): Condition {
  const fields = [refOf(from, 'user', from.effective.user), refOf(to, 'user', to.effective.user)];
  const [mine, other] = [userOf(from), userOf(to)];
  if (mine !== undefined && mine === other) return { ...always, fields };
  return { ...assuming('same-user', 'both run as the same user'), fields };
}
/** The part before the colon; root under one name. */
function userOf(container: JudgedContainer): string | undefined {
  const { user } = container.effective;
  if (!isKnown(user)) return undefined;
  const [name = ''] = user.value.split(':');
  return name === 'root' || name === '' ? '0' : name;
}

// When a process of one container may enter one of another that it sees: https://man7.org/linux/man-pages/man2/ptrace.2.html
import { defaultCapabilities } from '../../model/engine-defaults.ts';
import { isKnown } from '../../model/field.ts';
import { holdsCapability } from './capabilities.ts';
import { assuming, isKnownNonRoot, refOf, always, type Condition, type JudgedContainer } from '../conditions.ts';
import type { JudgedWorkload } from '../nodes.ts';

export function mayEnter(
  workload: Pick<JudgedWorkload, 'engine'>,
  from: JudgedContainer,
  to: JudgedContainer,
): Condition {
  const traces = holdsCapability(workload, from, 'SYS_PTRACE');
  if (traces !== undefined && traces.assumes.length === 0 && !isKnownNonRoot(from)) return traces;
  const same = sameUser(from, to);
  if (same.assumes.length > 0 || isKnownNonRoot(from) || holdsWhatIsKept(workload, from, to)) return same;
  return { ...assuming('same-rights', 'the other has no capability that it dropped itself'), fields: same.fields };
}
/** The kernel keeps what one user owns from another. */
export function sameUser(from: JudgedContainer, to: JudgedContainer): Condition {
  const fields = [refOf(from, 'user', from.effective.user), refOf(to, 'user', to.effective.user)];
  const [mine, other] = [userOf(from), userOf(to)];
  if (mine !== undefined && mine === other) return { ...always, fields };
  return { ...assuming('same-user', 'both run as the same user'), fields };
}
/**
 * Of two that run as root, one without a capability of the other may not trace it. What the other was given besides
 * is not counted, so that a privilege more for one never is less reach for another.
 */
function holdsWhatIsKept(
  workload: Pick<JudgedWorkload, 'engine'>,
  from: JudgedContainer,
  to: JudgedContainer,
): boolean {
  const dropped = new Set(to.effective.capDrop.flatMap((field) => (isKnown(field) ? [field.value] : [])));
  return dropped.has('ALL') || holdsDefaults(workload, from, dropped);
}
/** What an engine gives unasked, but for some. */
export function holdsDefaults(
  workload: Pick<JudgedWorkload, 'engine'>,
  container: JudgedContainer,
  but: ReadonlySet<string> = new Set(),
): boolean {
  const names = [...defaultCapabilities[workload.engine]].filter((name) => !but.has(name));
  return names.every((name) => holdsCapability(workload, container, name)?.assumes.length === 0);
}
/** The part before the colon; root under one name. */
function userOf(container: JudgedContainer): string | undefined {
  const { user } = container.effective;
  if (!isKnown(user)) return undefined;
  const [name = ''] = user.value.split(':');
  return name === 'root' || name === '' ? '0' : name;
}

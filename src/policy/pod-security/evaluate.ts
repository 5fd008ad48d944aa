// Which controls of the Pod Security Standards a pod does not meet, at a level and in a version of Kubernetes.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
import type { PodSecurityFields, PodSecurityLevel, PodSecurityViolation } from '../../model/pod-security.ts';
import { baselineControls } from './baseline.ts';
import type { Control } from './control.ts';
import { restrictedControls } from './restricted.ts';

/** The newest minor version of Kubernetes 1 whose standard differs from the one before. */
export const newestStandard = 37;

/** Controls that are asked at that level, the baseline's first. `minor` is that of Kubernetes 1. */
export function controlsAt(level: PodSecurityLevel, minor: number): readonly Control[] {
  const holds = ({ versions }: Control): boolean => versions.some(({ since }) => since <= minor);
  const baseline = baselineControls.filter(holds);
  if (level === 'baseline') return baseline;
  const restricted = restrictedControls.filter(holds);
  const replaced = new Set(restricted.flatMap(({ instead = [] }) => instead));
  return [...baseline.filter(({ id }) => !replaced.has(id)), ...restricted];
}
export function violationsOf(
  pod: PodSecurityFields,
  { level, minor }: { readonly level: PodSecurityLevel; readonly minor: number },
): readonly PodSecurityViolation[] {
  return controlsAt(level, minor).flatMap(({ id, versions }) => {
    const judge = versions.findLast(({ since }) => since <= minor)?.judge;
    return (judge?.(pod) ?? []).map((offence) => ({ control: id, ...offence }));
  });
}

// What a control of the Pod Security Standards looks like.
import type { Location } from '../../model/location.ts';
import type { PodSecurityContainer, PodSecurityFields, PodSecurityLevel } from '../../model/pod-security.ts';

/** What is wrong, and where; one an offender. */
export interface Offence {
  readonly why: string;
  readonly at: Location;
}
export interface Control {
  readonly id: string;
  readonly title: string;
  readonly level: PodSecurityLevel;
  /** Minor versions of Kubernetes 1 from which it holds, with how it is judged from there on. */
  readonly versions: readonly {
    readonly since: number;
    readonly judge: (pod: PodSecurityFields) => readonly Offence[];
  }[];
  /** Controls of the baseline that a restricted pod need not be asked about, for this one says more. */
  readonly instead?: readonly string[];
}

/** An offence for each container for which there is something to say. */
export function ofContainers(
  pod: PodSecurityFields,
  why: (container: PodSecurityContainer) => string | undefined,
): readonly Offence[] {
  return pod.containers.flatMap((container) => {
    const said = why(container);
    return said === undefined ? [] : [{ why: `container ${container.name} ${said}`, at: container.at }];
  });
}
/** The same, and one for the pod's own security context. */
export function ofPodAndContainers(
  pod: PodSecurityFields,
  why: (context: PodSecurityFields | PodSecurityContainer) => string | undefined,
): readonly Offence[] {
  const said = why(pod);
  return [...(said === undefined ? [] : [{ why: `the pod ${said}`, at: pod.at }]), ...ofContainers(pod, why)];
}
/** Windows has no such settings: a pod that says it is for Windows is let through. */
export function unlessWindows(
  judge: (pod: PodSecurityFields) => readonly Offence[],
): (pod: PodSecurityFields) => readonly Offence[] {
  return (pod) => (pod.windows ? [] : judge(pod));
}
/** Root in a user namespace of its own is not root (KEP-127). */
export function unlessUserNamespace(
  judge: (pod: PodSecurityFields) => readonly Offence[],
): (pod: PodSecurityFields) => readonly Offence[] {
  return (pod) => (pod.hostUsers === false ? [] : judge(pod));
}

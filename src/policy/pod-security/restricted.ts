// The controls of the restricted level, on top of the baseline's: current practice of hardening.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
import { isAllowedVolume, type PodSecurityFields } from '../../model/pod-security.ts';
import { procMount } from './baseline.ts';
import {
  ofContainers,
  ofPodAndContainers,
  unlessUserNamespace,
  unlessWindows,
  type Control,
  type Offence,
} from './control.ts';

function escalation(pod: PodSecurityFields): readonly Offence[] {
  return ofContainers(pod, ({ allowPrivilegeEscalation }) =>
    allowPrivilegeEscalation === false ? undefined : 'does not set allowPrivilegeEscalation to false',
  );
}
function capabilities(pod: PodSecurityFields): readonly Offence[] {
  return ofContainers(pod, ({ capabilities: changes }) => {
    if (changes?.drop.includes('ALL') !== true) return 'does not drop ALL capabilities';
    const more = changes.add.filter((name) => name !== 'NET_BIND_SERVICE');
    return more.length === 0 ? undefined : `adds ${more.join(', ')}`;
  });
}
function volumes(pod: PodSecurityFields): readonly Offence[] {
  return pod.volumes
    .filter(({ types }) => !isAllowedVolume(types))
    .map(({ name, types, at }) => ({ why: `volume ${name} is of type ${types.join(', ')}`, at }));
}
function nonRoot(pod: PodSecurityFields): readonly Offence[] {
  const refused = ofPodAndContainers(pod, ({ runAsNonRoot }) =>
    runAsNonRoot === false ? 'sets runAsNonRoot to false' : undefined,
  );
  if (refused.length > 0 || pod.runAsNonRoot === true) return refused;
  return ofContainers(pod, ({ runAsNonRoot }) =>
    runAsNonRoot === undefined ? 'does not set runAsNonRoot, nor does its pod' : undefined,
  );
}
function user(pod: PodSecurityFields): readonly Offence[] {
  return ofPodAndContainers(pod, ({ runAsUser }) => (runAsUser === 0 ? 'sets runAsUser to 0' : undefined));
}
const profileTypes: ReadonlySet<string> = new Set(['RuntimeDefault', 'Localhost']);
function seccomp(pod: PodSecurityFields): readonly Offence[] {
  const refused = ofPodAndContainers(pod, ({ seccompType }) =>
    seccompType === undefined || profileTypes.has(seccompType) ? undefined : `sets seccomp to ${seccompType}`,
  );
  if (refused.length > 0 || pod.seccompType !== undefined) return refused;
  return ofContainers(pod, ({ seccompType }) =>
    seccompType === undefined ? 'sets no seccomp profile, nor does its pod' : undefined,
  );
}

export const restrictedControls: readonly Control[] = [
  {
    id: 'allowPrivilegeEscalation',
    title: 'No privileges are gained inside',
    level: 'restricted',
    versions: [
      { since: 8, judge: escalation },
      { since: 25, judge: unlessWindows(escalation) },
    ],
  },
  {
    id: 'capabilities_restricted',
    title: 'All capabilities are dropped',
    level: 'restricted',
    versions: [
      { since: 22, judge: capabilities },
      { since: 25, judge: unlessWindows(capabilities) },
    ],
    instead: ['capabilities_baseline'],
  },
  {
    id: 'procMount_restricted',
    title: '/proc stays masked, also in a user namespace',
    level: 'restricted',
    versions: [{ since: 35, judge: procMount }],
    instead: ['procMount'],
  },
  {
    id: 'restrictedVolumes',
    title: 'Volumes of harmless types only',
    level: 'restricted',
    versions: [{ since: 0, judge: volumes }],
    instead: ['hostPathVolumes'],
  },
  {
    id: 'runAsNonRoot',
    title: 'Running as root is ruled out',
    level: 'restricted',
    versions: [
      { since: 0, judge: nonRoot },
      { since: 35, judge: unlessUserNamespace(nonRoot) },
    ],
  },
  {
    id: 'runAsUser',
    title: 'No user 0',
    level: 'restricted',
    versions: [
      { since: 23, judge: user },
      { since: 35, judge: unlessUserNamespace(user) },
    ],
  },
  {
    id: 'seccompProfile_restricted',
    title: 'A seccomp profile is set',
    level: 'restricted',
    versions: [
      { since: 19, judge: seccomp },
      { since: 25, judge: unlessWindows(seccomp) },
    ],
    instead: ['seccompProfile_baseline'],
  },
];

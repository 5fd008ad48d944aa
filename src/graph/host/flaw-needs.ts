// When a container can make use of a flaw: what of it the flaw asks for, and what would keep it away.
import { valueOf } from '../../model/field.ts';
import { wieldsCapability } from './capabilities.ts';
import { all, always, asRoot, assuming, granted, sameUsers, type Condition } from '../conditions.ts';
import { callsOpen, unconfined, unfiltered } from './confinement.ts';
import { hasFlaw } from './flaw-release.ts';
import type { Flaw, FlawNeed } from './flaws.ts';
import { settledBy } from './machines.ts';
import type { Subject } from '../step.ts';

const operator = assuming('operator', 'somebody runs a command in it, or starts it again');
const copier = assuming('copier', 'somebody copies files out of it or into it');
const hostileImage = assuming('hostile-image', 'its image or its settings were chosen by an attacker');
const ownContainers = assuming('own-containers', 'whoever is in it also starts containers or chooses their mounts');

/** Undefined where something that was seen keeps the container from it. */
export function needOf({ need }: Flaw, subject: Subject): Condition | undefined {
  return needs[need](subject);
}
const needs: Readonly<Record<FlawNeed, (subject: Subject) => Condition | undefined>> = {
  any: () => always,
  namespaces: (subject) =>
    easiest(mayUnshare(subject), byCapability(subject, 'NET_ADMIN'), byCapability(subject, 'SYS_ADMIN')),
  'net-raw': (subject) => all(byCapability(subject, 'NET_RAW'), callsOpen(subject.container, ['socket'])),
  'net-admin': (subject) => byCapability(subject, 'NET_ADMIN'),
  bpf: (subject) => easiest(byCapability(subject, 'BPF'), byCapability(subject, 'SYS_ADMIN')),
  'af-alg': mayOpenCrypto,
  'release-agent': (subject) =>
    settledBy(subject.machine, 'cgroup-v1') === false
      ? undefined
      : all(
          mayUnshare(subject),
          unconfined(subject.container, subject.machine),
          settledBy(subject.machine, 'cgroup-v1') === true
            ? always
            : assuming('cgroup-v1', 'the host still uses control groups of version 1'),
        ),
  'host-network': (subject) =>
    all(
      granted(subject.container, 'network', (value) => value === 'host'),
      hostRoot(subject),
    ),
  operator: (subject) => all(hostRoot(subject), operator),
  copier: (subject) => all(hostRoot(subject), copier),
  'hostile-image': (subject) => all(sameUsers(subject.container, subject.machine), hostileImage),
  'own-containers': (subject) => all(sameUsers(subject.container, subject.machine), ownContainers),
};
function byCapability(subject: Subject, name: string): Condition | undefined {
  return wieldsCapability(subject, name)?.when;
}
/** The first of those that assume least. */
function easiest(...ways: readonly (Condition | undefined)[]): Condition | undefined {
  return ways
    .filter((way) => way !== undefined)
    .toSorted((a, b) => a.assumes.length - b.assumes.length)
    .at(0);
}
function hostRoot({ container, machine }: Subject): Condition | undefined {
  return all(asRoot(container), sameUsers(container, machine));
}
/** Nobody needs a right to make a user namespace, but the profiles of engines forbid the call. */
function mayUnshare(subject: Subject): Condition | undefined {
  return unfiltered(subject, ['unshare']);
}
/** The engine's own profile forbids such sockets from Docker 29.4.3 on; other engines do not tell which one they have. */
function mayOpenCrypto(subject: Subject): Condition | undefined {
  const open = callsOpen(subject.container, ['socket']);
  const docker = valueOf(subject.machine?.programs.find(({ name }) => name === 'docker')?.version);
  if (docker !== undefined && hasFlaw(docker, oldProfile) !== undefined) return open;
  const closed =
    docker === undefined ? open && assuming('old-profile', 'the seccomp profile is an old one') : undefined;
  return unfiltered(subject, ['socket']) ?? closed;
}
const oldProfile: Flaw = { id: '', program: 'docker', fixed: ['29.4.3'], need: 'any', yields: [] };

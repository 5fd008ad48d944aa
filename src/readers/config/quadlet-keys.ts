// Which option of `podman run` each key of a quadlet stands for.
// https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html#container-units-container
import { isOpen, withText, type Given } from './given.ts';
import { parseOptionWords, type Cloud, type RunOption } from './run-line.ts';
import { isTrue, type QuadletUnit } from './quadlet-unit.ts';

/** One value, all values, and the words of all values. */
const single: Readonly<Record<string, string>> = {
  Entrypoint: 'entrypoint',
  HealthCmd: 'health-cmd',
  HealthStartupCmd: 'health-startup-cmd',
  LogDriver: 'log-driver',
  Memory: 'memory',
  PidsLimit: 'pids-limit',
  Pull: 'pull',
  SubUIDMap: 'subuidname',
  UserNS: 'userns',
};
const several: Readonly<Record<string, string>> = {
  AddHost: 'add-host',
  ExposeHostPort: 'expose',
  GroupAdd: 'group-add',
  PublishPort: 'publish',
  Tmpfs: 'tmpfs',
  Ulimit: 'ulimit',
};
const worded: Readonly<Record<string, string>> = {
  AddCapability: 'cap-add',
  DropCapability: 'cap-drop',
  Environment: 'env',
  EnvironmentFile: 'env-file',
  Label: 'label',
  Secret: 'secret',
  Sysctl: 'sysctl',
  UIDMap: 'uidmap',
};
const switched: Readonly<Record<string, string>> = { EnvironmentHost: 'env-host', ReadOnly: 'read-only' };
/** The parts of `--security-opt` that have keys of their own. */
const labels: Readonly<Record<string, string>> = {
  SecurityLabelLevel: 'level',
  SecurityLabelType: 'type',
};

export interface QuadletOptions {
  readonly options: readonly RunOption[];
  readonly clouds: readonly Cloud[];
}
/** Those of a container and, with a pod's section, those that all of its containers share. */
export function optionsOf(unit: QuadletUnit, section: 'Container' | 'Pod'): QuadletOptions {
  const options: RunOption[] = [];
  const add = (name: string, given: Given | undefined): void => {
    if (given !== undefined && given.text !== '') options.push({ name, given });
  };
  for (const [key, name] of Object.entries(single)) add(name, unit.last(section, key));
  for (const [key, name] of Object.entries(several)) for (const given of unit.all(section, key)) add(name, given);
  for (const [key, name] of Object.entries(worded)) for (const given of unit.words(section, key)) add(name, given);
  for (const [key, name] of Object.entries(switched)) add(name, switchOf(unit.last(section, key)));
  addSecurity(unit, section, add);
  for (const given of unit.words(section, 'AddDevice')) add('device', withText(given, given.text.replace(/^-/, '')));
  addUser(unit, section, add);
  addRemapped(unit, section, add);
  const own = parseOptionWords(unit.words(section, 'PodmanArgs'), 'podman');
  return { options: [...options, ...own.options], clouds: own.clouds };
}
type Add = (name: string, given: Given | undefined) => void;

function switchOf(given: Given | undefined): Given | undefined {
  return given === undefined || isOpen(given) ? given : withText(given, String(isTrue(given)));
}
function addSecurity(unit: QuadletUnit, section: string, add: Add): void {
  const option = (given: Given | undefined, text: string): void =>
    add('security-opt', given && withText(given, text + given.text));
  option(switchOf(unit.last(section, 'NoNewPrivileges')), 'no-new-privileges:');
  option(unit.last(section, 'SeccompProfile'), 'seccomp=');
  for (const [key, part] of Object.entries(labels)) option(unit.last(section, key), `label=${part}:`);
  const disabled = unit.last(section, 'SecurityLabelDisable');
  if (disabled !== undefined && (isOpen(disabled) || isTrue(disabled)))
    add('security-opt', withText(disabled, isOpen(disabled) ? `label=${disabled.text}` : 'label=disable'));
  for (const given of unit.words(section, 'Unmask')) option(given, 'unmask=');
  const volatile = unit.last(section, 'VolatileTmp');
  if (volatile !== undefined && isTrue(volatile)) add('tmpfs', withText(volatile, '/tmp:rw,size=512M,mode=1777'));
}
function addUser(unit: QuadletUnit, section: string, add: Add): void {
  const user = unit.last(section, 'User');
  const group = unit.last(section, 'Group');
  if (user === undefined) return;
  if (group === undefined || group.text === '') add('user', user);
  else if (isOpen(user) || isOpen(group)) add('user', isOpen(user) ? user : group);
  else add('user', withText(user, `${user.text}:${group.text}`));
}
/** Keys of before there was UserNS. */
function addRemapped(unit: QuadletUnit, section: string, add: Add): void {
  const users = unit.last(section, 'RemapUsers');
  if (users === undefined) return;
  if (users.text === 'manual') for (const given of unit.words(section, 'RemapUid')) add('uidmap', given);
  else add('userns', users);
}

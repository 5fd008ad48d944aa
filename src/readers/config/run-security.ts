// Namespaces and security options, as Docker and podman take them from a command line or a request.
// https://docs.docker.com/reference/cli/docker/container/run/#security-opt
// https://docs.podman.io/en/latest/markdown/podman-run.1.html#security-opt-option
import { isKnown } from '../../model/field.ts';
import type { Namespace, Profile, SelinuxLabel, SettingName } from '../../model/workload.ts';
import { isUnconfinedType } from './declared-fields.ts';
import { fieldOf, hasMark, isOpen, said, unclear, withText, type Given } from './given.ts';
import type { Gathering } from './run-gathering.ts';
import { parseSeccompProfile } from './seccomp-profile.ts';

const optionSettings = {
  'no-new-privileges': ['noNewPrivileges'],
  seccomp: ['seccomp'],
  apparmor: ['apparmor'],
  label: ['selinuxDisabled', 'selinux'],
  systempaths: ['procUnmasked'],
  unmask: ['procUnmasked'],
} as const satisfies Readonly<Record<string, readonly SettingName[]>>;
type OptionName = keyof typeof optionSettings;
function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(optionSettings, name);
}

/** Later ones win, as the engines take them one by one. */
export function applySecurityOption(given: Given, into: Gathering): void {
  const [name, content] = splitOption(given.text);
  if (hasMark(name)) {
    for (const setting of new Set(Object.values(optionSettings).flat())) into.set(setting, unclear(given));
    return;
  }
  if (!isOptionName(name)) return;
  if (hasMark(content)) {
    for (const setting of optionSettings[name]) into.set(setting, unclear(given));
    return;
  }
  applyKnown(name, withText(given, content), into);
}
function applyKnown(name: OptionName, content: Given, into: Gathering): void {
  const { text } = content;
  switch (name) {
    case 'no-new-privileges':
      into.set('noNewPrivileges', text === '' ? said(content, true) : fieldOf(content, 'true or false', parseSwitch));
      return;
    case 'seccomp':
      into.set('seccomp', said(content, toProfile(text, ['builtin', '', '/usr/share/containers/seccomp.json'])));
      return;
    case 'apparmor':
      into.set('apparmor', said(content, toProfile(text, ['docker-default', 'runtime/default', ''])));
      return;
    case 'label':
      applyLabel(content, into);
      return;
    case 'systempaths':
      if (text === 'unconfined') into.set('procUnmasked', said(content, true));
      return;
    case 'unmask':
      if (text.split(':').some(isKernels)) into.set('procUnmasked', said(content, true));
  }
}
/** `name=content` or, older, `name:content`; the first of both signs counts. */
function splitOption(text: string): readonly [name: string, content: string] {
  const end = text.search(/[=:]/);
  return end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}
/** What strconv.ParseBool takes. */
export function parseSwitch(text: string): boolean | undefined {
  if (/^(?:1|t|true)$/i.test(text)) return true;
  return /^(?:0|f|false)$/i.test(text) ? false : undefined;
}
function toProfile(content: string, defaults: readonly string[]): Profile {
  if (content === 'unconfined') return { type: 'unconfined' };
  if (defaults.includes(content) || content.startsWith('containers-default-')) return { type: 'runtime' };
  if (!content.startsWith('{')) return { type: 'localhost', name: content };
  // A client hands the profile itself to the engine.
  const calls = parseSeccompProfile(content);
  return { type: 'localhost', ...(calls && { calls }) };
}
/** `/sys/fs/cgroup` is what systemd asks for, and gives nothing of the kernel away. */
function isKernels(path: string): boolean {
  return path === 'ALL' || path === '*' || (/^\/(?:proc|sys)(?:\/|$)/.test(path) && !path.startsWith('/sys/fs/cgroup'));
}
function applyLabel(content: Given, into: Gathering): void {
  const { text } = content;
  if (text === 'disable') into.set('selinuxDisabled', said(content, true));
  const end = text.search(/[=:]/);
  const part = text.slice(0, Math.max(0, end));
  const value = text.slice(end + 1);
  if (part !== 'user' && part !== 'role' && part !== 'type' && part !== 'level') return;
  if (part === 'type') into.set('selinuxDisabled', said(content, isUnconfinedType(value)));
  const before = into.get('selinux');
  if (before !== undefined && !isKnown(before)) return;
  const label: SelinuxLabel = { ...before?.value, [part]: value };
  into.set('selinux', said(content, label));
}

/** `''` leaves it to the engine. */
export function applyNamespace(name: 'pid' | 'ipc' | 'uts' | 'cgroup', given: Given, into: Gathering): void {
  if (given.text !== '') into.set(name, fieldOf(given, `a mode for ${name}`, toNamespace));
}
function toNamespace(text: string): Namespace | undefined {
  if (text === 'host') return 'host';
  if (/^container:./.test(text)) return `container:${text.slice('container:'.length)}`;
  return ['private', 'shareable', 'none'].includes(text) ? 'private' : undefined;
}

/** Docker knows `host` only; podman has words for namespaces of their own. */
export function applyUserNamespace(given: Given, into: Gathering): void {
  if (given.text !== '') into.set('userNamespace', fieldOf(given, 'a mode for userns', toUserNamespace));
}
function toUserNamespace(text: string): boolean | undefined {
  if (text === 'host') return false;
  return /^(?:auto|keep-id|nomap|private)(?::|$)/.test(text) ? true : undefined;
}
/** `CONTAINER:HOST:LENGTH`: where one of them hands root of the host in, the namespace keeps nothing apart. */
export function applyUserMap(given: Given, into: Gathering): void {
  const before = into.get('userNamespace');
  if (isKnown(before) && !before.value) return;
  into.set(
    'userNamespace',
    fieldOf(given, 'a map of users', (text) => !/^[+ug]*0:0(?::|$)/.test(text)),
  );
}

/** Modes under which a container has a network of its own without a name. */
const ownNetwork = /^(?:bridge|default|private|nat|pasta|slirp4netns)(?::|$)/;
export function applyNetwork(given: Given, into: Gathering): void {
  const { text } = given;
  if (text === '') return;
  if (isOpen(given)) {
    if (text.startsWith('container:')) into.set('network', unclear(given));
    else into.add('networks', unclear(given));
    if (text.length === 1) into.set('network', unclear(given));
    return;
  }
  if (text === 'host' || text === 'none') into.set('network', said(given, text));
  else if (/^container:./.test(text))
    into.set('network', said(given, `container:${text.slice('container:'.length)}` as const));
  else if (text.startsWith('ns:')) into.set('network', unclear(given, 'a network namespace by its path'));
  else if (ownNetwork.test(text)) {
    into.set('network', said(given, 'private'));
    // Docker's own has a name, under which others meet it.
    if (into.engine === 'docker' && /^(?:bridge|default)$/.test(text)) into.add('networks', said(given, 'bridge'));
  } else into.add('networks', said(given, networkName(text)));
}
/** `name=NAME,alias=…` of Docker, `NAME:ip=…` of podman. */
function networkName(text: string): string {
  const long = /(?:^|,)name=([^,]*)/.exec(text)?.[1];
  return long ?? text.split(':', 1)[0] ?? text;
}

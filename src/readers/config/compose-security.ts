// Namespaces and security options of a Compose service.
// https://docs.docker.com/reference/compose-file/services/#security_opt
// https://docs.docker.com/reference/cli/docker/container/run/#security-opt
import { isKnown, type Field } from '../../model/field.ts';
import type { Namespace, Profile, SelinuxLabel, Settings } from '../../model/workload.ts';
import { booleanField, parsedField, readText, textField } from './compose-field.ts';
import { allItems } from './compose-list.ts';
import { allOf, lastOf, uniqueBy } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import { said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { isUnconfinedType, toCapability, type DeclaredFields } from './declared-fields.ts';

export function setSecurity(fields: DeclaredFields, { layers, project }: Service): void {
  const { environment } = project;
  fields.set('privileged', booleanField(lastOf(layers, 'privileged'), environment));
  const user = textField(lastOf(layers, 'user'), environment);
  fields.set('user', user);
  fields.set('group', groupOf(user));
  fields.set('readOnlyRootfs', booleanField(lastOf(layers, 'read_only'), environment));
  for (const [key, name] of [
    ['cap_add', 'capAdd'],
    ['cap_drop', 'capDrop'],
  ] as const) {
    const wanted = { what: 'a capability', parse: toCapability };
    const read = allItems(allOf(layers, key)).map((item) => parsedField(item, environment, wanted));
    const known = read.filter((field) => field !== undefined);
    fields.list(
      name,
      uniqueBy(known, (field) => (isKnown(field) ? field.value : undefined)),
    );
  }
  const label: SelinuxParts = {};
  for (const item of allItems(allOf(layers, 'security_opt'))) {
    const text = readText(item, environment);
    if (text !== undefined && 'text' in text) setOption(fields, text, label);
    else if (item.node.kind === 'scalar') setUnclearOption(fields, item, item.node.value, text?.unclear.why);
  }
}
/** What stands behind the colon; without one the group is the image's affair. */
function groupOf(user: Field<string> | undefined): Field<string> | undefined {
  if (user === undefined || !isKnown(user)) return user;
  const colon = user.value.indexOf(':');
  return colon === -1 ? undefined : { ...user, value: user.value.slice(colon + 1) };
}
type SelinuxParts = { -readonly [K in keyof SelinuxLabel]: SelinuxLabel[K] };
/** Later options win, as the engine takes them one by one; those of a label add up in `label`. */
function setOption(
  fields: DeclaredFields,
  { value, text }: { readonly value: Value; readonly text: string },
  label: SelinuxParts,
): void {
  const [name, content] = splitOption(text);
  switch (name) {
    case 'no-new-privileges':
      fields.set('noNewPrivileges', switchField(value, content));
      return;
    case 'seccomp':
      fields.set('seccomp', said(value, toProfile(content, ['builtin'])));
      return;
    case 'apparmor':
      fields.set('apparmor', said(value, toProfile(content, ['docker-default', 'runtime/default'])));
      return;
    case 'label': {
      const disabled = isLabelOff(content);
      if (disabled !== undefined) fields.set('selinuxDisabled', said(value, disabled));
      const [, part, name = ''] = /^(user|role|type|level)[:=](.*)$/.exec(content) ?? [];
      if (part === undefined) return;
      label[part as keyof SelinuxLabel] = name;
      fields.set('selinux', said(value, { ...label }));
      return;
    }
    case 'systempaths':
      if (content === 'unconfined') fields.set('procUnmasked', said(value, true));
  }
}
function setUnclearOption(fields: DeclaredFields, item: Value, raw: string, why = 'not an option'): void {
  const [name] = splitOption(raw);
  if (name === 'no-new-privileges') fields.set('noNewPrivileges', unclear(item, why));
  if (name === 'seccomp') fields.set('seccomp', unclear(item, why));
  if (name === 'apparmor') fields.set('apparmor', unclear(item, why));
  if (name === 'label') fields.set('selinuxDisabled', unclear(item, why));
}
/** `name=content` or, older, `name:content`; the first of both signs counts. */
function splitOption(text: string): readonly [name: string, content: string] {
  const end = text.search(/[=:]/);
  return end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}
function switchField(value: Value, content: string): Field<boolean> {
  if (content === '' || /^(?:1|t|true)$/i.test(content)) return said(value, true);
  return /^(?:0|f|false)$/i.test(content) ? said(value, false) : unclear(value, 'not true or false');
}
function toProfile(content: string, defaults: readonly string[]): Profile {
  if (content === 'unconfined') return { type: 'unconfined' };
  return defaults.includes(content) ? { type: 'runtime' } : { type: 'localhost', name: content };
}
function isLabelOff(content: string): boolean | undefined {
  if (content === 'disable') return true;
  const type = /^type[:=](.*)$/.exec(content)?.[1];
  return type === undefined ? undefined : isUnconfinedType(type);
}

export function setNamespaces(fields: DeclaredFields, { layers, project }: Service): void {
  const { environment } = project;
  const field = <T>(key: string, parse: (text: string) => T | undefined): Field<T> | undefined =>
    parsedField(lastOf(layers, key), environment, { what: `a mode for ${key}`, parse });
  fields.set('network', field('network_mode', toNetwork));
  fields.set('pid', field('pid', toNamespace));
  fields.set('ipc', field('ipc', toNamespace));
  fields.set('uts', field('uts', toNamespace));
  fields.set('cgroup', field('cgroup', toNamespace));
  fields.set('userNamespace', field('userns_mode', toUserNamespace));
}
function toOther(text: string): Namespace | undefined {
  const name = /^(?:service|container):(.+)$/.exec(text)?.[1];
  return name === undefined ? undefined : `container:${name}`;
}
/** Any other word is the name of a network. */
function toNetwork(text: string): Settings['network'] {
  return text === 'host' || text === 'none' ? text : (toOther(text) ?? 'private');
}
function toNamespace(text: string): Namespace | undefined {
  if (text === 'host') return 'host';
  return ['private', 'shareable', 'none', ''].includes(text) ? 'private' : toOther(text);
}
/** Docker knows `host` only; podman has words for namespaces of their own. */
function toUserNamespace(text: string): boolean | undefined {
  if (text === 'host') return false;
  return /^(?:auto|keep-id|nomap|private)(?::|$)/.test(text) ? true : undefined;
}
/**
 * The network that a mode names: Docker's own bridge, or one by its real name.
 * Undefined where there is no mode, or one that gives it another's network, or none.
 */
export function networkOfMode({ layers, project }: Service): Field<string> | undefined {
  const parse = (text: string): string | undefined => {
    if (toNetwork(text) !== 'private') return undefined;
    return text === 'default' ? 'bridge' : text;
  };
  const mode = parsedField(lastOf(layers, 'network_mode'), project.environment, { what: 'a network', parse });
  return isKnown(mode) ? mode : undefined;
}

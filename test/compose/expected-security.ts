// Namespaces, capabilities and security options of a canonical service, in the words of our model.
import type { OracleService } from './oracle.ts';
import { listOf, textOf, type Plain } from './plain.ts';

export function expectedSecurity(service: OracleService): Plain {
  const userns = service['userns_mode'];
  return {
    privileged: service['privileged'] ?? false,
    readOnlyRootfs: service['read_only'] ?? false,
    network: networkMode(textOf(service['network_mode'])),
    pid: namespaceOf(service['pid']),
    ipc: namespaceOf(service['ipc']),
    uts: namespaceOf(service['uts']),
    cgroup: namespaceOf(service['cgroup']),
    userNamespace: userns === undefined ? undefined : userns !== 'host',
    capAdd: capabilities(service['cap_add']),
    capDrop: capabilities(service['cap_drop']),
    ...optionsOf(listOf(service['security_opt'])),
  };
}
function networkMode(mode: string): string {
  return mode === 'host' || mode === 'none' ? mode : (sharedWith(mode) ?? 'private');
}
function sharedWith(mode: string): string | undefined {
  const name = /^(?:service|container):(.*)$/.exec(mode)?.[1];
  return name === undefined ? undefined : `container:${name}`;
}
function namespaceOf(value: unknown): string {
  const mode = textOf(value);
  return mode === 'host' ? 'host' : (sharedWith(mode) ?? 'private');
}
function capabilities(value: unknown): readonly string[] {
  return [...new Set(listOf(value).map((name) => name.toUpperCase().replace(/^CAP_/, '')))];
}
function optionsOf(options: readonly string[]): Plain {
  const said: Record<string, unknown> = { noNewPrivileges: false };
  for (const option of options) {
    const [, name = '', content = ''] = /^([^=:]*)(?:[=:](.*))?$/.exec(option) ?? [];
    if (name === 'no-new-privileges') said['noNewPrivileges'] = content === '' || content === 'true';
    if (name === 'seccomp') said['seccomp'] = profileOf(content, 'builtin');
    if (name === 'apparmor') said['apparmor'] = profileOf(content, 'docker-default');
    if (name === 'label' && content === 'disable') said['selinuxDisabled'] = true;
    if (option === 'systempaths=unconfined') said['procUnmasked'] = true;
  }
  return said;
}
function profileOf(content: string, runtime: string): Plain {
  if (content === 'unconfined') return { type: 'unconfined' };
  return content === runtime ? { type: 'runtime' } : { type: 'localhost', name: content };
}

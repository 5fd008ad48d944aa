// What our reader declares of a Compose project, bare, with the paths made absolute.
import path from 'node:path';
import type { Draft } from '../../src/model/facts.ts';
import { isKnown, valueOf, type Field } from '../../src/model/field.ts';
import type { Unknown } from '../../src/model/unknown.ts';
import type { Declared, DeclaredContainer, DeclaredWorkload, Mount, Port, Variable } from '../../src/model/workload.ts';
import { composeReader } from '../../src/readers/config/compose.ts';
import { bareField } from '../../src/readers/config/config-sample.ts';
import { readTargets } from '../../src/scan/read-targets.ts';
import { sourceKinds } from '../../src/sources/index.ts';
import { declaredBuild, declaredLists, declaredSettings, known, toSingle } from './declared-settings.ts';
import { byName, byTarget, portText, withoutAbsent, withoutNull, type Plain } from './plain.ts';

export interface OurReading {
  readonly drafts: readonly Draft[];
  readonly unknowns: readonly Unknown[];
}
export async function readOurs(targets: readonly string[]): Promise<OurReading> {
  const read = await readTargets(targets, {
    kinds: sourceKinds,
    readers: [composeReader],
    open: { signal: new AbortController().signal, skip: [] },
  });
  return { drafts: read.flatMap(({ drafts }) => drafts), unknowns: read.flatMap(({ unknowns }) => unknowns) };
}
/** Whether anything is told to be unknown. */
export function isOpen({ drafts, unknowns }: OurReading): boolean {
  return unknowns.length > 0 || JSON.stringify(drafts).includes('"unknown":true');
}

/** `home` is that of whoever runs Compose. */
export function declaredProject({ drafts }: OurReading, home: string): Plain {
  const workloads = ofKind(drafts, 'workload');
  const configs = ofKind(drafts, 'variables').filter(({ type }) => type === 'compose-config');
  return withoutAbsent({
    name: workloads[0]?.namespace,
    services: byName(workloads.map((workload) => [workload.name, withoutAbsent(declaredService(workload, home))])),
    networks: byName(
      ofKind(drafts, 'network').map(({ name, internal, external, driver }) => [
        name,
        withoutAbsent({ internal, external, driver }),
      ]),
    ),
    volumes: byName(
      ofKind(drafts, 'volume').map(({ name, external, hostPath }) => [
        name,
        withoutAbsent({ external, hostPath: toHostPath(hostPath, home) }),
      ]),
    ),
    secrets: byName(ofKind(drafts, 'secret').map(({ name, source }) => [name, toSource(valueOf(source) ?? '', home)])),
    configs: byName(configs.map(({ name, entries }) => [name, toContent(entries, home)])),
  });
}
function ofKind<K extends Draft['kind']>(drafts: readonly Draft[], kind: K) {
  return drafts.filter((draft): draft is Extract<Draft, { readonly kind: K }> => draft.kind === kind);
}
function toSource(text: string, home: string): string {
  return text === '' || text.startsWith('$') ? text : toAbsolute(text, home);
}
function toContent([entry]: readonly Field<Variable>[], home: string): unknown {
  if (!isKnown(entry)) return bareField(entry) ?? '';
  const { value, ref = '' } = entry.value;
  return value ?? toSource(ref, home);
}
function toHostPath(field: Field<string> | undefined, home: string): unknown {
  return isKnown(field) ? toAbsolute(field.value, home) : bareField(field);
}

function declaredService(workload: DeclaredWorkload, home: string): Plain {
  const [main, ...others] = workload.containers;
  if (main === undefined) return {};
  const init = others.map((container) => withoutAbsent(declaredContainer(container, home)));
  return {
    ...declaredContainer(main, home),
    labels: workload.labels,
    profiles: workload.profiles ?? [],
    ...(init.length > 0 && { init }),
  };
}
export function declaredContainer(
  { image, build, declared }: Pick<DeclaredContainer, 'image' | 'build' | 'declared'>,
  home: string,
): Plain {
  return {
    image: bareField(image),
    user: bareField(declared.user) ?? '',
    runtime: bareField(declared.runtime) ?? '',
    ...securityOf(declared),
    ...declaredSettings(declared),
    ...declaredLists(declared),
    build: declaredBuild(build),
    memoryLimit: bareField(declared.memoryLimit) ?? -1,
    cpuLimit: toSingle(bareField(declared.cpuLimit) ?? -1),
    pidsLimit: bareField(declared.pidsLimit) ?? -1,
    mounts: known(declared.mounts)
      .map((mount) => toMount(mount, home))
      .sort(byTarget),
    ports: known(declared.ports).map(toPort).sort(),
    env: toVariables(known(declared.env)),
    devices: known(declared.devices).map(({ host, container, permissions }) => ({
      source: host,
      target: container ?? host,
      permissions: permissions ?? 'rwm',
    })),
    networks: [...known(declared.networks)].sort(),
  };
}
function securityOf(declared: Declared): Plain {
  const namespaces = ['network', 'pid', 'ipc', 'uts', 'cgroup'] as const;
  const switches = ['privileged', 'readOnlyRootfs', 'noNewPrivileges'] as const;
  const settings = ['userNamespace', 'seccomp', 'apparmor', 'selinuxDisabled', 'procUnmasked'] as const;
  return {
    ...Object.fromEntries(namespaces.map((name) => [name, bareField(declared[name]) ?? 'private'])),
    ...Object.fromEntries(switches.map((name) => [name, bareField(declared[name]) ?? false])),
    ...Object.fromEntries(settings.map((name) => [name, bareField(declared[name])])),
    capAdd: bareField(declared.capAdd) ?? [],
    capDrop: bareField(declared.capDrop) ?? [],
  };
}
function toMount(mount: Mount, home: string): Plain {
  const { source, kind } = mount;
  return source === undefined || kind !== 'bind' ? { ...mount } : { ...mount, source: toAbsolute(source, home) };
}
function toAbsolute(name: string, home: string): string {
  if (name.startsWith('~')) return path.join(home, name.slice(1));
  return /^(?:[A-Za-z]:|\\)/.test(name) ? name : path.resolve(name);
}
function toPort({ container, host, hostIp, protocol }: Port): string {
  return portText({ target: container, protocol, host, host_ip: hostIp });
}
function toVariables(variables: readonly Variable[]): Plain {
  return withoutNull(Object.fromEntries(variables.map(({ name, value, ref }) => [name, value ?? ref ?? null])));
}

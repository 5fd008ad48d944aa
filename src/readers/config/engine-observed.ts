// What holds in a container that is there, beyond what was asked for.
// https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerInspect
// https://docs.podman.io/en/latest/_static/api.html#tag/containers/operation/ContainerInspectLibpod
import { defaultCapabilities } from '../../model/engine-defaults.ts';
import { isKnown, type Engine } from '../../model/field.ts';
import type { Namespace, SelinuxLabel } from '../../model/workload.ts';
import { itemsOf, membersOf, scalarText, type Value } from './config-value.ts';
import { isUnconfinedType, toCapability } from './declared-fields.ts';
import { boundPorts } from './engine-container.ts';
import { entriesOf, findMember, givenOf, memberOf, saidOf, textsOf, type EngineContainer } from './engine-member.ts';
import { addObservedMounts } from './engine-mount.ts';
import type { Gathering } from './run-gathering.ts';
import { applyOptions } from './run-options.ts';

interface Observed extends EngineContainer {
  readonly engine: Engine;
  readonly into: Gathering;
  /** Names of the containers beside it, by id. */
  readonly names: ReadonlyMap<string, string>;
}
export function gatherObserved(item: Value, observed: Observed): void {
  const { config, host, into } = observed;
  setUser(config, into);
  setHealth(config, into);
  setConfinement(item, into);
  if (observed.engine === 'podman') setPodman(item, { host, into });
  setMappedUsers(item, into);
  setNetworks(memberOf(memberOf(item, 'NetworkSettings'), 'Networks'), into);
  addGivenPorts(memberOf(memberOf(item, 'NetworkSettings'), 'Ports'), into);
  const mounts = memberOf(item, 'Mounts');
  if (mounts !== undefined) addObservedMounts(mounts, into);
  nameOthers(observed);
}

/** The image's user is in it already: none is the engine's own. */
function setUser(config: Value | undefined, into: Gathering): void {
  const user = findMember(config, 'User');
  if (user !== undefined && into.get('user') === undefined) into.set('user', saidOf(user, ''));
}
/** So is its health check. */
function setHealth(config: Value | undefined, into: Gathering): void {
  if (config !== undefined && into.get('healthcheck') === undefined) into.set('healthcheck', saidOf(config, 'none'));
}
function setConfinement(item: Value, into: Gathering): void {
  const apparmor = memberOf(item, 'AppArmorProfile');
  const profile = scalarText(apparmor) ?? '';
  if (apparmor !== undefined && profile !== '' && into.get('apparmor') === undefined)
    applyOptions([{ name: 'security-opt', given: givenOf(apparmor, `apparmor=${profile}`) }], into);
  const process = memberOf(item, 'ProcessLabel');
  const [user, role, type, ...level] = (scalarText(process) ?? '').split(':');
  if (process === undefined || user === undefined || role === undefined || type === undefined) return;
  const label: SelinuxLabel = { user, role, type, ...(level.length > 0 && { level: level.join(':') }) };
  into.set('selinux', saidOf(process, label));
  if (isUnconfinedType(type)) into.set('selinuxDisabled', saidOf(process, true));
}

/** An engine that maps users keeps what is theirs in a folder of their name: https://docs.docker.com/engine/security/userns-remap/ */
const mappedFolder = /\/[1-9][0-9]*\.[1-9][0-9]*\/containers\//;
function setMappedUsers(item: Value, into: Gathering): void {
  const hosts = memberOf(item, 'HostsPath');
  if (hosts === undefined || into.get('userNamespace') !== undefined) return;
  if (mappedFolder.test(scalarText(hosts) ?? '')) into.set('userNamespace', saidOf(hosts, true));
}

const unnamedNetworks = new Set(['podman', 'host', 'none', 'pasta', 'slirp4netns']);
/** Where it is when it names none; then it is not named here either. */
const defaultNetwork = 'bridge';
function setNetworks(networks: Value | undefined, into: Gathering): void {
  const named = new Set((into.done().networks ?? []).map((field) => (isKnown(field) ? field.value : '')));
  const joined = membersOf(networks).filter(({ name }) => !unnamedNetworks.has(name));
  if (named.size === 0 && joined.every(({ name }) => name === defaultNetwork)) return;
  for (const { name, value } of joined) if (!named.has(name)) into.add('networks', saidOf(value, name));
}
/** Ports that the engine chose itself. */
function addGivenPorts(ports: Value | undefined, into: Gathering): void {
  const known = new Set(
    (into.done().ports ?? []).flatMap((field) =>
      isKnown(field) && field.value.host !== undefined && field.value.host > 0
        ? [`${String(field.value.container)}/${field.value.protocol}`]
        : [],
    ),
  );
  for (const { name, value } of membersOf(ports)) {
    if (known.has(name)) continue;
    for (const binding of itemsOf(value)) {
      const [port] = boundPorts(name, binding) ?? [];
      // The same port once more, for the other family of addresses.
      if (port !== undefined && port.hostIp !== '::') into.add('ports', saidOf(binding, port));
    }
  }
}

function setPodman(item: Value, { host, into }: { readonly host: Value | undefined; readonly into: Gathering }): void {
  const runtime = memberOf(item, 'OCIRuntime');
  if (runtime !== undefined) into.set('runtime', saidOf(runtime, scalarText(runtime) ?? ''));
  const options = textsOf(memberOf(memberOf(host, 'IDMappings'), 'UidMap')).map((given) => ({ name: 'uidmap', given }));
  for (const { name, value } of entriesOf(host, 'Annotations'))
    if (name === 'io.podman.annotations.userns')
      options.push({ name: 'userns', given: givenOf(value, scalarText(value) ?? '') });
  applyOptions(options, into);
  const bounding = findMember(item, 'BoundingCaps');
  if (bounding !== undefined && isAllDropped(bounding, into)) into.add('capDrop', saidOf(bounding, 'ALL'));
}
/** podman tells of what was dropped one by one: nothing is left of what it gives by itself. */
function isAllDropped(bounding: Value, into: Gathering): boolean {
  const { capAdd = [], privileged } = into.done();
  if (isKnown(privileged) && privileged.value) return false;
  const added = new Set(capAdd.map((field) => (isKnown(field) ? field.value : '')));
  const left = textsOf(bounding).map(({ text }) => toCapability(text));
  return left.every((name) => !defaultCapabilities.podman.has(name) || added.has(name));
}

const shared = ['network', 'pid', 'ipc'] as const;
function nameOthers({ into, names }: Observed): void {
  for (const name of shared) {
    const field = into.get(name);
    if (!isKnown(field) || !field.value.startsWith('container:')) continue;
    const other = names.get(field.value.slice('container:'.length));
    if (other === undefined) continue;
    const value: Namespace = `container:${other}`;
    into.set(name, { ...field, value });
  }
}

// A Compose service becomes a workload of one container.
// https://docs.docker.com/reference/compose-file/services/
import { byDefault, isKnown, type Field } from '../../model/field.ts';
import type { BuildRef, Device, DeclaredWorkload, Mount, RawRef } from '../../model/workload.ts';
import { variablesOf } from './compose-environment.ts';
import { clearText, countField, parseNumber, parsedField, readText, sizeField, textField } from './compose-field.ts';
import { setLists } from './compose-lists.ts';
import { portsOf } from './compose-port.ts';
import { allOf, besideOf, folderOf, lastOf, type Project, type Service } from './compose-project.ts';
import { networkName } from './compose-resource.ts';
import { withCalls } from './compose-seccomp.ts';
import { networkOfMode, setNamespaces, setSecurity } from './compose-security.ts';
import { setOthers } from './compose-settings.ts';
import type { Environment } from './compose-variables.ts';
import { lastByTarget, mountsOf } from './compose-volume.ts';
import { getMember, itemsOf, membersOf, placeOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { gatherFields, type DeclaredFields } from './declared-fields.ts';

export async function toWorkload(service: Service, others: ReadonlyMap<string, Service>): Promise<DeclaredWorkload> {
  const { name, project, layers, first, at } = service;
  const raw: RawRef = {
    format: 'compose',
    path: first.root.file.path,
    document: first.document,
    pointer: ['services', name],
  };
  const image = textField(lastOf(layers, 'image'), project.environment);
  const build = buildOf(service);
  const fields = gatherFields();
  setSecurity(fields, service);
  setNamespaces(fields, service);
  setLimits(fields, service);
  setOthers(fields, service);
  setLists(fields, service);
  fields.set('runtime', textField(lastOf(layers, 'runtime'), project.environment));
  fields.list('mounts', lastByTarget([...mountsFrom(service, others, 0), ...mountsOf(service)]));
  fields.list('ports', portsOf(service));
  fields.list('env', await variablesOf(service));
  fields.list('devices', devicesOf(service));
  const declared = fields.done();
  if (declared.seccomp !== undefined) fields.set('seccomp', await withCalls(declared.seccomp, project));
  // Networks and a network mode exclude each other.
  if (declared.network === undefined) fields.list('networks', networksOf(service));
  else
    fields.list(
      'networks',
      [networkOfMode(service)].filter((field) => field !== undefined),
    );
  return {
    kind: 'workload',
    type: 'service',
    format: 'compose',
    engine: 'docker',
    name,
    ...(project.name !== undefined && { namespace: project.name }),
    labels: labelsOf(service),
    at: [at],
    containers: [
      {
        name,
        role: 'main',
        at,
        ...(image !== undefined && { image }),
        ...(build !== undefined && { build }),
        declared: fields.done(),
        raw,
      },
    ],
  };
}

function setLimits(fields: DeclaredFields, { layers, project }: Service): void {
  const { environment } = project;
  const limit = (name: string): Value | undefined => lastOf(layers, 'deploy', 'resources', 'limits', name);
  const cores = countField(limit('cpus') ?? lastOf(layers, 'cpus'), environment);
  fields.set('memoryLimit', sizeField(limit('memory') ?? lastOf(layers, 'mem_limit'), environment));
  fields.set('cpuLimit', cores ?? quotaField(layers, environment));
  fields.set('pidsLimit', countField(limit('pids') ?? lastOf(layers, 'pids_limit'), environment));
}
const defaultPeriodUs = 100_000;
function quotaField(layers: readonly Value[], environment: Environment): Field<number> | undefined {
  const period = parseNumber(clearText(lastOf(layers, 'cpu_period'), environment) ?? '') ?? defaultPeriodUs;
  const quota = countField(lastOf(layers, 'cpu_quota'), environment);
  return isKnown(quota) && quota.value > 0 && period > 0 ? { ...quota, value: quota.value / period } : quota;
}

function buildOf({ layers, project }: Service): Field<BuildRef> | undefined {
  const { environment } = project;
  const build = lastOf(layers, 'build');
  if (build === undefined) return undefined;
  const short = build.node.kind === 'scalar';
  const context = short ? build : lastOf(layers, 'build', 'context');
  if (!short && lastOf(layers, 'build', 'dockerfile_inline') !== undefined)
    return unclear(build, 'the Dockerfile stands in the file itself');
  const folder = readText(context, environment);
  const dockerfile = readText(short ? undefined : lastOf(layers, 'build', 'dockerfile'), environment);
  for (const text of [folder, dockerfile])
    if (text !== undefined && 'unclear' in text) return unclear(build, text.unclear.why);
  const where = folder !== undefined && 'text' in folder ? folder.text : '.';
  if (isRemote(where)) return unclear(build, `the build context ${where} is elsewhere`);
  const from = besideOf(folderOf((context ?? build).file.path), where);
  const name = dockerfile !== undefined && 'text' in dockerfile ? dockerfile.text : 'Dockerfile';
  const target = short ? undefined : clearText(lastOf(layers, 'build', 'target'), environment);
  return said(build, {
    context: from,
    dockerfile: besideOf(from === '' ? '' : `${from}/`, name),
    ...(target !== undefined && { target }),
  });
}
function isRemote(context: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]{1,20}:|git@|github\.com\/)/i.test(context);
}

/** `volumes_from` takes over all mounts of another service. */
const maxVolumesFrom = 5;
function mountsFrom(service: Service, others: ReadonlyMap<string, Service>, depth: number): readonly Field<Mount>[] {
  const { layers, project } = service;
  return allOf(layers, 'volumes_from')
    .flatMap(itemsOf)
    .flatMap((item) => {
      const text = readText(item, project.environment);
      if (text === undefined || 'unclear' in text) return [text?.unclear ?? unclear<Mount>(item, 'not a service')];
      const [name = '', mode] = text.text.split(':');
      const other = others.get(name);
      if (other === undefined || other === service || depth >= maxVolumesFrom)
        return [unclear<Mount>(item, `the mounts of ${text.text} are not known here`)];
      const taken = [...mountsFrom(other, others, depth + 1), ...mountsOf(other)];
      return taken.map((mount) => handedMount(mount, { item, readOnly: mode === 'ro' }));
    });
}
function handedMount(mount: Field<Mount>, { item, readOnly }: { item: Value; readOnly: boolean }): Field<Mount> {
  if (!isKnown(mount) || mount.from.kind === 'default') return mount;
  const { at } = mount.from;
  return {
    value: readOnly ? { ...mount.value, readOnly } : mount.value,
    from: { kind: 'declared', at: placeOf(item), via: [at] },
  };
}

function devicesOf({ layers, project }: Service): readonly Field<Device>[] {
  return allOf(layers, 'devices')
    .flatMap(itemsOf)
    .map((item) => toDevice(item, project.environment));
}
function toDevice(item: Value, environment: Environment): Field<Device> {
  const long = item.node.kind === 'map';
  const host = readText(long ? getMember(item, 'source') : item, environment);
  if (host === undefined) return unclear(item, 'not a device');
  if ('unclear' in host) return host.unclear;
  const [source = '', target, written] = long ? [host.text] : host.text.split(':');
  const container = target ?? clearText(getMember(item, 'target'), environment);
  const permissions = written ?? clearText(getMember(item, 'permissions'), environment);
  return said(
    { ...item, via: host.value.via },
    {
      host: source,
      ...(container !== undefined && { container }),
      ...(permissions !== undefined && { permissions }),
    },
  );
}

function networksOf({ layers, project }: Service): readonly Field<string>[] {
  const named = allOf(layers, 'networks').flatMap((value) =>
    value.node.kind === 'map'
      ? membersOf(value).map((member) => said(member.value, networkName(project, member.name)))
      : itemsOf(value).map((item) => networkOf(item, project)),
  );
  if (named.length > 0) return lastByName(named);
  return [byDefault(networkName(project, 'default'), 'docker')];
}
function networkOf(item: Value, project: Project): Field<string> {
  const wanted = { what: 'a network', parse: (text: string) => networkName(project, text) };
  return parsedField(item, project.environment, wanted) ?? unclear(item, 'not a network');
}
function lastByName(fields: readonly Field<string>[]): readonly Field<string>[] {
  const last = new Map(fields.filter((field) => isKnown(field)).map((field) => [field.value, field]));
  return fields.filter((field) => !isKnown(field) || last.get(field.value) === field);
}

function labelsOf({ layers, project }: Service): Readonly<Record<string, string>> {
  const { environment } = project;
  const pairs = allOf(layers, 'labels').flatMap((value): (readonly [string, string])[] => {
    if (value.node.kind === 'map')
      return membersOf(value).map(({ name, value: label }) => [name, clearText(label, environment) ?? '']);
    return itemsOf(value).map((item) => {
      const [name = '', ...rest] = (clearText(item, environment) ?? '').split('=');
      return [name, rest.join('=')];
    });
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

// A Compose service becomes a workload of its container and those that run before it.
// https://docs.docker.com/reference/compose-file/services/
import { byDefault, isKnown, type Field } from '../../model/field.ts';
import type { DeclaredContainer, DeclaredWorkload, Mount, RawRef } from '../../model/workload.ts';
import { buildOf } from './compose-build.ts';
import { devicesOf } from './compose-device.ts';
import { variablesOf } from './compose-environment.ts';
import { clearText, countField, parseNumber, parsedField, sizeField, textField } from './compose-field.ts';
import { toHook } from './compose-hook.ts';
import { labelsOf } from './compose-label.ts';
import { allItems } from './compose-list.ts';
import { allOf, lastOf } from './compose-merge.ts';
import { setLists } from './compose-lists.ts';
import { portsOf } from './compose-port.ts';
import type { Project, Service } from './compose-project.ts';
import { networkName } from './compose-resource.ts';
import { withCalls } from './compose-seccomp.ts';
import { networkOfMode, setNamespaces, setSecurity } from './compose-security.ts';
import { setOthers } from './compose-settings.ts';
import type { Environment } from './compose-variables.ts';
import { hookMounts, mountsOf } from './compose-volume.ts';
import { itemsOf, membersOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';
import { gatherFields, type DeclaredFields } from './declared-fields.ts';

export async function toWorkload(service: Service, others: ReadonlyMap<string, Service>): Promise<DeclaredWorkload> {
  const { type, name, project, first, at } = service;
  const raw: RawRef = {
    format: 'compose',
    path: first.root.file.path,
    document: first.document,
    pointer: [`${type}s`, name],
  };
  const profiles = profilesOf(service);
  const main = await toContainer(service, { name, role: 'main', raw, mounts: mountsOf(service, others) });
  return {
    kind: 'workload',
    type,
    format: 'compose',
    engine: 'docker',
    name,
    ...(project.name !== undefined && { namespace: project.name }),
    ...(profiles.length > 0 && { profiles }),
    labels: await labelsOf(service),
    at: [at],
    containers: [main, ...(await startHooks(service, others, raw))],
  };
}
/** It is judged whether they are asked for or not. */
function profilesOf({ layers, project }: Service): readonly string[] {
  const names = allItems(allOf(layers, 'profiles')).map((item) => clearText(item, project.environment));
  return [...new Set(names.filter((name) => name !== undefined))];
}
/** What runs to its end before the service starts: containers of their own with what the service says below them. */
async function startHooks(
  service: Service,
  others: ReadonlyMap<string, Service>,
  raw: RawRef,
): Promise<readonly DeclaredContainer[]> {
  const hooks = allItems(allOf(service.layers, 'pre_start')).filter(({ node }) => node.kind === 'map');
  const found: DeclaredContainer[] = [];
  for (const [index, item] of hooks.entries()) {
    const hook = toHook(service, item);
    found.push(
      await toContainer(hook, {
        name: `pre_start-${String(index)}`,
        role: 'init',
        raw: { ...raw, path: item.file.path, pointer: [...raw.pointer, 'pre_start', index] },
        mounts: hookMounts(hook, others, item),
      }),
    );
  }
  return found;
}

interface Part extends Pick<DeclaredContainer, 'name' | 'role' | 'raw'> {
  readonly mounts: readonly Field<Mount>[];
}
async function toContainer(service: Service, { mounts, ...part }: Part): Promise<DeclaredContainer> {
  const { project, layers, at } = service;
  const image = textField(lastOf(layers, 'image'), project.environment);
  const build = buildOf(service);
  const fields = gatherFields();
  setSecurity(fields, service);
  setNamespaces(fields, service);
  setLimits(fields, service);
  setOthers(fields, service);
  setLists(fields, service);
  fields.set('runtime', textField(lastOf(layers, 'runtime'), project.environment));
  fields.list('mounts', mounts);
  fields.list('ports', portsOf(service));
  fields.list('env', await variablesOf(service));
  fields.list('devices', devicesOf(service));
  const declared = fields.done();
  if (declared.seccomp !== undefined) fields.set('seccomp', await withCalls(declared.seccomp, project));
  fields.list('networks', networksOf(service));
  return {
    ...part,
    at,
    ...(image !== undefined && { image }),
    ...(build !== undefined && { build }),
    declared: fields.done(),
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

/** Each where it is named last; a mode takes their place. */
function networksOf(service: Service): readonly Field<string>[] {
  const { layers, project, runsFor } = service;
  if (lastOf(layers, 'network_mode') !== undefined) return [networkOfMode(service)].filter((one) => one !== undefined);
  const named = new Map<string, Field<string>>();
  const others: Field<string>[] = [];
  // By then the service that it runs for is on the default network.
  for (const field of runsFor === undefined ? [] : networksOf(runsFor))
    if (isKnown(field)) named.set(field.value, field);
  for (const value of allOf(layers, 'networks')) {
    for (const { name, value: member } of membersOf(value)) {
      const network = networkName(project, name);
      if (member.node.tag === '!reset') named.delete(network);
      else named.set(network, said(member, network));
    }
    for (const item of itemsOf(value)) {
      const field = networkOf(item, project);
      if (isKnown(field)) named.set(field.value, field);
      else others.push(field);
    }
  }
  const fields = [...named.values(), ...others];
  return fields.length > 0 ? fields : [byDefault(networkName(project, 'default'), 'docker')];
}
function networkOf(item: Value, project: Project): Field<string> {
  const wanted = { what: 'a network', parse: (text: string) => networkName(project, text) };
  return parsedField(item, project.environment, wanted) ?? unclear(item, 'not a network');
}

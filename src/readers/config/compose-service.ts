// A Compose service becomes a workload of one container.
// https://docs.docker.com/reference/compose-file/services/
import { byDefault, isKnown, type Field } from '../../model/field.ts';
import type { DeclaredWorkload, RawRef } from '../../model/workload.ts';
import { buildOf } from './compose-build.ts';
import { devicesOf } from './compose-device.ts';
import { variablesOf } from './compose-environment.ts';
import { clearText, countField, parseNumber, parsedField, sizeField, textField } from './compose-field.ts';
import { labelsOf } from './compose-label.ts';
import { allOf, lastOf } from './compose-merge.ts';
import { setLists } from './compose-lists.ts';
import { portsOf } from './compose-port.ts';
import type { Project, Service } from './compose-project.ts';
import { networkName } from './compose-resource.ts';
import { withCalls } from './compose-seccomp.ts';
import { networkOfMode, setNamespaces, setSecurity } from './compose-security.ts';
import { setOthers } from './compose-settings.ts';
import type { Environment } from './compose-variables.ts';
import { mountsOf } from './compose-volume.ts';
import { itemsOf, membersOf, said, unclear } from './config-value.ts';
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
  fields.list('mounts', mountsOf(service, others));
  fields.list('ports', portsOf(service));
  fields.list('env', await variablesOf(service));
  fields.list('devices', devicesOf(service));
  const declared = fields.done();
  if (declared.seccomp !== undefined) fields.set('seccomp', await withCalls(declared.seccomp, project));
  fields.list('networks', networksOf(service));
  return {
    kind: 'workload',
    type: 'service',
    format: 'compose',
    engine: 'docker',
    name,
    ...(project.name !== undefined && { namespace: project.name }),
    labels: await labelsOf(service),
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

/** Each where it is named last; a mode takes their place. */
function networksOf(service: Service): readonly Field<string>[] {
  const { layers, project } = service;
  if (lastOf(layers, 'network_mode') !== undefined) return [networkOfMode(service)].filter((one) => one !== undefined);
  const named = new Map<string, Field<string>>();
  const others: Field<string>[] = [];
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

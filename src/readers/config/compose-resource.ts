// Networks and volumes of a Compose project, and the names under which services and the outside find them.
// https://docs.docker.com/reference/compose-file/networks/ https://docs.docker.com/reference/compose-file/volumes/
import type { VolumeDraft } from '../../model/cluster-facts.ts';
import type { NetworkDraft } from '../../model/network-facts.ts';
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { RawRef } from '../../model/workload.ts';
import { iccOption, partsContainers } from './bridge-options.ts';
import { booleanField, clearText, textField } from './compose-field.ts';
import { hostPath } from './compose-host-path.ts';
import { lastOf } from './compose-merge.ts';
import type { Section } from './compose-parts.ts';
import type { Project } from './compose-project.ts';
import { getMember, placeOf, scalarText } from './config-value.ts';
import type { Value } from './config-value.ts';

type Named = 'networks' | 'volumes';
interface Resource {
  readonly key: string;
  readonly at: Location;
  readonly layers: readonly Value[];
  readonly raw: RawRef;
}
function resourcesOf({ model }: Project, section: Section): readonly Resource[] {
  return [...(model.get(section) ?? [])].map(([key, { layers, at, first }]) => {
    const pointer = [section, key];
    const raw = { format: 'compose', path: first.root.file.path, document: first.document, pointer } as const;
    return { key, at, layers, raw };
  });
}

/** One outside the project keeps its real name, so that projects that share it meet. */
function nameOf({ key, layers }: Resource, { environment }: Project): string {
  const external = lastOf(layers, 'external');
  const name = lastOf(layers, 'name') ?? getMember(external, 'name');
  return clearText(name, environment) ?? key;
}
function isExternal({ layers }: Resource, { environment }: Project): boolean {
  const external = lastOf(layers, 'external');
  if (external === undefined) return false;
  const field = booleanField(external, environment);
  return external.node.kind === 'map' || (isKnown(field) && field.value);
}
const names = new WeakMap<Project, Readonly<Record<Named, ReadonlyMap<string, string>>>>();
function namesOf(project: Project): Readonly<Record<Named, ReadonlyMap<string, string>>> {
  let known = names.get(project);
  if (known === undefined) {
    const of = (section: Named): ReadonlyMap<string, string> =>
      new Map(resourcesOf(project, section).map((resource) => [resource.key, nameOf(resource, project)]));
    known = { networks: of('networks'), volumes: of('volumes') };
    names.set(project, known);
  }
  return known;
}
export function networkName(project: Project, key: string): string {
  return namesOf(project).networks.get(key) ?? key;
}
export function volumeName(project: Project, key: string): string {
  return namesOf(project).volumes.get(key) ?? key;
}

function projectOf({ name }: Project): { readonly project?: string } {
  return name === undefined ? {} : { project: name };
}
export interface UsedNetworks {
  readonly usesDefault: boolean;
  /** Networks of the engine, which belong to no project. */
  readonly engines: readonly Field<string>[];
}
/** The network that every service is on unless it says otherwise is there without a word. */
export function networkDrafts(project: Project, { usesDefault, engines }: UsedNetworks): readonly NetworkDraft[] {
  const drafts = [
    ...resourcesOf(project, 'networks').map((resource) => toNetwork(resource, project)),
    ...engineNetworks(project, engines),
  ];
  const services = project.documents.map(({ root }) => getMember(root, 'services')).find(Boolean);
  if (!usesDefault || services === undefined || namesOf(project).networks.has('default')) return drafts;
  const at = [placeOf(services)];
  return [{ kind: 'network', name: 'default', ...projectOf(project), internal: false, external: false, at }, ...drafts];
}
function engineNetworks(project: Project, engines: readonly Field<string>[]): readonly NetworkDraft[] {
  const found = new Map<string, NetworkDraft>();
  for (const field of engines) {
    const at = locationOf(field);
    if (!isKnown(field) || at === undefined || found.has(field.value)) continue;
    const draft = {
      kind: 'network',
      name: field.value,
      ...projectOf(project),
      internal: false,
      external: true,
    } as const;
    found.set(field.value, { ...draft, at: [at] });
  }
  return [...found.values()];
}
function toNetwork(resource: Resource, project: Project): NetworkDraft {
  const { environment } = project;
  const internal = booleanField(lastOf(resource.layers, 'internal'), environment);
  const driver = clearText(lastOf(resource.layers, 'driver'), environment);
  const external = isExternal(resource, project);
  const isNamed = clearText(lastOf(resource.layers, 'name'), environment) !== undefined;
  return {
    kind: 'network',
    name: nameOf(resource, project),
    ...projectOf(project),
    internal: isKnown(internal) && internal.value,
    ...(driver !== undefined && { driver }),
    ...(isIsolated(resource, project) && { isolated: true }),
    external,
    ...(isNamed && !external && { fixedName: true }),
    pointer: resource.raw.pointer,
    at: [resource.at],
    raw: resource.raw,
  };
}
function isIsolated({ layers }: Resource, { environment }: Project): boolean {
  return partsContainers({
    driver: clearText(lastOf(layers, 'driver'), environment),
    icc: clearText(lastOf(layers, 'driver_opts', iccOption), environment),
  });
}
export function volumeDrafts(project: Project): readonly VolumeDraft[] {
  return resourcesOf(project, 'volumes').map((resource) => toVolume(resource, project));
}
function toVolume(resource: Resource, project: Project): VolumeDraft {
  const hostPath = boundPath(resource, project);
  return {
    kind: 'volume',
    name: nameOf(resource, project),
    ...projectOf(project),
    external: isExternal(resource, project),
    ...(hostPath !== undefined && { hostPath }),
    at: [resource.at],
  };
}
/** `driver_opts: {o: bind, device: /path}` is a host folder under another name. */
function boundPath({ layers }: Resource, project: Project): Field<string> | undefined {
  const { environment } = project;
  const options = lastOf(layers, 'driver_opts', 'o');
  const words = (clearText(options, environment) ?? scalarText(options) ?? '').split(',');
  if (!words.some((word) => word.trim() === 'bind' || word.trim() === 'rbind')) return undefined;
  const device = lastOf(layers, 'driver_opts', 'device');
  const field = textField(device, environment);
  const resolves = clearText(lastOf(layers, 'driver'), environment) === 'local' && words.join(',') === 'bind';
  return resolves && device !== undefined && isKnown(field)
    ? { ...field, value: hostPath(field.value, device, project) }
    : field;
}

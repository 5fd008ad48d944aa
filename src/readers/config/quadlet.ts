// Quadlets: files from which podman makes systemd services of containers, networks and volumes.
// https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html
import type { Entry, EntryHeader, Keep } from '../../model/entry.ts';
import type { VolumeDraft } from '../../model/cluster-facts.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { NetworkDraft } from '../../model/network-facts.ts';
import type { Location } from '../../model/location.ts';
import type { Near, Reader } from '../../model/reader.ts';
import { openLines } from '../../syntax/lines.ts';
import { decodeText } from '../../syntax/text.ts';
import { besideOf } from './near-text.ts';
import { fieldOf, isOpen, withText, type Given } from './given.ts';
import { optionsOf } from './quadlet-keys.ts';
import { imageSource, linkedOptions, openBeside, resourceName } from './quadlet-reference.ts';
import { isTrue, openQuadlet, type QuadletUnit } from './quadlet-unit.ts';
import type { RunOption } from './run-line.ts';
import { toStarted } from './run-workload.ts';

const maxBytes = 1024 * 1024;
export const quadletReader: Reader = {
  id: 'quadlet',
  version: 2,
  area: 'config',
  wants: { suffixes: ['.container', '.kube', '.network', '.volume', '.conf'] },
  refine,
  maxBytes,
  read,
};
const dropIn = /(?:^|\/)([^/]*\.?(?:container|pod|kube|network|volume))\.d\/[^/]*\.conf$/;
function refine({ path }: EntryHeader): Keep {
  if (/(?:^|\/)node_modules\//.test(path)) return 'no';
  return !path.endsWith('.conf') || dropIn.test(path) ? 'whole' : 'no';
}

async function* read(entry: Entry, near?: Near): AsyncGenerator<Draft> {
  const { path } = entry;
  const decoded = decodeText(await entry.read(maxBytes));
  if ('why' in decoded) return;
  const changed = dropIn.exec(path)?.[1];
  const unit = openQuadlet(decoded.text, path);
  if (changed !== undefined) yield* notApplied(unit, changed);
  else if (path.endsWith('.container') && hasSection(unit, 'Container')) yield* containerDrafts(unit, near);
  else if (path.endsWith('.kube') && hasSection(unit, 'Kube')) yield* kubeDrafts(unit, near);
  else if (path.endsWith('.volume') && hasSection(unit, 'Volume')) yield toVolume(unit);
  // Files of systemd-networkd have that ending too, and say what they match.
  else if (path.endsWith('.network') && hasSection(unit, 'Network') && !hasSection(unit, 'Match'))
    yield toNetwork(unit);
  const { problem } = unit.file;
  if (problem === undefined || changed !== undefined || !/^\[(?:Container|Kube)\]/m.test(decoded.text)) return;
  const lines = openLines(decoded.text);
  const at = { path, ...lines.positionOf(problem.offset) };
  yield unknown('bad-syntax', problem.message, at, true);
}
function hasSection({ file }: QuadletUnit, section: string): boolean {
  return file.entries.some((one) => one.section === section);
}
function unknown(code: UnknownDraft['code'], why: string, at: Location, incomplete: boolean): UnknownDraft {
  return { kind: 'unknown', code, why, at, affects: ['quadlet'], incomplete };
}
function* notApplied(unit: QuadletUnit, name: string): Generator<UnknownDraft> {
  if (unit.file.entries.length === 0) return;
  const why = `it changes ${name}, and was not applied to it`;
  yield unknown('unsupported', why, { path: unit.raw.path }, true);
}

async function* containerDrafts(unit: QuadletUnit, near: Near | undefined): AsyncGenerator<Draft> {
  const { image, build } = await imageSource(unit, near);
  const own = optionsOf(unit, 'Container');
  const pod = await podOptions(unit, near);
  const name = resourceName(unit, 'Container', 'ContainerName');
  const first = firstOf(unit, 'Container');
  const { workload, unknowns } = await toStarted(
    {
      format: 'quadlet',
      engine: 'podman',
      type: 'quadlet',
      options: [
        ...serviceOptions(unit),
        ...pod.options,
        ...own.options,
        ...(await linkedOptions(unit, 'Container', near)),
      ],
      args: unit.words('Container', 'Exec'),
      clouds: [...pod.clouds, ...own.clouds],
      first,
      raw: { ...unit.raw, pointer: ['Container'] },
      name,
      ...(image && { image }),
      ...(build && { build }),
    },
    near,
  );
  yield workload;
  yield* unknowns;
  yield* pod.unknowns;
}
function firstOf(unit: QuadletUnit, section: string): Given {
  const key = unit.file.entries.find((entry) => entry.section === section)?.key ?? '';
  const [first] = unit.all(section, key);
  return first ?? { text: '', open: [], at: { path: unit.raw.path, line: 1, column: 1 }, via: [] };
}
interface PodOptions {
  readonly options: readonly RunOption[];
  readonly clouds: ReturnType<typeof optionsOf>['clouds'];
  readonly unknowns: readonly UnknownDraft[];
}
/** Containers of a pod share its network, its ports and its users. */
async function podOptions(unit: QuadletUnit, near: Near | undefined): Promise<PodOptions> {
  const given = unit.last('Container', 'Pod');
  if (given === undefined || given.text === '') return { options: [], clouds: [], unknowns: [] };
  const pod = isOpen(given) ? undefined : await openBeside(unit, given.text, near);
  if (pod === undefined) {
    const code = near === undefined ? 'needs-neighbour' : 'companion-missing';
    const why = 'the pod that it belongs to could not be read';
    return { options: [], clouds: [{ why, given }], unknowns: [unknown(code, why, given.at, true)] };
  }
  const { options, clouds } = optionsOf(pod, 'Pod');
  const all = [...options, ...(await linkedOptions(pod, 'Pod', near))];
  const handed = all.map((option) => ({
    ...option,
    given: { ...option.given, at: given.at, via: [option.given.at, ...option.given.via] },
  }));
  return { options: handed, clouds, unknowns: [] };
}
/** The service bounds its container, and starts it again. */
function serviceOptions(unit: QuadletUnit): readonly RunOption[] {
  const options: RunOption[] = [];
  const restart = unit.last('Service', 'Restart');
  if (restart !== undefined && /^(?:no|always|on-failure)$/.test(restart.text))
    options.push({ name: 'restart', given: restart });
  const mode = unit.last('Container', 'CgroupsMode')?.text ?? 'split';
  if (mode !== 'split') return options;
  const bound = (key: string, name: string, parse: (text: string) => string | undefined): void => {
    const given = unit.last('Service', key);
    const text = given === undefined || isOpen(given) ? given?.text : parse(given.text);
    if (given !== undefined && text !== undefined) options.push({ name, given: withText(given, text) });
  };
  bound('MemoryMax', 'memory', (text) => (/^\d+[KMGT]?$/.test(text) ? text.toLowerCase() : undefined));
  bound('CPUQuota', 'cpus', (text) => (/^\d{1,9}%$/.test(text) ? String(Number(text.slice(0, -1)) / 100) : undefined));
  bound('TasksMax', 'pids-limit', (text) => (/^\d{1,9}$/.test(text) ? text : undefined));
  return options;
}

/** What is played is read as what it is, wherever it lies among what is read. */
async function* kubeDrafts(unit: QuadletUnit, near: Near | undefined): AsyncGenerator<Draft> {
  for (const given of unit.all('Kube', 'Yaml')) {
    const path = isOpen(given) ? undefined : besideOf(unit.folder, given.text);
    const found = path === undefined ? undefined : await near?.(path);
    const name = path ?? 'a file that is not known here';
    const why =
      found === undefined
        ? `${name} is played, and could not be read`
        : `${name} is played, and judged as Kubernetes objects`;
    const code = near === undefined ? 'needs-neighbour' : found === undefined ? 'companion-missing' : 'unsupported';
    yield unknown(code, why, given.at, found === undefined);
  }
}
function toVolume(unit: QuadletUnit): VolumeDraft {
  const device = unit.last('Volume', 'Device');
  const type = unit.last('Volume', 'Type')?.text;
  const words = unit.last('Volume', 'Options')?.text.split(',') ?? [];
  const binds = type === 'bind' || words.includes('bind') || words.includes('rbind');
  return {
    kind: 'volume',
    name: resourceName(unit, 'Volume', 'VolumeName'),
    external: false,
    ...(device && binds && { hostPath: fieldOf(device, 'a path', (text) => text) }),
    at: [firstOf(unit, 'Volume').at],
  };
}
function toNetwork(unit: QuadletUnit): NetworkDraft {
  const internal = unit.last('Network', 'Internal');
  const driver = unit.last('Network', 'Driver');
  return {
    kind: 'network',
    name: resourceName(unit, 'Network', 'NetworkName'),
    internal: internal !== undefined && isTrue(internal),
    ...(driver && !isOpen(driver) && { driver: driver.text }),
    external: false,
    at: [firstOf(unit, 'Network').at],
  };
}

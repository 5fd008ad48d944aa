// An image's configuration: OCI image specification, config.md; Docker's own and the older v1 have the same fields.
import { parseDigest } from '../../model/brand.ts';
import type { Draft } from '../../model/facts.ts';
import type { HistoryStep, ImageDraft } from '../../model/image-facts.ts';
import type { Reader } from '../../model/reader.ts';
import type { Variable } from '../../model/workload.ts';
import { parseJsonObject } from '../packages/json-object.ts';
import { openConfigObject, type ConfigObject } from './config-object.ts';

const maxBytes = 8 * 1024 * 1024;

export const imageConfigReader: Reader = {
  id: 'image/config',
  version: 2,
  area: 'image',
  wants: { paths: ['config.json'] },
  // A layer may hold a file of the same name; the configuration itself lies in no layer.
  refine: ({ layer }) => (layer === undefined ? 'whole' : 'no'),
  maxBytes,
  async *read(entry) {
    yield* draftsOf(new TextDecoder().decode(await entry.read(maxBytes)), entry.path);
  },
};

function* draftsOf(text: string, path: string): Iterable<Draft> {
  const problems = new Set<string>();
  const value = parseJsonObject(text);
  if (value === undefined) problems.add('it is no JSON object');
  else
    yield toImage(
      openConfigObject(value, (name) => problems.add(`${name} is not what it should be`)),
      path,
    );
  if (problems.size === 0) return;
  const why = `the image's configuration is damaged: ${[...problems].slice(0, 10).join(', ')}`;
  yield { kind: 'unknown', code: 'bad-syntax', why, at: { path }, affects: ['image'], incomplete: true };
}

function toImage(root: ConfigObject, path: string): ImageDraft {
  const config = root.object('config');
  const variant = root.text('variant');
  const created = root.text('created');
  const workingDir = config.text('WorkingDir');
  const [test] = config.object('Healthcheck').texts('Test');
  return {
    kind: 'image',
    os: root.text('os') ?? 'linux',
    architecture: root.text('architecture') ?? 'unknown',
    user: config.text('User') ?? '',
    env: config.texts('Env').map(toVariable),
    entrypoint: config.texts('Entrypoint'),
    cmd: config.texts('Cmd'),
    exposedPorts: portsOf(config),
    labels: config.strings('Labels'),
    volumes: config.keys('Volumes'),
    // Without a test the one of the base holds, which the configuration would carry.
    healthcheck: test !== undefined && test !== 'NONE',
    diffIds: toDiffIds(root.object('rootfs')),
    history: historyOf(root),
    at: [{ path }],
    ...(variant !== undefined && { variant }),
    ...(created !== undefined && { created }),
    ...(workingDir !== undefined && { workingDir }),
  };
}

function toVariable(text: string): Variable {
  const equals = text.indexOf('=');
  return equals === -1 ? { name: text } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

const portPattern = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/([A-Za-z]{1,10}))?$/;
const maxPort = 65_535;
const maxPorts = 10_000;
/** `80`, `80/tcp` or `8000-8010/udp`. A set: the order of its keys is no more than that of the parser. */
function portsOf(config: ConfigObject): ImageDraft['exposedPorts'] {
  const ports: { readonly port: number; readonly protocol: string }[] = [];
  for (const text of config.keys('ExposedPorts')) {
    const match = portPattern.exec(text);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? first);
    if (match === null || first < 1 || last > maxPort || last < first || ports.length + last - first >= maxPorts) {
      config.blame('ExposedPorts');
      continue;
    }
    const protocol = (match[3] ?? 'tcp').toLowerCase();
    for (let port = first; port <= last; port += 1) ports.push({ port, protocol });
  }
  return ports.sort((a, b) => a.port - b.port);
}

function toDiffIds(rootfs: ConfigObject): ImageDraft['diffIds'] {
  return rootfs.texts('diff_ids').flatMap((text) => {
    const digest = parseDigest(text);
    if (digest === undefined) rootfs.blame('diff_ids');
    return digest ?? [];
  });
}

function historyOf(root: ConfigObject): readonly HistoryStep[] {
  const steps = root.objects('history');
  if (steps.length > 0) return steps.map(toStep);
  // Version 1: one layer a configuration, with the command that made it.
  const command = root.object('container_config').texts('Cmd');
  const created = root.text('created');
  return command.length === 0
    ? []
    : [{ createdBy: command.join(' '), emptyLayer: root.flag('throwaway'), ...(created !== undefined && { created }) }];
}
function toStep(step: ConfigObject): HistoryStep {
  const created = step.text('created');
  return {
    createdBy: step.text('created_by') ?? '',
    emptyLayer: step.flag('empty_layer'),
    ...(created !== undefined && { created }),
  };
}

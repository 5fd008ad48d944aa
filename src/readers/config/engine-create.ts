// What an engine is asked for when a container is created: the body of POST /containers/create.
// https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerCreate
import type { Entry } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import type { Reader } from '../../model/reader.ts';
import type { DeclaredWorkload, RawRef } from '../../model/workload.ts';
import { repeatedIn } from './config-file.ts';
import { getMember, membersOf, placeOf, scalarText, type Value } from './config-value.ts';
import { gatherEngine } from './engine-container.ts';
import { engineSuffixes, maxEngineBytes, openEngineDocument, problemsIn, refineEngine } from './engine-document.ts';
import { entriesOf, memberOf, saidOf, textOf } from './engine-member.ts';
import { gatherRun, type Gathering } from './run-gathering.ts';
import { nameOf, toWorkload } from './run-workload.ts';

export const engineCreateReader: Reader = {
  id: 'engine-create',
  version: 2,
  area: 'config',
  wants: { suffixes: engineSuffixes },
  refine: refineEngine,
  maxBytes: maxEngineBytes,
  read,
};

async function* read(entry: Entry): AsyncGenerator<Draft> {
  const document = await openEngineDocument(entry, 'mage"');
  if (document === undefined) return;
  const { config, root } = document;
  if (root === undefined) {
    yield* problemsIn(config, 'engine-create', /"HostConfig"/);
    return;
  }
  if (!isRequest(root)) return;
  for (const parsed of config.documents) yield* repeatedIn(config, parsed, 'engine-create');
  yield toRequested(root, { format: 'engine-create', path: entry.path, document: 0, pointer: [] });
}
/** Members of a request that many other documents do not have together. */
const usual: ReadonlySet<string> = new Set([
  'AttachStderr',
  'AttachStdin',
  'AttachStdout',
  'Cmd',
  'Entrypoint',
  'Env',
  'ExposedPorts',
  'Healthcheck',
  'NetworkingConfig',
  'OpenStdin',
  'StopSignal',
  'Tty',
  'Volumes',
  'WorkingDir',
]);
const mostUsual = 2;
function isRequest(root: Value): boolean {
  if (root.node.kind !== 'map' || textOf(root, 'Image') === undefined || memberOf(root, 'Config') !== undefined)
    return false;
  if (memberOf(root, 'HostConfig')?.node.kind === 'map') return true;
  const found = membersOf(root).filter(({ name }) => usual.has(name));
  return getMember(root, 'Image') !== undefined && found.length >= mostUsual;
}

function toRequested(root: Value, raw: RawRef): DeclaredWorkload {
  const into = gatherRun('docker', '');
  gatherEngine({ config: root, host: memberOf(root, 'HostConfig') }, into);
  addEndpoints(memberOf(root, 'NetworkingConfig'), into);
  const image = memberOf(root, 'Image');
  const field = image && saidOf(image, scalarText(image) ?? '');
  return toWorkload({
    format: 'engine-create',
    engine: 'docker',
    type: 'container',
    name: nameOf(undefined, field),
    at: placeOf(root),
    raw,
    into,
    ...(field && { image: field }),
  });
}
function addEndpoints(networking: Value | undefined, into: Gathering): void {
  const named = new Set((into.done().networks ?? []).map((field) => (isKnown(field) ? field.value : '')));
  for (const { name, value } of entriesOf(networking, 'EndpointsConfig'))
    if (!named.has(name) && !/^(?:default|bridge|host|none)$/.test(name)) into.add('networks', saidOf(value, name));
}

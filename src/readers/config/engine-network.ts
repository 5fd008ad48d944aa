// Networks as an engine tells of them, `docker network inspect`, and its default bridge as `daemon.json` sets it.
// https://docs.docker.com/reference/cli/docker/network/inspect/ https://docs.docker.com/reference/cli/dockerd/
import type { Entry } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import type { NetworkDraft } from '../../model/network-facts.ts';
import type { Reader } from '../../model/reader.ts';
import { iccOption, partsContainers } from './bridge-options.ts';
import { getMember, placeOf, scalarText, type Value } from './config-value.ts';
import {
  answersIn,
  engineSuffixes,
  maxEngineBytes,
  openEngineDocument,
  problemsIn,
  refineEngine,
} from './engine-document.ts';
import { textOf } from './engine-member.ts';

export const engineNetworkReader: Reader = {
  id: 'engine-network',
  version: 1,
  area: 'config',
  wants: { suffixes: engineSuffixes },
  refine: refineEngine,
  maxBytes: maxEngineBytes,
  read,
};

const settings = /(?:^|\/)daemon\.json$/u;
async function* read(entry: Entry): AsyncGenerator<Draft> {
  const isSettings = settings.test(entry.path);
  // No container's own answer has this member.
  const word = isSettings ? 'icc' : 'EnableIPv6';
  const document = await openEngineDocument(entry, word);
  if (document === undefined) return;
  const { config, root } = document;
  if (root === undefined) {
    yield* problemsIn(config, 'engine-network', isSettings ? /"icc"/ : /"EnableIPv6"/);
    return;
  }
  if (isSettings) {
    if (scalarText(getMember(root, 'icc')) === 'false')
      yield toDraft('bridge', root, { driver: 'bridge', icc: 'false' });
    return;
  }
  for (const item of answersIn(root)) if (isNetwork(item)) yield toNetwork(item);
}
function isNetwork(item: Value): boolean {
  return ['Name', 'Driver', 'IPAM', 'EnableIPv6'].every((name) => getMember(item, name) !== undefined);
}
function toNetwork(item: Value): NetworkDraft {
  const icc = scalarText(getMember(getMember(item, 'Options'), iccOption));
  return toDraft(textOf(item, 'Name') ?? '', item, {
    driver: textOf(item, 'Driver'),
    icc,
    internal: scalarText(getMember(item, 'Internal')) === 'true',
  });
}
interface Says {
  readonly driver: string | undefined;
  readonly icc: string | undefined;
  readonly internal?: boolean;
}
/** Whoever uses it did not make it. */
function toDraft(name: string, at: Value, { driver, icc, internal = false }: Says): NetworkDraft {
  return {
    kind: 'network',
    name,
    internal,
    ...(driver !== undefined && { driver }),
    ...(partsContainers({ driver, icc }) && { isolated: true }),
    observed: true,
    external: true,
    at: [placeOf(at)],
  };
}

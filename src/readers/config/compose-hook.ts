// A container that runs to its end before a Compose service starts: it has what the service says of a container, and
// its own words on top. Volumes it is handed by the running service, and nothing of builds, ports or restarts is its.
// https://docs.docker.com/reference/compose-file/services/#pre_start
import type { YamlScalar } from '../../syntax/tree.ts';
import { lastOf } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import { placeOf } from './config-value.ts';
import type { Value } from './config-value.ts';

const notTaken = `
  attach container_name depends_on deploy develop expose extends external_links healthcheck links ports post_start
  pre_start pre_stop profiles provider restart scale stdin_open tty volumes
`
  .trim()
  .split(/\s+/);
/** The service as its hook has it. */
export function toHook(service: Service, item: Value): Service {
  const { layers, project } = service;
  // Without an image of its own, or the service's, it is the one that the service builds.
  const built = lastOf([...layers, item], 'image') === undefined ? [] : ['build'];
  const without = hiding([...notTaken, ...built], item, { environment: project.environment, folder: project.folder });
  return { ...service, layers: [...layers, without, item], at: placeOf(item), runsFor: service };
}
/** A layer that resets these keys. */
function hiding(
  keys: readonly string[],
  { file, via, offset, node }: Value,
  scope: { readonly environment: Service['project']['environment']; readonly folder: string },
): Value {
  const at = { start: node.start, end: node.start } as const;
  const scalar = (value: string): YamlScalar => ({
    ...at,
    kind: 'scalar',
    value,
    style: 'plain',
    quoted: false,
    empty: false,
  });
  const pairs = keys.map((key) => ({ key: scalar(key), value: { ...scalar('null'), tag: '!reset' } }));
  const own = { ...scope, ...file.scope, depth: 0 };
  return { node: { ...at, kind: 'map', flow: true, pairs }, file: { ...file, scope: own }, offset, via };
}

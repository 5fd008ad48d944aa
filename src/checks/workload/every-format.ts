// Examples of the workload rules in every format that can say what they are about.
import type { Example } from '../../model/check.ts';
import type { Format } from '../../model/workload.ts';
import { renderCompose, renderServices } from './example-compose.ts';
import { renderDevcontainer } from './example-devcontainer.ts';
import { renderDockerInspect } from './example-docker-inspect.ts';
import { renderDockerRun } from './example-docker-run.ts';
import { renderEcs } from './example-ecs.ts';
import { renderEngineCreate } from './example-engine-create.ts';
import { renderKubernetes } from './example-kubernetes.ts';
import { renderQuadlet } from './example-quadlet.ts';
import type { Render, Says } from './example-says.ts';

/** A format that describes containers has one line here; its words are in a file of their own. */
const renderers: Readonly<Partial<Record<Format, Render>>> = {
  compose: renderCompose,
  kubernetes: renderKubernetes,
  'docker-run': renderDockerRun,
  'docker-inspect': renderDockerInspect,
  'engine-create': renderEngineCreate,
  quadlet: renderQuadlet,
  ecs: renderEcs,
  devcontainer: renderDevcontainer,
};
export const exampleFormats = Object.keys(renderers) as readonly Format[];
/** Formats whose engine publishes a port on the host, where Kubernetes and ECS have addresses of their own. */
export const publishing: readonly Format[] = [
  'compose',
  'docker-run',
  'docker-inspect',
  'engine-create',
  'quadlet',
  'devcontainer',
];

/** The hardened workload with this on top of it, in each format that has words for all of it. */
export function inEveryFormat(change: Says = {}, also: readonly string[] = []): readonly Example[] {
  return inFormats(exampleFormats, change, also);
}
/** The same in these formats only, where others mean something else by it. */
export function inFormats(formats: readonly Format[], change: Says, also: readonly string[] = []): readonly Example[] {
  return formats.flatMap((format) => {
    const text = renderers[format]?.(change);
    return text === undefined || isSilent(format, change, text)
      ? []
      : [{ format, text, ...(also.length > 0 && { also }) }];
  });
}
/** Several services of one project, each a hardened one with this on top of it. */
export function inProject(services: Readonly<Record<string, Says>>, also: readonly string[] = []): readonly Example[] {
  const text = renderServices(services);
  return text === undefined ? [] : [{ format: 'compose', text, ...(also.length > 0 && { also }) }];
}
/** The loss of a setting that the format has no word for anyway leaves no trace. */
function isSilent(format: Format, change: Says, text: string): boolean {
  return Object.values(change).includes(undefined) && text === renderers[format]?.({});
}

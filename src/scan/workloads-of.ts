// Which workloads a fact concerns: those that run its image; for what lies in a folder, those built from it.
import type { FactId } from '../model/brand.ts';
import type { FactKind } from '../model/facts.ts';
import { valueOf } from '../model/field.ts';
import type { BuildRef, Container, ImageId } from '../model/workload.ts';

interface Placed {
  readonly kind: FactKind;
  readonly id: FactId;
  readonly scope: string;
  readonly at?: readonly { readonly path: string }[];
}
export interface Runners {
  readonly workloads: readonly {
    readonly id: FactId;
    readonly containers: readonly Pick<Container, 'joint' | 'build'>[];
  }[];
  /** Scope of what an image holds. */
  readonly imageScopes: ReadonlyMap<ImageId, string>;
  /** Path of the Dockerfile, when it is among what was read. */
  dockerfileOf(build: BuildRef): string | undefined;
}

export function toWorkloadsOf(runners: Runners): (fact: Placed) => readonly FactId[] {
  const byScope = new Map<string, FactId[]>();
  const byDockerfile = new Map<string, FactId[]>();
  const byContext = new Map<string, FactId[]>();
  for (const { id, containers } of runners.workloads) {
    for (const { joint, build } of containers) {
      if (joint.content !== undefined) note(byScope, runners.imageScopes.get(joint.content), id);
      const built = valueOf(build);
      if (built === undefined) continue;
      note(byDockerfile, runners.dockerfileOf(built), id);
      note(byContext, built.context, id);
    }
  }
  return ({ kind, id, scope, at }) => {
    if (kind === 'workload') return [id];
    if (scope !== 'sources') return byScope.get(scope) ?? [];
    const path = at?.[0]?.path ?? '';
    return byDockerfile.get(path) ?? nearestAround(path, byContext) ?? [];
  };
}

/** Workloads come one after the other, so an id that is there already is the last one. */
function note(lists: Map<string, FactId[]>, key: string | undefined, id: FactId): void {
  if (key === undefined) return;
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]);
  else if (list.at(-1) !== id) list.push(id);
}

/** What the innermost of the folders around a path has; '' is the working directory. */
function nearestAround(path: string, byContext: ReadonlyMap<string, readonly FactId[]>): readonly FactId[] | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    const found = byContext.get(folder);
    if (found !== undefined) return found;
    // What comes before `..` is no folder around it.
    if (folder.endsWith('/..')) return undefined;
  }
  return path.startsWith('/') || path.startsWith('../') ? undefined : byContext.get('');
}

// Secrets and ConfigMaps that a container takes by name, as variables or as files.
// https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/
import { isKnown, locationOf } from './field.ts';
import type { Location } from './location.ts';
import type { Declared } from './workload.ts';

export interface Taken {
  readonly name: string;
  /** The one entry that is taken of it; else all of them. */
  readonly key?: string;
  /** A part that may be missing. */
  readonly optional: boolean;
  readonly at: Location | undefined;
}
const words = { secret: 'secret:', config: 'configmap:' } as const;
export function takenBy({ env = [], mounts = [] }: Declared, kind: keyof typeof words): readonly Taken[] {
  const found: Taken[] = [];
  for (const field of env) {
    const ref = isKnown(field) ? field.value.ref : undefined;
    if (ref?.startsWith(words[kind]) !== true) continue;
    const [name = '', key] = ref.slice(words[kind].length).split('/', 2);
    found.push({ name, ...(key !== undefined && { key }), optional: false, at: locationOf(field) });
  }
  for (const field of mounts) {
    if (!isKnown(field)) continue;
    const { source, type, parts = [] } = field.value;
    const at = locationOf(field);
    for (const part of parts)
      if (part.kind === kind) found.push({ name: part.name, optional: part.optional === true, at });
    // What is put together of several goes by a name of its own.
    if (field.value.kind === kind && type !== 'projected' && type !== 'downwardAPI' && source !== undefined)
      found.push({ name: source, optional: false, at });
  }
  return found;
}

// Secrets and ConfigMaps that a container takes by name, as variables or as files.
// https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/
import { isKnown, locationOf } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { JudgedContainer } from '../conditions.ts';

export interface Taken {
  readonly name: string;
  /** The one entry that is taken of it; else all of them. */
  readonly key?: string;
  readonly at: Location | undefined;
}
const words = { secret: 'secret:', config: 'configmap:' } as const;
export function takenBy({ effective }: JudgedContainer, kind: keyof typeof words): readonly Taken[] {
  const found: Taken[] = [];
  for (const field of effective.env) {
    const ref = isKnown(field) ? field.value.ref : undefined;
    if (ref?.startsWith(words[kind]) !== true) continue;
    const [name = '', key] = ref.slice(words[kind].length).split('/', 2);
    found.push({ name, ...(key !== undefined && { key }), at: locationOf(field) });
  }
  for (const field of effective.mounts) {
    if (!isKnown(field)) continue;
    const { source, type, parts = [] } = field.value;
    const at = locationOf(field);
    for (const part of parts) if (part.kind === kind) found.push({ name: part.name, at });
    // What is put together of several goes by a name of its own.
    if (field.value.kind === kind && type !== 'projected' && type !== 'downwardAPI' && source !== undefined)
      found.push({ name: source, at });
  }
  return found;
}

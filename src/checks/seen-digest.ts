// Which digest the name of an image stood for, as far as this run has seen; two that disagree are none.
import type { JudgedOf, World } from '../model/facts.ts';
import { fullNameOf, type ImageName } from '../model/image-name.ts';
import { onceFor } from '../model/once-for.ts';

type Seen = JudgedOf<'reference'>;
const byName = onceFor((references: readonly Seen[]): ReadonlyMap<string, Seen | 'several'> => {
  const found = new Map<string, Seen | 'several'>();
  // Whatever agrees is one fact.
  for (const one of references) found.set(one.name, found.has(one.name) ? 'several' : one);
  return found;
});

export interface Pin {
  /** The name as it was written, with its tag and the digest. */
  readonly to: string;
  readonly say: string;
}
/** `text` is what `name` was parsed from. A name without a tag gets the one that it meant. */
export function pinOf(text: string, name: ImageName, world: World): Pin | undefined {
  const full = fullNameOf(name);
  const seen = full === undefined ? undefined : byName(world.facts('reference')).get(full);
  if (seen === undefined || seen === 'several') return undefined;
  const where = seen.at[0]?.path ?? '';
  return {
    to: `${text}${name.tag === undefined ? ':latest' : ''}@${seen.digest}`,
    say: `pin ${text} to the digest that it stood for in ${where}`,
  };
}

// Where a later RUN of a stage deletes a file that an earlier instruction brought in.
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { lastPart } from './downloads.ts';
import { invocationsIn, operandsOf, type Invocation } from './invocation.ts';
import { onceFor } from '../../model/once-for.ts';

interface Removals {
  readonly order: ReadonlyMap<Instruction, number>;
  /** By the file's last name, the last time that it is deleted. */
  readonly last: ReadonlyMap<string, Invocation>;
}

export function removalOf(stage: Stage, from: Instruction, name: string): Invocation | undefined {
  const { order, last } = removalsIn(stage);
  const found = last.get(name);
  const isLater = found !== undefined && (order.get(found.instruction) ?? -1) > (order.get(from) ?? Infinity);
  return isLater ? found : undefined;
}
const removalsIn = onceFor((stage: Stage): Removals => {
  const { instructions } = stage;
  const last = new Map(instructions.flatMap(deletedIn));
  const found: Removals = { order: new Map(instructions.map((one, index) => [one, index])), last };
  return found;
});
function deletedIn(instruction: Instruction): readonly (readonly [name: string, invocation: Invocation])[] {
  return invocationsIn(instruction)
    .filter(({ program }) => /^(?:rm|shred|unlink)$/u.test(program))
    .flatMap((invocation) =>
      operandsOf(invocation).map((path) => [lastPart(path.replace(/\/+$/u, '')), invocation] as const),
    );
}
/** Whether the same instruction deletes it. */
export function isRemovedIn(instruction: Instruction, name: string): boolean {
  return deletedIn(instruction).some(([deleted]) => deleted === name);
}

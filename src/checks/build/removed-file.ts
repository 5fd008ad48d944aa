// Where a later RUN of the stage deletes a file that an earlier instruction brought in.
import type { Instruction, Stage } from '../../model/facts.ts';
import { lastPart } from './downloads.ts';
import { invocationsIn, operandsOf, type Invocation } from './invocation.ts';

export function removalOf({ instructions }: Stage, from: Instruction, name: string): Invocation | undefined {
  for (const instruction of instructions.slice(instructions.indexOf(from) + 1)) {
    const found = removalIn(instruction, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
export function removalIn(instruction: Instruction, name: string): Invocation | undefined {
  return invocationsIn(instruction).find(
    (invocation) =>
      /^(?:rm|shred|unlink)$/u.test(invocation.program) &&
      operandsOf(invocation).some((path) => lastPart(path.replace(/\/+$/u, '')) === name),
  );
}

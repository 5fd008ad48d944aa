// Edits of a Dockerfile that many fixes are made of.
import type { Message } from '../../model/check.ts';
import type { InstructionRef, ModelEdit } from '../../model/edit.ts';
import type { Instruction } from '../../model/facts.ts';
import type { Build } from './final-stages.ts';

/** Part of a message: no fix where there is nothing to edit. */
export function fixBy(say: string, edits: readonly ModelEdit[]): Pick<Message, 'fix'> {
  return edits.length === 0 ? {} : { fix: { say, edits } };
}
export function removeInstruction(build: Build, instruction: Instruction): ModelEdit[] {
  return [{ op: 'remove-instruction', target: { fact: build.id }, ...refOf(instruction) }];
}
function refOf({ keyword, text, at }: Instruction): InstructionRef {
  return { keyword, text, at };
}

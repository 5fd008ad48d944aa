// Edits of a Dockerfile that many fixes are made of.
import type { Message } from '../../model/check.ts';
import type { InstructionRef, ModelEdit } from '../../model/edit.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import type { Build } from './final-stages.ts';

/** Part of a message: no fix where there is nothing to edit. */
export function fixBy(say: string, edits: readonly ModelEdit[]): Pick<Message, 'fix'> {
  return edits.length === 0 ? {} : { fix: { say, edits } };
}
export function instructionsOf(stages: readonly Stage[], ...keywords: readonly string[]): readonly Instruction[] {
  return stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keywords.includes(keyword)));
}

/** `value` is the whole new instruction; what runs over several lines is left to people. */
export function setInstruction(build: Build, instruction: Instruction, value: string): ModelEdit[] {
  if (instruction.endLine !== instruction.at.line) return [];
  return [{ op: 'set-instruction', target: { fact: build.id }, ...refOf(instruction), value }];
}
export function insertBefore(build: Build, instruction: Instruction, value: string): ModelEdit[] {
  return [{ op: 'insert-before', target: { fact: build.id }, ...refOf(instruction), value }];
}
export function removeInstruction(build: Build, instruction: Instruction): ModelEdit[] {
  return [{ op: 'remove-instruction', target: { fact: build.id }, ...refOf(instruction) }];
}
export function removeBlankLines(build: Build, instruction: Instruction): ModelEdit[] {
  return [{ op: 'remove-blank-lines', target: { fact: build.id }, ...refOf(instruction) }];
}
/** Makes one RUN of it and the one behind it. */
export function joinNext(build: Build, instruction: Instruction): ModelEdit[] {
  return [{ op: 'join-next', target: { fact: build.id }, ...refOf(instruction) }];
}
function refOf({ keyword, text, at }: Instruction): InstructionRef {
  return { keyword, text, at };
}

/** Puts `to` in place of text of the instruction that stands in it once. */
export function replaceOnce(build: Build, instruction: Instruction, from: string, to: string): ModelEdit[] {
  const { text, written, flags } = instruction;
  const first = text.indexOf(from);
  if (first === -1 || text.includes(from, first + 1)) return [];
  if (`${written} ${Object.entries(flags).flat().join(' ')}`.includes(from)) return [];
  return [{ op: 'replace-text', target: { fact: build.id }, from, to, at: instruction.at }];
}
/** Takes one word away, with the instruction where it has no other. */
export function removeWord(build: Build, instruction: Instruction, word: string): ModelEdit[] {
  const { args, isJson, at, endLine } = instruction;
  if (args.length === 1) return removeInstruction(build, instruction);
  if (isJson || endLine !== at.line) return [];
  return replaceOnce(build, instruction, args[0]?.raw === word ? `${word} ` : ` ${word}`, '');
}

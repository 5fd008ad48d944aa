// Finds options and variables that switch a protection off, wherever the image's content comes from.
import type { Message } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { pairsOf } from './assignments.ts';
import { fixBy, instructionsOf, removeInstruction, removeWord, replaceOnce } from './edits.ts';
import { contributingStages, type Build } from './final-stages.ts';
import { showWords } from './shown-words.ts';
import { linesInto, withoutLine, writersIn, type WrittenLine } from './written-lines.ts';
import { commandField, invocationsIn, invocationsOf, operandsOf, replaceWord, type Invocation } from './invocation.ts';

export interface Removal {
  /** What is left of the argument. */
  without?(arg: string): string | undefined;
  /** Whether the word behind it is its value. */
  takesValue?(arg: string): boolean;
}
/**
 * Programs called with an argument that `isOff` accepts; the argument is what the fix takes away, or puts what is left
 * of it in its place, or the whole RUN goes where it does nothing else than writing the setting down.
 */
export function* forbiddenArguments(
  build: Build,
  programs: RegExp,
  isOff: (arg: string, invocation: Invocation) => boolean,
  removal: Removal = {},
): Generator<Message> {
  for (const invocation of invocationsOf(contributingStages(build), programs)) {
    const arg = invocation.args.find((candidate) => isOff(candidate, invocation));
    if (arg === undefined) continue;
    const edits = withoutArgument(build, invocation, { arg, removal });
    yield {
      key: `${invocation.program} ${operandsOf(invocation).join(' ')}`,
      what: `${invocation.program} is called with ${arg}${valueBehind(invocation, arg)}`,
      fields: [commandField(invocation)],
      ...(edits.length === 0 ? {} : { fix: { say: `take ${arg} away`, edits } }),
    };
  }
}

/** Of a switch whose name alone says nothing. */
function valueBehind({ args }: Invocation, arg: string): string {
  const value = arg.includes('=') ? '' : (args[args.indexOf(arg) + 1] ?? '');
  return /^(?:false|0|no|off)$/iu.test(value) ? ` ${value}` : '';
}
function withoutArgument(
  build: Build,
  invocation: Invocation,
  { arg, removal }: { readonly arg: string; readonly removal: Removal },
): ModelEdit[] {
  const rest = removal.without?.(arg);
  if (rest !== undefined) return replaceWord(build, invocation, arg, rest);
  const edits = removeArgument(build, invocation, { arg, isValued: removal.takesValue?.(arg) === true });
  return edits.length > 0 || !isOnlySetting(invocation) ? edits : removeInstruction(build, invocation.instruction);
}
function isOnlySetting({ program, args, instruction }: Invocation): boolean {
  const writes = /^(?:echo|printf)$/u.test(program) || args[0] === 'config';
  return writes && invocationsIn(instruction).length === 1;
}
function removeArgument(
  build: Build,
  { command, instruction }: Invocation,
  { arg, isValued }: { readonly arg: string; readonly isValued: boolean },
): ModelEdit[] {
  const words = command.args.map(({ raw }) => raw);
  const from = isValued ? ` ${arg} ${words[words.indexOf(arg) + 1] ?? ''}` : ` ${arg}`;
  if (!arg.startsWith('--') && !/^-[A-Za-z]$/u.test(arg)) return [];
  if (!words.includes(arg) || words.some((raw) => raw !== arg && raw.startsWith(arg))) return [];
  if (!(instruction.args[0]?.raw.includes(from) ?? false)) return [];
  return [{ op: 'replace-text', target: { fact: build.id }, from, to: '', at: command.at }];
}

/** Lines that `isOff` accepts and that are written into files of such a path; the line is what the fix takes away. */
export function* forbiddenLines(
  build: Build,
  file: RegExp,
  isOff: (line: string, written: WrittenLine) => boolean,
): Generator<Message> {
  for (const written of contributingStages(build).flatMap((stage) => [...linesInto(writersIn(stage), file)])) {
    const { line, path, field } = written;
    if (!isOff(line, written)) continue;
    const shown = showWords(line.split(/\s+/u));
    const edits = withoutLine(build, written);
    yield {
      key: `${path} ${shown}`,
      what: `${path} says ${shown}`,
      fields: [field],
      ...fixBy(`take ${shown} away`, edits),
    };
  }
}

/** What stands beside the forbidden part of a value stays. */
interface VariableScope {
  readonly stages?: readonly Stage[];
  part?(value: string): string | undefined;
}
/** ENV of these names with a value that `isOff` accepts. */
export function* forbiddenVariables(
  build: Build,
  isOff: (name: string, value: string) => boolean,
  { stages = contributingStages(build), part }: VariableScope = {},
): Generator<Message> {
  for (const stage of stages) {
    for (const field of stage.env) {
      if (!isKnown(field) || field.value.value === undefined) continue;
      const { name, value } = field.value;
      if (!isOff(name, value)) continue;
      const instruction = instructionsOf([stage], 'ENV').find(({ at }) => at.line === locationOf(field)?.line);
      const taken = part?.(value);
      yield {
        key: `ENV ${name}`,
        what: `ENV ${name}=${value.slice(0, 80)}`,
        fields: [{ name: `ENV ${name}`, field }],
        ...(instruction !== undefined &&
          (taken === undefined || taken === value.trim()
            ? fixBy(`take ${name} away`, removeVariable(build, instruction, name))
            : fixBy(`take ${taken} out of ${name}`, removePart(build, instruction, taken)))),
      };
    }
  }
}
/** The same, and what is set for a command of a RUN. */
export function* forbiddenSettings(build: Build, isOff: (name: string, value: string) => boolean): Generator<Message> {
  yield* forbiddenVariables(build, isOff);
  for (const invocation of invocationsOf(contributingStages(build))) {
    const { command, instruction } = invocation;
    const own = command.assigned ?? [];
    const handed = handsOn.has(command.name.text ?? '') ? command.args : [];
    for (const word of [...own, ...handed]) {
      const [, name = '', value = ''] = assignment.exec(word.text ?? '') ?? [];
      if (name === '' || !isOff(name, value)) continue;
      yield {
        key: `RUN ${name}`,
        what: `a RUN sets ${name}=${value.slice(0, 80)}`,
        fields: [commandField(invocation)],
        ...fixBy(
          `take ${name} away`,
          replaceOnce(build, instruction, own.includes(word) ? `${word.raw} ` : `export ${word.raw} && `, ''),
        ),
      };
    }
  }
}
const handsOn = new Set(['export', 'env', 'declare']);
const assignment = /^([A-Za-z_]\w{0,100})=(.*)$/su;
function removePart(build: Build, instruction: Instruction, part: string): ModelEdit[] {
  const before = replaceOnce(build, instruction, ` ${part}`, '');
  return before.length > 0 ? before : replaceOnce(build, instruction, `${part} `, '');
}
function removeVariable(build: Build, instruction: Instruction, name: string): ModelEdit[] {
  const word = instruction.args.find(({ raw }) => raw.startsWith(`${name}=`));
  // The old form sets one variable.
  if (word === undefined) return pairsOf(instruction).length === 0 ? removeInstruction(build, instruction) : [];
  return removeWord(build, instruction, word.raw);
}

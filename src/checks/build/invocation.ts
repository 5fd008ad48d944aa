// How a program is called in a RUN: looks through sudo, env and their like, and tells options from operands.
import type { ModelEdit } from '../../model/edit.ts';
import type { Command, Instruction, Stage } from '../../model/build-facts.ts';
import { declared, type FieldRef } from '../../model/field.ts';
import type { Build } from './final-stages.ts';
import { showWords } from './shown-words.ts';
import { onceFor } from '../../model/once-for.ts';

/** A command and what it calls. */
export interface Call {
  /** Without its folder; '' where a variable names it. */
  readonly program: string;
  /** Texts of the arguments; where a variable is in one, as written. */
  readonly args: readonly string[];
  readonly command: Command;
}
export interface Invocation extends Call {
  readonly instruction: Instruction;
}
/** Programs that run another one, with the options of theirs that take a value. */
const wrappers: ReadonlyMap<string, string> = new Map([
  ['sudo', '-u -g -h -p -C -r -t --user --group'],
  ['doas', '-u -C'],
  ['gosu', ''],
  ['env', '-u -C -S'],
  ['exec', '-a'],
  ['command', ''],
  ['builtin', ''],
  ['time', '-o -f'],
  ['nice', '-n'],
  ['nohup', ''],
  ['timeout', '-s -k'],
  ['eatmydata', ''],
]);
const assignmentPattern = /^[A-Za-z_]\w*=/u;

/** In the order of the file; of these programs, where any are named. */
export function invocationsOf(stages: readonly Stage[], programs?: RegExp): readonly Invocation[] {
  return stages.flatMap((stage) => {
    const calls = callsOf(stage);
    if (programs === undefined) return calls.all;
    const wanted = new Set([...calls.programs].filter((program) => programs.test(program)));
    return wanted.size === 0 ? [] : calls.all.filter(({ program }) => wanted.has(program));
  });
}
interface Calls {
  readonly all: readonly Invocation[];
  readonly programs: ReadonlySet<string>;
}
const callsOf = onceFor((stage: Stage): Calls => {
  const all = stage.instructions.flatMap(invocationsIn);
  const calls: Calls = { all, programs: new Set(all.map(({ program }) => program)) };
  return calls;
});
export const invocationsIn = onceFor((instruction: Instruction): readonly Invocation[] =>
  instruction.commands.map((command) => ({ ...toCall(command), instruction })),
);

export function toCall(command: Command): Call {
  const all = [command.name, ...command.args];
  const words = all.map(({ text, raw }) => text ?? raw);
  const start = programAt(words);
  return { program: baseName(all[start]?.text ?? ''), args: words.slice(start + 1), command };
}

function programAt(words: readonly string[]): number {
  let at = 0;
  for (let depth = 0; depth < 4; depth++) {
    const program = baseName(words[at] ?? '');
    const valued = wrappers.get(program)?.split(' ');
    if (valued === undefined || at + 1 >= words.length) return at;
    let next = at + 1;
    while (next < words.length) {
      const word = words[next] ?? '';
      if (!word.startsWith('-') && !(program === 'env' && assignmentPattern.test(word))) break;
      next += valued.includes(word) ? 2 : 1;
    }
    if (program === 'timeout' || program === 'gosu') next++;
    if (next >= words.length) return at;
    at = next;
  }
  return at;
}
function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** Arguments that are no options. A value that follows its option counts too: `-o x` gives `x`. */
export function operandsOf({ args }: Pick<Invocation, 'args'>): readonly string[] {
  return args.filter((arg) => !arg.startsWith('-'));
}
/** `-y` is also found in `-qy`; a long option also with its value, `--x=y`. */
export function hasOption({ args }: Pick<Invocation, 'args'>, ...options: readonly string[]): boolean {
  return args.some((arg) => options.some((option) => isOption(arg, option)));
}
function isOption(arg: string, option: string): boolean {
  if (option.startsWith('--')) return arg === option || arg.startsWith(`${option}=`);
  return arg === option || (option.length === 2 && /^-[A-Za-z]+$/u.test(arg) && arg.includes(option[1] ?? '-', 1));
}

/** The command as evidence. */
export function commandField({ command, instruction }: Pick<Invocation, 'command' | 'instruction'>): FieldRef {
  return { name: instruction.keyword, field: shownCommand(command) };
}
const shownCommand = onceFor((command: Command) =>
  declared(showWords([command.name, ...command.args].map(({ raw }) => raw)), command.at),
);
/** An instruction as evidence. */
export function instructionField(instruction: Instruction): FieldRef {
  const { keyword, args } = instruction;
  // The text of a RUN is one word here.
  const words = keyword === 'RUN' ? (args[0]?.raw.slice(0, 4096).split(/\s+/u) ?? []) : args.map(({ raw }) => raw);
  return { name: keyword, field: declared(showWords([keyword, ...words]), instruction.at) };
}
/** Puts `to` in place of a word of the command, where the word cannot be mistaken for an earlier one. */
export function replaceWord(
  build: Build,
  invocation: Pick<Invocation, 'command'>,
  from: string,
  to: string,
): ModelEdit[] {
  const { command } = invocation;
  const raws = [command.name, ...command.args].map(({ raw }) => raw);
  const index = raws.indexOf(from);
  if (index === -1 || raws.slice(0, index).some((raw) => raw.includes(from))) return [];
  return [{ op: 'replace-text', target: { fact: build.id }, from, to, at: command.at }];
}

/** Adds a command behind the last one of a RUN, where the text ends with that command. */
export function appendCommand(build: Build, instruction: Instruction, text: string): ModelEdit[] {
  const last = instruction.commands.at(-1);
  const word = last?.args.at(-1)?.raw ?? '';
  const whole = instruction.args[0]?.raw.trimEnd() ?? '';
  if (last === undefined || !whole.endsWith(` ${word}`)) return [];
  return replaceWord(build, { command: last }, word, `${word} && ${text}`);
}

/** Folders that a RUN has mounted from the builder, so that what is written there stays out of the image. */
export function mountedFolders({ flags }: Instruction): readonly string[] {
  return (flags['mount'] ?? '')
    .split('\n')
    .filter((mount) => /(?:^|,)type=(?:cache|tmpfs)(?:,|$)/u.test(mount))
    .flatMap((mount) => mount.split(','))
    .flatMap((part) => {
      const match = /^(?:target|dst|destination)=(.+)$/u.exec(part);
      return match?.[1] === undefined ? [] : [match[1].replace(/\/$/u, '')];
    });
}

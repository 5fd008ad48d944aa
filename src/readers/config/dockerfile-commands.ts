// Which commands a RUN runs, each with its place in the Dockerfile, and which texts they are given.
import type { Command, Instruction } from '../../model/build-facts.ts';
import { positionAt, type DockerfileInstruction } from '../../syntax/dockerfile.ts';
import { findShellSource } from '../../syntax/dockerfile-shell.ts';
import { findScriptArgument, isShell, type ParseShell } from '../../syntax/shell.ts';
import { plainTexts, textsOf, type TextsOptions } from './dockerfile-texts.ts';

type Ran = Pick<Instruction, 'commands' | 'texts'>;

/** No commands without a parser, which is how the shells of Windows come here. */
export function readCommands(
  instruction: DockerfileInstruction,
  parseShell: ParseShell | undefined,
  options: TextsOptions,
): Ran {
  if (instruction.json !== undefined)
    return { commands: readJsonCommand(instruction.json, instruction, parseShell, options), texts: [] };
  const source = findShellSource(instruction);
  if (source === undefined || parseShell === undefined)
    return { commands: [], texts: plainTexts(instruction, options) };
  const { commands, documents, problem } = parseShell(source.text);
  if (problem !== undefined) {
    const { line } = positionAt(source.segments, problem.offset);
    options.report({ code: problem.code, line, why: `shell: ${problem.message}` });
  }
  const isFollowed = problem === undefined || commands.length > 0;
  return {
    commands: commands.map(({ offset, ...command }) => {
      const { line, column } = positionAt(source.segments, offset);
      return { ...command, at: { path: options.path, line, column } };
    }),
    texts: isFollowed ? textsOf(documents, source.segments, options) : plainTexts(instruction, options),
  };
}

function readJsonCommand(
  words: readonly string[],
  instruction: DockerfileInstruction,
  parseShell: ParseShell | undefined,
  options: TextsOptions,
): readonly Command[] {
  const [name, ...rest] = words.map((text) => ({ raw: text, text }));
  if (name === undefined) return [];
  const at = { path: options.path, line: instruction.startLine, column: 1 };
  const outer: Command = { name, args: rest, at, isPiped: false };
  const index = isShell(name.text) ? findScriptArgument(rest) : undefined;
  const script = index === undefined ? undefined : rest[index]?.text;
  if (script === undefined || parseShell === undefined) return [outer];
  const { commands, problem } = parseShell(script);
  if (problem !== undefined) {
    options.report({ code: problem.code, line: instruction.startLine, why: `shell: ${problem.message}` });
  }
  return [
    outer,
    ...commands.map(({ name: inner, args, assigned, isPiped, file }) => ({
      name: inner,
      args,
      ...(assigned && { assigned }),
      at,
      isPiped,
      ...(file && { file }),
    })),
  ];
}

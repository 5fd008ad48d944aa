// Which commands a RUN runs, each with its place in the Dockerfile.
import type { Command } from '../../model/facts.ts';
import type { UnknownCode } from '../../model/unknown.ts';
import { positionAt, type DockerfileInstruction } from '../../syntax/dockerfile.ts';
import { findShellSource } from '../../syntax/dockerfile-shell.ts';
import { findScriptArgument, isShell, type ParseShell } from '../../syntax/shell.ts';

interface CommandsOptions {
  readonly path: string;
  report(problem: { readonly code: UnknownCode; readonly line: number; readonly why: string }): void;
}

/** Empty without a parser, which is how the shells of Windows come here. */
export function readCommands(
  instruction: DockerfileInstruction,
  parseShell: ParseShell | undefined,
  options: CommandsOptions,
): readonly Command[] {
  if (instruction.json !== undefined) return readJsonCommand(instruction.json, instruction, parseShell, options);
  const source = findShellSource(instruction);
  if (source === undefined || parseShell === undefined) return [];
  const { commands, problem } = parseShell(source.text);
  if (problem !== undefined) {
    const { line } = positionAt(source.segments, problem.offset);
    options.report({ code: problem.code, line, why: `shell: ${problem.message}` });
  }
  return commands.map(({ name, args, offset, isPiped }) => {
    const { line, column } = positionAt(source.segments, offset);
    return { name, args, at: { path: options.path, line, column }, isPiped };
  });
}

function readJsonCommand(
  words: readonly string[],
  instruction: DockerfileInstruction,
  parseShell: ParseShell | undefined,
  options: CommandsOptions,
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
  return [outer, ...commands.map(({ name: inner, args, isPiped }) => ({ name: inner, args, at, isPiped }))];
}

// A Dockerfile as its writer sees it: the text, its lines, and the instructions that stand on them.
import { parseDockerfile } from '../syntax/dockerfile.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { lineStartsOf } from './text-edit.ts';

export interface Parsed {
  readonly text: string;
  readonly starts: readonly number[];
  readonly instructions: readonly DockerfileInstruction[];
  /** What continues a line. */
  readonly escape: string;
}

export function parseLines(text: string): Parsed {
  const { instructions, directives } = parseDockerfile(text);
  return { text, starts: lineStartsOf(text), instructions, escape: directives.get('escape') ?? '\\' };
}
/** Offset of the line's first character; lines count from 1. */
export function startOfLine(parsed: Parsed, line: number): number {
  const bom = parsed.text.codePointAt(0) === 0xfeff && line === 1 ? 1 : 0;
  return (parsed.starts[line - 1] ?? parsed.text.length) + bom;
}
/** Offset behind the instruction's last line. */
export function endOf(parsed: Parsed, instruction: DockerfileInstruction | undefined): number {
  return parsed.starts[instruction?.endLine ?? 0] ?? parsed.text.length;
}
/** Comments right above an instruction stay with it. */
export function startAboveComments(parsed: Parsed, instruction: DockerfileInstruction): number {
  let line = instruction.startLine;
  while (
    line > 1 &&
    lineText(parsed, line - 1)
      .trimStart()
      .startsWith('#')
  )
    line -= 1;
  return startOfLine(parsed, line);
}
function lineText(parsed: Parsed, line: number): string {
  return parsed.text.slice(startOfLine(parsed, line), parsed.starts[line] ?? parsed.text.length);
}

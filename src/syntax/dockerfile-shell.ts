// What text a RUN hands to the shell, and where each character of it stands in the Dockerfile.
// https://docs.docker.com/reference/dockerfile/#run
import type { DockerfileInstruction, Heredoc, Segment } from './dockerfile.ts';

interface ShellSource {
  readonly text: string;
  readonly segments: readonly Segment[];
}
const shebangPattern = /^#!\s*(?:\/usr\/bin\/env\s+)?(?:\S*\/)?(\w+)/u;

/** Undefined where another interpreter gets it, or none: a JSON array is no shell text. */
export function findShellSource(instruction: DockerfileInstruction): ShellSource | undefined {
  if (instruction.json !== undefined) return undefined;
  const [first] = instruction.heredocs;
  if (first === undefined) return { text: instruction.text, segments: instruction.segments };
  if (instruction.text === first.raw) return scriptOf(first);
  return withBodies(instruction);
}

/** A here-document alone is the script itself. */
function scriptOf(heredoc: Heredoc): ShellSource | undefined {
  const interpreter = heredoc.content.startsWith('#!') ? shebangPattern.exec(heredoc.content.slice(0, 256))?.[1] : 'sh';
  if (interpreter === undefined || !/^(?:ba|da|k|z|a)?sh$/u.test(interpreter)) return undefined;
  return { text: heredoc.content, segments: lineSegments(heredoc.content, 0, heredoc.startLine) };
}

function withBodies(instruction: DockerfileInstruction): ShellSource {
  let text = `${instruction.text}\n`;
  const segments = [...instruction.segments];
  for (const heredoc of instruction.heredocs) {
    const body = `${heredoc.content}${heredoc.name}\n`;
    segments.push(...lineSegments(body, text.length, heredoc.startLine));
    text += body;
  }
  return { text, segments };
}

function lineSegments(text: string, offset: number, startLine: number): Segment[] {
  const segments: Segment[] = [];
  let line = startLine;
  for (let at = 0; at < text.length; line++) {
    segments.push({ offset: offset + at, line, column: 1 });
    const end = text.indexOf('\n', at);
    at = end === -1 ? text.length : end + 1;
  }
  return segments;
}

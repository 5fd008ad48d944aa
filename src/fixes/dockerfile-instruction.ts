// Edits of whole instructions: one is put in the place of another, before it, or taken away with its own lines only.
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { endOf, startAboveComments, startOfLine, type Parsed } from './dockerfile-lines.ts';
import type { PlacedEdit, Plan } from './placed-edit.ts';
import { insertLines, lineEndOf, type TextEdit } from './text-edit.ts';

type InstructionEdit = Extract<PlacedEdit, { readonly keyword: string }>;

export function planInstruction(parsed: Parsed, edit: InstructionEdit): Plan {
  const index = parsed.instructions.findIndex((one) => one.startLine === edit.at.line && isMeant(one, edit));
  const instruction = parsed.instructions[index];
  if (instruction === undefined) {
    if ('value' in edit && parsed.instructions.some((one) => isSame(one, edit.value))) return [];
    return { why: `line ${String(edit.at.line ?? 1)} does not hold that ${edit.keyword}` };
  }
  switch (edit.op) {
    case 'set-instruction':
      return planSet(parsed, instruction, edit.value);
    case 'insert-before': {
      const before = parsed.instructions[index - 1];
      if (before !== undefined && isSame(before, edit.value)) return [];
      return [insertLines(parsed.text, startAboveComments(parsed, instruction), edit.value.split('\n'))];
    }
    case 'remove-instruction':
      return [{ from: startOfLine(parsed, instruction.startLine), to: endOf(parsed, instruction), text: '' }];
    case 'remove-blank-lines':
      return instruction.gaps.map((line) => ({
        from: startOfLine(parsed, line),
        to: parsed.starts[line] ?? parsed.text.length,
        text: '',
      }));
    case 'join-next':
      return planJoin(parsed, instruction, parsed.instructions[index + 1]);
  }
}
function isMeant(instruction: DockerfileInstruction, { keyword, text }: InstructionEdit): boolean {
  return instruction.keyword === keyword && instruction.text === text;
}
/** Whether the last of what would be written stands there. */
function isSame({ written, text }: DockerfileInstruction, value: string): boolean {
  return `${written} ${text}` === value.slice(value.lastIndexOf('\n') + 1);
}

/** Comments and continuations of an instruction over several lines would be lost, so that stays. */
function planSet(parsed: Parsed, instruction: DockerfileInstruction, value: string): Plan {
  const { startLine, endLine, text, segments } = instruction;
  if (startLine !== endLine) return { why: `the instruction at line ${String(startLine)} runs over several lines` };
  const start = startOfLine(parsed, startLine);
  const from = parsed.text.indexOf(instruction.written, start);
  const argument = start + (segments[0]?.column ?? 1) - 1;
  if (!parsed.text.startsWith(text, argument)) return { why: 'the instruction is not where it was read' };
  return [{ from, to: argument + text.length, text: value.replaceAll('\n', lineEndOf(parsed.text)) }];
}

/** The line between them is continued, and what stands there stays, but for blank lines. */
function planJoin(parsed: Parsed, first: DockerfileInstruction, next: DockerfileInstruction | undefined): Plan {
  if (next === undefined || !isPlainRun(first) || !isPlainRun(next))
    return { why: 'it is not followed by a plain RUN' };
  const tail = blanksBehind(parsed, first.endLine);
  const keyword = parsed.text.indexOf(next.written, startOfLine(parsed, next.startLine));
  const blanks: TextEdit[] = [];
  for (let line = first.endLine + 1; line < next.startLine; line++) {
    const [from, to] = [startOfLine(parsed, line), parsed.starts[line] ?? parsed.text.length];
    if (parsed.text.slice(from, to).trim() === '') blanks.push({ from, to, text: '' });
  }
  const indent = ' '.repeat(next.written.length);
  return [
    { ...tail, text: ` && ${parsed.escape}` },
    ...blanks,
    { from: keyword, to: keyword + next.written.length, text: indent },
  ];
}
function isPlainRun({ keyword, flags, json, heredocs, gaps }: DockerfileInstruction): boolean {
  return keyword === 'RUN' && flags.length === 0 && json === undefined && heredocs.length === 0 && gaps.length === 0;
}
/** What stands between the line's last character that is no blank and its end. */
function blanksBehind(parsed: Parsed, line: number): { readonly from: number; readonly to: number } {
  const start = startOfLine(parsed, line);
  const text = parsed.text.slice(start, parsed.starts[line] ?? parsed.text.length).replace(/\r?\n$/u, '');
  return { from: start + text.trimEnd().length, to: start + text.length };
}

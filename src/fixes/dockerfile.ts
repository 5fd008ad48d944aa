// How an edit of a build becomes a change of its Dockerfile: https://docs.docker.com/reference/dockerfile/
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { planInstruction } from './dockerfile-instruction.ts';
import { endOf, parseLines, startAboveComments, startOfLine, type Parsed } from './dockerfile-lines.ts';
import { isRefusal } from './placed-edit.ts';
import type { PlacedEdit, Plan, RefusedEdit, WrittenFixes } from './placed-edit.ts';
import { applyEdits, collide, insertLines, isBeside, lineAt } from './text-edit.ts';
import type { TextEdit } from './text-edit.ts';

export function writeDockerfile(text: string, edits: readonly PlacedEdit[]): WrittenFixes {
  const parsed = parseLines(text);
  const changes: TextEdit[] = [];
  const done: PlacedEdit[] = [];
  const refused: RefusedEdit[] = [];
  for (const edit of edits) {
    const plan = planEdit(parsed, edit, changes);
    if (isRefusal(plan)) refused.push({ edit, why: plan.why });
    else if (plan.some((change) => changes.some((other) => clashes(change, other))))
      refused.push({ edit, why: 'another edit changes the same text' });
    else {
      changes.push(...plan.filter((change) => !changes.some((other) => isSame(change, other))));
      done.push(edit);
    }
  }
  return { text: applyEdits(text, changes), done, refused };
}
function clashes(a: TextEdit, b: TextEdit): boolean {
  return collide(a, b) && !isSame(a, b) && !isBeside(a, b) && !isBehindWord(a, b);
}
/** Options that come behind a word, and others that come or go there. */
function isBehindWord(a: TextEdit, b: TextEdit): boolean {
  const isOption = ({ from, to, text }: TextEdit): boolean => from === to && text.startsWith(' -');
  const isRemoval = ({ from, to, text }: TextEdit): boolean => from < to && text === '';
  return a.from === b.from && (isOption(a) || isOption(b)) && [a, b].every((one) => isOption(one) || isRemoval(one));
}
function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.from === b.from && a.to === b.to && a.text === b.text;
}

function planEdit(parsed: Parsed, edit: PlacedEdit, made: readonly TextEdit[]): Plan {
  if (edit.op === 'set-user') return planUser(parsed, edit.value);
  if (edit.op === 'replace-text') return planReplacement(parsed, edit, made);
  return 'keyword' in edit ? planInstruction(parsed, edit) : { why: 'a Dockerfile has no such field' };
}

const changesFiles: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR', 'VOLUME']);
const starts: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT']);
/** The last stage's user, after the last instruction that may need another one. */
function planUser(parsed: Parsed, value: string): Plan {
  const first = parsed.instructions.findLastIndex((one) => one.keyword === 'FROM');
  if (first === -1) return { why: 'there is no FROM' };
  const stage = parsed.instructions.slice(first);
  const user = stage.findLastIndex((one) => one.keyword === 'USER');
  const changing = stage.findLastIndex((one) => changesFiles.has(one.keyword));
  const old = stage[user];
  if (old !== undefined && old.text === value) return [];
  if (old !== undefined && user > changing) return replaceArguments(parsed, old, value);
  const after = Math.max(changing, user, 0);
  const next = stage.findIndex((one, index) => index > after && starts.has(one.keyword));
  const before = stage[next];
  if (before === undefined && runsOn(parsed)) return { why: 'the last instruction runs on beyond the end of the file' };
  const offset = before === undefined ? endOf(parsed, stage.at(-1)) : startAboveComments(parsed, before);
  return [insertLines(parsed.text, offset, [`USER ${value}`])];
}
function replaceArguments(parsed: Parsed, old: DockerfileInstruction, value: string): Plan {
  const segment = old.segments[0];
  if (segment === undefined || old.startLine !== old.endLine) return { why: 'USER runs over several lines' };
  const from = startOfLine(parsed, segment.line) + segment.column - 1;
  if (!parsed.text.startsWith(old.text, from)) return { why: 'USER is not where it was read' };
  return [{ from, to: from + old.text.length, text: value }];
}

/** The file ends in a line that the next one would continue. */
function runsOn({ text, escape }: Parsed): boolean {
  return text.trimEnd().endsWith(escape);
}

/** The first place at or after the edit's own, within its instruction, that nothing else has changed. */
function planReplacement(
  parsed: Parsed,
  edit: Extract<PlacedEdit, { op: 'replace-text' }>,
  made: readonly TextEdit[],
): Plan {
  const line = edit.at.line ?? 1;
  const instruction = parsed.instructions.find((one) => one.startLine <= line && line <= one.endLine);
  if (instruction === undefined || edit.from === '') return { why: `line ${String(line)} holds no instruction` };
  const end = endOf(parsed, instruction);
  let at = startOfLine(parsed, line) + (edit.at.column ?? 1) - 1;
  let isTaken = false;
  while (at !== -1 && at < end) {
    at = parsed.text.indexOf(edit.from, at);
    if (at === -1 || at + edit.from.length > end) break;
    if (isReplaced(parsed.text, at, edit)) return [];
    const change = toChange(parsed, at, { ...edit, ends: inBody(instruction, parsed, at) ? '' : parsed.escape });
    if (!made.some((other) => isSame(change, other) || clashes(change, other))) return [change];
    isTaken = true;
    at += 1;
  }
  if (isTaken) return { why: 'another edit changes the same text' };
  if (parsed.text.slice(startOfLine(parsed, line), end).includes(edit.to)) return [];
  return { why: `${JSON.stringify(edit.from.slice(0, 80))} is not at line ${String(line)}` };
}
/** Lines of a here-document stand for themselves. */
function inBody({ heredocs }: DockerfileInstruction, { starts }: Parsed, at: number): boolean {
  const line = lineAt(starts, at) + 1;
  return heredocs.some(({ startLine, endLine }) => startLine <= line && line < endLine);
}
/** Where text only comes behind what is there, others may add theirs; a line that would be left with its end only goes. */
function toChange(
  { text, starts }: Parsed,
  at: number,
  { from, to, ends }: { readonly from: string; readonly to: string; readonly ends: string },
): TextEdit {
  const end = at + from.length;
  if (to.startsWith(from) && to !== from) return { from: end, to: end, text: to.slice(from.length) };
  const line = lineAt(starts, at);
  const [start = 0, next = text.length] = starts.slice(line, line + 2);
  const isWhole = to === '' && text.slice(start, at).trim() === '' && text.slice(end, next).trim() === ends;
  return isWhole && line > 0 ? { from: start, to: next, text: '' } : { from: at, to: end, text: to };
}
/** Whether the text found is part of what was put there before, such as `install` in `install -y`. */
function isReplaced(text: string, at: number, edit: Extract<PlacedEdit, { op: 'replace-text' }>): boolean {
  const within = edit.to.indexOf(edit.from);
  return within !== -1 && edit.to !== edit.from && text.startsWith(edit.to, at - within);
}

// Which containers a piece of shell starts. A pipeline's script is read by this too: its text, and where that stands.
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Near } from '../../model/reader.ts';
import type { RawRef } from '../../model/workload.ts';
import { findScriptArgument, isShell } from '../../syntax/shell.ts';
import { openScriptParser, type ParseScript, type ScriptCommand } from '../../syntax/shell-script.ts';
import { openLines } from '../../syntax/lines.ts';
import { withoutMarks, writtenOf } from './given.ts';
import { findWrapped, parseRunLine, type RunLine } from './run-line.ts';
import {
  openVariables,
  type FindConstant,
  type Place,
  type RunWord,
  type Surroundings,
  type Variables,
} from './run-variables.ts';
import { toStarted, withMountsFrom, type Start } from './run-workload.ts';

/** Marks (given.ts) stand in the text for what something else fills in before a shell sees it. */
export interface ScriptText extends Surroundings {
  readonly text: string;
  /** Leads to the file; what a command adds to the pointer is where it begins and ends there. */
  readonly raw: RawRef;
}

/** Where the first character of a text stands; those of later lines begin in the same column. */
export interface ScriptStart {
  readonly line: number;
  readonly column: number;
  /** In the file. */
  readonly offset: number;
}
const startOfFile: ScriptStart = { line: 1, column: 1, offset: 0 };
/** A script as it is written, all of a file or a part of it that begins somewhere. */
export function openScript(written: string, raw: RawRef, start: ScriptStart = startOfFile): ScriptText {
  const text = withoutMarks(written);
  const lines = openLines(text);
  return {
    text,
    open: [],
    place(from, to) {
      const { line, column } = lines.positionOf(from);
      const at = { path: raw.path, line: start.line + line - 1, column: start.column + column - 1 };
      return { at, via: [], offset: start.offset + from, end: start.offset + to };
    },
    raw,
  };
}

const mention = /\b(?:docker|podman|nerdctl)\b/i;
/** A script without such a word starts no container. */
export function mayStart(text: string): boolean {
  return mention.test(text);
}
const runMention = /\b(?:docker|podman|nerdctl)\b[^\n]{0,200}\b(?:run|create)\b/i;

export async function* draftsOfScripts(scripts: readonly ScriptText[], near?: Near): AsyncGenerator<Draft> {
  const starts: Start[] = [];
  const unknowns: UnknownDraft[] = [];
  const concerned = scripts.filter(({ text }) => mayStart(text));
  const parse = concerned.length === 0 ? undefined : await openScriptParser();
  for (const script of parse === undefined ? [] : concerned)
    if (parse !== undefined) findStarts(script, { parse, starts, unknowns, level: 0 });
  const started = await Promise.all(starts.map((start) => toStarted(start, near)));
  yield* withMountsFrom(started.map(({ workload }) => workload));
  for (const one of started) yield* one.unknowns;
  yield* unknowns;
}

interface Finding {
  readonly parse: ParseScript;
  readonly starts: Start[];
  readonly unknowns: UnknownDraft[];
  /** How often a shell was called inside a shell. */
  readonly level: number;
  /** What the script around it sets. */
  readonly around?: (name: string) => ReturnType<FindConstant>;
}
const maxLevel = 3;
const maxStarts = 1000;
function findStarts(script: ScriptText, finding: Finding): void {
  const parsed = finding.parse(script.text);
  const { problem } = parsed;
  if (problem !== undefined && runMention.test(script.text)) {
    const at = script.place(problem.offset, problem.offset);
    tell(finding, `the script could not be read: ${problem.message}`, { code: problem.code, at });
  }
  const variables = openVariables(parsed, script, finding.around);
  for (const command of parsed.commands) {
    if (finding.starts.length >= maxStarts) {
      tell(finding, `more than ${String(maxStarts)} containers`, {
        code: 'limit-reached',
        at: script.place(command.start, command.start),
      });
      return;
    }
    const words = command.words().flatMap((word) => variables.fill(word));
    const line = parseRunLine(words);
    if (line !== undefined) finding.starts.push(toStart(line, script, command));
    else if (finding.level < maxLevel) findInner(words, command, { script, finding, variables });
  }
}

function tell(
  { unknowns }: Finding,
  why: string,
  { code, at }: { readonly code: UnknownDraft['code']; readonly at: Place },
): void {
  unknowns.push({ kind: 'unknown', code, why, at: at.at, affects: ['docker-run'], incomplete: true });
}
export function toStart(
  line: RunLine,
  { raw, place }: Pick<ScriptText, 'raw' | 'place'>,
  command: { readonly start: number; readonly end: number },
): Start {
  const { tool, verb, options, image, args, clouds, first } = line;
  const { offset, end } = wholeCommand(place, command);
  return {
    format: 'docker-run',
    engine: tool === 'podman' ? 'podman' : 'docker',
    type: `${tool} ${verb}`,
    options,
    args,
    clouds,
    first,
    ...(image && { image }),
    raw: { ...raw, pointer: [...raw.pointer, offset, end] },
  };
}

interface Around {
  readonly script: ScriptText;
  readonly finding: Finding;
  readonly variables: Variables;
}
/** `sh -c '…'`, `ssh host '…'`, and a here-document for either. */
function findInner(words: readonly RunWord[], command: ScriptCommand, { script, finding, variables }: Around): void {
  const at = findWrapped(words, (name) => isShell(name) || name === 'ssh' || name === 'su' || name === 'eval');
  const first = at === undefined ? undefined : words[at];
  if (at === undefined || first === undefined) return;
  const rest = words.slice(at + 1);
  const { parse, starts, unknowns } = finding;
  const inner: Finding = { parse, starts, unknowns, level: finding.level + 1 };
  const text = innerText(first.text, rest);
  if (text !== undefined && mayStart(text.text)) {
    const whole = wholeCommand(script.place, command);
    findStarts({ ...script, ...text, place: () => ({ ...whole, at: text.at, via: text.via }) }, inner);
  }
  const heredoc = text === undefined ? command.heredoc() : undefined;
  if (heredoc === undefined || !mayStart(heredoc.text)) return;
  const { offset, filled } = heredoc;
  const place: ScriptText['place'] = (start, end) => script.place(offset + start, offset + end);
  const around = (name: string): ReturnType<FindConstant> => variables.find(name, command.start);
  findStarts({ ...script, text: heredoc.text, place }, filled ? { ...inner, around } : inner);
}
/** Of what stands in quotes no part can be found again: the command around it has to do. */
export function wholeCommand(
  place: ScriptText['place'],
  command: { readonly start: number; readonly end: number },
): Pick<Place, 'offset' | 'end'> {
  const { offset } = place(command.start, command.start + 1);
  return { offset, end: place(command.end - 1, command.end).end };
}
function innerText(name: string, rest: readonly RunWord[]): RunWord | undefined {
  if (isShell(name)) {
    const index = findScriptArgument(rest.map((word) => ({ raw: writtenOf(word, word.text), text: word.text })));
    return index === undefined ? undefined : rest[index];
  }
  return rest.find(({ text }) => /\s/.test(text) && mayStart(text));
}

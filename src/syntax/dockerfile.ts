// The grammar of a Dockerfile as BuildKit reads it: directives, continued lines, comments in between, here-documents.
// https://docs.docker.com/reference/dockerfile/ and the parser of moby/buildkit (frontend/dockerfile/parser).
import { findHeredocs, type HeredocMark } from './dockerfile-heredoc.ts';
import { findSpace, parseJsonWords, readFlags, skipSpace, type Flag } from './dockerfile-words.ts';

/** A piece of an instruction's text and the line and column of the file where it stands, both from 1. */
export interface Segment {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}
export interface Heredoc extends HeredocMark {
  /** With leading tabs taken off where `<<-` asks for it; line ends are `\n`. */
  readonly content: string;
  readonly startLine: number;
  readonly endLine: number;
}
export interface DockerfileInstruction {
  /** Upper case. */
  readonly keyword: string;
  /** The keyword as written. */
  readonly written: string;
  /** In the order written; a flag without a value has ''. */
  readonly flags: readonly Flag[];
  /** What follows keyword and flags, continued lines joined, comments gone. */
  readonly text: string;
  /** The arguments when they are a JSON array of strings. */
  readonly json?: readonly string[];
  readonly startLine: number;
  readonly endLine: number;
  readonly segments: readonly Segment[];
  readonly heredocs: readonly Heredoc[];
  /** Blank lines among its continued ones. */
  readonly gaps: readonly number[];
}
/** A comment between instructions. */
export interface DockerfileComment {
  readonly line: number;
  /** Without the `#` and the blanks around it. */
  readonly text: string;
  /** True where it is a parser directive. */
  readonly isDirective: boolean;
}
interface DockerfileProblem {
  readonly code: 'bad-syntax' | 'limit-reached';
  readonly line: number;
  readonly message: string;
}
export interface DockerfileSyntax {
  readonly directives: ReadonlyMap<string, string>;
  readonly instructions: readonly DockerfileInstruction[];
  /** At most 10,000. */
  readonly comments: readonly DockerfileComment[];
  readonly problems: readonly DockerfileProblem[];
}

/** BuildKit refuses lines longer than 64 KiB; joined ones may be longer. */
const maxInstructionLength = 1024 * 1024;
const maxInstructions = 20_000;
const maxProblems = 100;
const maxComments = 10_000;

const keywords = new Set(
  `
  ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL
  STOPSIGNAL USER VOLUME WORKDIR
`
    .trim()
    .split(/\s+/u),
);
const heredocKeywords = new Set(['RUN', 'COPY', 'ADD']);
const jsonKeywords = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'ADD', 'COPY', 'VOLUME']);
const flagKeywords = new Set(['RUN', 'COPY', 'ADD', 'FROM', 'HEALTHCHECK']);
const directiveNames = new Set(['syntax', 'escape', 'check']);
const directivePattern = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(\S.*)$/u;

interface State {
  readonly lines: readonly string[];
  /** Index of the next line. */
  next: number;
  escape: string;
  /** How many lines at the top are directives. */
  directives: number;
  readonly comments: DockerfileComment[];
  readonly problems: DockerfileProblem[];
}
interface Joined {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly startLine: number;
  readonly gaps: readonly number[];
}

/** Never throws: what cannot be understood becomes a problem and the rest goes on. */
export function parseDockerfile(source: string): DockerfileSyntax {
  const state: State = {
    lines: splitLines(source),
    next: 0,
    escape: '\\',
    directives: 0,
    comments: [],
    problems: [],
  };
  const directives = readDirectives(state);
  const instructions: DockerfileInstruction[] = [];
  while (state.next < state.lines.length) {
    if (instructions.length >= maxInstructions) {
      report(state, {
        code: 'limit-reached',
        line: state.next + 1,
        message: `more than ${maxInstructions} instructions`,
      });
      break;
    }
    const joined = readJoined(state);
    if (joined === undefined) continue;
    const instruction = toInstruction(joined, state);
    if (instruction !== undefined) instructions.push(instruction);
  }
  return { directives, instructions, comments: state.comments, problems: state.problems };
}

/** Where a character of an instruction's text stands in the file. */
export function positionAt(
  segments: readonly Segment[],
  offset: number,
): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  if (segment === undefined) return { line: 1, column: 1 };
  return { line: segment.line, column: segment.column + Math.max(0, offset - segment.offset) };
}

function splitLines(source: string): readonly string[] {
  const text = source.codePointAt(0) === 0xfeff ? source.slice(1) : source;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return text.includes('\r') ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines;
}

function report(state: State, problem: DockerfileProblem): void {
  if (state.problems.length < maxProblems) state.problems.push(problem);
}

/** Only at the very top, and only until the first line that is none. */
function readDirectives(state: State): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let index = 0; index < state.lines.length; index++) {
    const line = state.lines[index] ?? '';
    const match = line.length > 4096 ? null : directivePattern.exec(line);
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2]?.trimEnd();
    if (name === undefined || value === undefined || !directiveNames.has(name)) break;
    state.directives = index + 1;
    if (found.has(name))
      report(state, { code: 'bad-syntax', line: index + 1, message: `directive ${name} is given twice` });
    else found.set(name, value);
  }
  const escape = found.get('escape');
  if (escape === '`' || escape === '\\') state.escape = escape;
  else if (escape !== undefined)
    report(state, { code: 'bad-syntax', line: 1, message: 'escape takes ` or \\ and nothing else' });
  return found;
}

/** The next instruction's line with its continuations, or undefined for a comment or a blank. */
function readJoined(state: State): Joined | undefined {
  const startLine = state.next + 1;
  const first = state.lines[state.next++] ?? '';
  const indent = first.length - first.trimStart().length;
  if (first[indent] === '#') addComment(state, startLine, first.slice(indent + 1));
  if (indent === first.length || first[indent] === '#') return undefined;
  const gaps: number[] = [];
  const parts: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  const append = (piece: string, column: number, line: number): void => {
    segments.push({ offset: length, line, column });
    parts.push(piece);
    length += piece.length;
  };
  let body = first.slice(indent);
  let continued = continuationStart(body, state.escape);
  append(continued === undefined ? body : body.slice(0, continued), indent + 1, startLine);
  while (continued !== undefined && state.next < state.lines.length) {
    body = state.lines[state.next++] ?? '';
    const trimmed = body.trimStart();
    if (trimmed === '') gaps.push(state.next);
    if (trimmed === '' || trimmed[0] === '#') continue;
    continued = continuationStart(body, state.escape);
    append(continued === undefined ? body : body.slice(0, continued), 1, state.next);
  }
  if (length > maxInstructionLength) {
    report(state, { code: 'limit-reached', line: startLine, message: 'an instruction is longer than 1 MiB' });
    return undefined;
  }
  return { text: parts.join(''), segments, startLine, gaps };
}

function addComment(state: State, line: number, text: string): void {
  if (state.comments.length >= maxComments) return;
  state.comments.push({ line, text: text.trim(), isDirective: line <= state.directives });
}

/** Where the escape character stands that joins the next line, or undefined: a doubled one does not. */
function continuationStart(line: string, escape: string): number | undefined {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  if (end === 0 || line[end - 1] !== escape) return undefined;
  return line[end - 2] === escape ? undefined : end - 1;
}

function toInstruction(joined: Joined, state: State): DockerfileInstruction | undefined {
  const { startLine, text: whole, gaps } = joined;
  const keywordEnd = findSpace(whole);
  const written = whole.slice(0, keywordEnd);
  const keyword = written.toUpperCase();
  if (!keywords.has(keyword)) {
    const named = JSON.stringify(whole.slice(0, Math.min(keywordEnd, 40)));
    report(state, { code: 'bad-syntax', line: startLine, message: `${named} is no instruction` });
    return undefined;
  }
  const rest = skipSpace(whole, keywordEnd);
  const { flags, end: start } = flagKeywords.has(keyword)
    ? readFlags(whole, rest, state.escape)
    : { flags: [], end: rest };
  const text = whole.slice(start).trimEnd();
  const heredocs = readHeredocs(heredocScope(keyword, text), state, startLine);
  const json = jsonKeywords.has(keyword) ? parseJsonWords(text) : undefined;
  return {
    keyword,
    written,
    flags,
    text,
    ...(json === undefined ? {} : { json }),
    startLine,
    endLine: state.next,
    segments: segmentsFrom(joined.segments, start),
    heredocs,
    gaps,
  };
}

/** The text in which here-documents count; ONBUILD hands its own on. */
function heredocScope(keyword: string, text: string): string {
  if (heredocKeywords.has(keyword)) return text;
  const inner = keyword === 'ONBUILD' ? text.slice(0, findSpace(text)).toUpperCase() : '';
  return heredocKeywords.has(inner) ? text : '';
}

function readHeredocs(text: string, state: State, startLine: number): readonly Heredoc[] {
  if (!text.includes('<<')) return [];
  const found: Heredoc[] = [];
  for (const mark of findHeredocs(text)) {
    const first = state.next;
    const lines: string[] = [];
    let terminated = false;
    while (state.next < state.lines.length) {
      const line = state.lines[state.next++] ?? '';
      const body = mark.chomp ? line.replace(/^\t+/u, '') : line;
      terminated = body === mark.name;
      if (terminated) break;
      lines.push(body);
    }
    if (!terminated) {
      const message = `the here-document ${JSON.stringify(mark.name.slice(0, 40))} has no end`;
      report(state, { code: 'bad-syntax', line: startLine, message });
    }
    const content = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
    found.push({ ...mark, content, startLine: first + 1, endLine: state.next });
    if (!terminated) break;
  }
  return found;
}

/** Segments of the text that starts at `start` of the joined line. */
function segmentsFrom(segments: readonly Segment[], start: number): readonly Segment[] {
  if (start === 0) return segments;
  const { line, column } = positionAt(segments, start);
  const rest = segments
    .filter((segment) => segment.offset > start)
    .map((segment) => ({ offset: segment.offset - start, line: segment.line, column: segment.column }));
  return [{ offset: 0, line, column }, ...rest];
}

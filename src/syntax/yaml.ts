// YAML text to trees with positions, one bad document not costing the others.
// https://yaml.org/spec/1.2.2/ ; the grammar is js-yaml's, whose events carry source offsets.
import { parseEvents, YAMLException, type Event } from 'js-yaml';
import { treeLimits } from './tree.ts';
import type { ParsedPart, ParsedText, SyntaxProblem, TreeLimits, YamlDocument } from './tree.ts';
import { buildTrees, TooManyNodes } from './yaml-tree.ts';

/** Above this, documents are parsed one at a time, so that only one has its events in memory. */
const maxWhole = 1 << 20;

export function parseYaml(text: string, limits: TreeLimits = treeLimits): ParsedText {
  const documents: YamlDocument[] = [];
  const problems: SyntaxProblem[] = [];
  for (const part of parseYamlParts(text, limits)) {
    for (const document of part.documents) documents.push(document);
    problems.push(...part.problems);
  }
  return { text, documents, problems };
}
/** Part by part, in their order: whoever is done with the documents of one lets go of them before the next is parsed. */
export function* parseYamlParts(text: string, limits: TreeLimits = treeLimits): Generator<ParsedPart> {
  if (text.length <= maxWhole) {
    const whole = parsePiece({ text, offset: 0, document: 0, limits, nodesLeft: limits.maxNodes });
    if (whole.problem === undefined) {
      yield { documents: whole.documents, problems: [] };
      return;
    }
  }
  let document = 0;
  let nodesLeft = limits.maxNodes;
  for (const { start, end } of splitDocuments(text)) {
    const piece = parsePiece({ text: text.slice(start, end), offset: start, document, limits, nodesLeft });
    nodesLeft -= piece.nodes;
    document += piece.documents.length;
    yield { documents: piece.documents, problems: piece.problem === undefined ? [] : [piece.problem] };
  }
}

interface Piece {
  readonly text: string;
  /** Where the piece begins in the whole text. */
  readonly offset: number;
  /** Number of its first document. */
  readonly document: number;
  readonly limits: TreeLimits;
  readonly nodesLeft: number;
}
interface ParsedPiece {
  readonly documents: readonly YamlDocument[];
  readonly problem?: SyntaxProblem;
  readonly nodes: number;
}
function parsePiece(piece: Piece): ParsedPiece {
  const { text, offset, limits, nodesLeft } = piece;
  const tooMany = `more than ${String(limits.maxNodes)} values`;
  if (mostNodes(text) > nodesLeft) return failed(piece, { code: 'limit-reached', why: tooMany, offset });
  let events: readonly Event[];
  try {
    events = parseEvents(text, { maxDepth: limits.maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return failed(piece, toProblem(error, piece));
  }
  try {
    return buildTrees(text, events, { offset, maxNodes: nodesLeft });
  } catch (error) {
    if (!(error instanceof TooManyNodes)) throw error;
    return failed(piece, { code: 'limit-reached', why: tooMany, offset });
  }
}
function failed({ document }: Piece, problem: Omit<SyntaxProblem, 'document'>): ParsedPiece {
  return { documents: [{}], problem: { ...problem, document }, nodes: 0 };
}
/** What ends too early is shown where it ends, not where the next document begins. */
function toProblem({ reason, mark }: YAMLException, { text, offset }: Piece): Omit<SyntaxProblem, 'document'> {
  const code = reason.startsWith('nesting exceeded') ? 'limit-reached' : 'bad-syntax';
  const last = Math.max(0, text.trimEnd().length - 1);
  return { code, why: reason, offset: offset + Math.min(mark?.position ?? 0, last) };
}

const separators = /[\n\r,:]/g;
/** A bound from above, without parsing, on the scalars of a text: none has less than one separator to itself. */
function mostNodes(text: string): number {
  if (text.length < 1 << 18) return 0;
  let count = 0;
  separators.lastIndex = 0;
  while (separators.test(text)) count += 1;
  return count;
}

const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
/** A line that begins with `---` begins a document even within quotes; directives belong to what follows. */
function* splitDocuments(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0;
  for (const { index } of text.matchAll(marker)) {
    if (text.startsWith('...', index) || !hasContent(text, start, index)) continue;
    yield { start, end: index };
    start = index;
  }
  if (hasContent(text, start, text.length)) yield { start, end: text.length };
}
/** Whether there is more than blank lines, comments, directives and document ends. */
function hasContent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end;) {
    const stop = text.indexOf('\n', at);
    const lineEnd = stop === -1 || stop > end ? end : stop;
    const first = firstInk(text, at, lineEnd);
    const mark = text[first];
    if (first < lineEnd && mark !== '#' && mark !== '%' && !text.startsWith('...', first)) return true;
    at = lineEnd + 1;
  }
  return false;
}
function firstInk(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && ' \t\r\ufeff'.includes(text[at] ?? '')) at += 1;
  return at;
}

// What a whole shell script says before it is run: its commands word by word, and which variables it sets where.
// The grammar itself is unbash's. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
import type { AndOr, Assignment, Command, SyntaxNode, Word, WordPart } from 'unbash';
import { countOf, maxDepth, maxHeredocs, maxLength } from './shell.ts';

/** What a word is made of; `quoted` is not split into several words. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly raw: string;
      readonly quoted: boolean;
      /** All items of an array. */
      readonly all?: true;
      /** Something else takes its place where it is empty. */
      readonly replaced?: true;
    }
  | {
      readonly kind: 'unknown';
      readonly raw: string;
      readonly quoted: boolean;
      /** May be several words even in quotes, such as `"$@"`. */
      readonly many?: true;
    };
export interface ScriptWord {
  readonly raw: string;
  /** In the text that was parsed. */
  readonly offset: number;
  readonly pieces: readonly Piece[];
}
export interface ScriptHeredoc {
  readonly text: string;
  readonly offset: number;
  /** Whether variables of the script are filled in. */
  readonly filled: boolean;
}
export interface ScriptCommand {
  /** Of the whole command. */
  readonly start: number;
  readonly end: number;
  words(): readonly ScriptWord[];
  heredoc(): ScriptHeredoc | undefined;
}
/** A variable that is set; who stands behind it in the same block sees the value. */
export interface ScriptAssignment {
  readonly name: string;
  readonly offset: number;
  /** Undefined where it cannot be told, as for `+=`, `read` and loops. */
  readonly value?: readonly ScriptWord[];
  readonly isArray: boolean;
  readonly block: { readonly start: number; readonly end: number };
}
export interface ShellScript {
  readonly commands: readonly ScriptCommand[];
  readonly assignments: readonly ScriptAssignment[];
  /** Where other text is run that may set anything. */
  readonly sourced: readonly number[];
  readonly problem?: {
    readonly code: 'bad-syntax' | 'limit-reached';
    readonly message: string;
    readonly offset: number;
  };
}
export type ParseScript = (text: string) => ShellScript;

const maxCommands = 20_000;
const declaring = new Set(['export', 'readonly', 'declare', 'typeset', 'local']);
const setting = new Set(['read', 'mapfile', 'readarray', 'getopts', 'unset', 'let']);
const sourcing = new Set(['source', '.', 'eval']);
const nothing: Omit<ShellScript, 'problem'> = { commands: [], assignments: [], sourced: [] };

interface Block {
  readonly start: number;
  readonly end: number;
}
interface Walk {
  readonly source: string;
  readonly commands: ScriptCommand[];
  readonly assignments: ScriptAssignment[];
  readonly sourced: number[];
}
interface Place {
  readonly block: Block;
  /** Whether what stands here is run whenever its block is. */
  readonly certain: boolean;
  readonly depth: number;
}

/** Loads the grammar, which nobody pays for who has no shell to read. */
export async function openScriptParser(): Promise<ParseScript> {
  const { parse, forEachChild } = await import('unbash');

  function parseScript(text: string): ShellScript {
    if (text.length > maxLength) return refused('the script is longer than 256 KiB');
    if (countOf(text, '<<', maxHeredocs) >= maxHeredocs) return refused('the script has too many here-documents');
    const state: Walk = { source: text, commands: [], assignments: [], sourced: [] };
    try {
      const script = parse(text);
      const error = script.errors?.[0];
      if (error !== undefined)
        return { ...nothing, problem: { code: 'bad-syntax', message: error.message, offset: error.pos } };
      walk(script, state, { block: { start: 0, end: text.length }, certain: false, depth: 0 });
    } catch (error) {
      // The grammar recurses by nesting and some nestings have no bound of its own.
      if (!(error instanceof RangeError)) throw error;
      return refused('the script is nested too deeply');
    }
    const { commands, assignments, sourced } = state;
    if (commands.length < maxCommands) return { commands, assignments, sourced };
    return { ...refused(`more than ${String(maxCommands)} commands`), commands, assignments, sourced };
  }

  function walk(node: SyntaxNode, state: Walk, place: Place): void {
    if (place.depth > maxDepth) throw new RangeError('nesting');
    if (state.commands.length >= maxCommands) return;
    // Offsets within old backquotes are those of another text.
    if (node.type === 'Script' && node.source !== undefined) return;
    if (node.type === 'Command') takeCommand(node, state, place);
    else takeSetting(node, state, place);
    const inner = placeWithin(node, place);
    forEachChild(node, (child) => walk(child, state, inner));
  }

  function takeCommand(command: Command, state: Walk, place: Place): void {
    const { name } = command;
    const set = (assignment: Assignment): void => {
      state.assignments.push(toAssignment(assignment, state, place));
    };
    if (name === undefined) {
      for (const item of command.prefix) if (item.type === 'Assignment') set(item);
      return;
    }
    if (declaring.has(name.value)) {
      for (const arg of command.args)
        if (arg.type === 'Assignment') set(arg);
        else if (name.value !== 'export' && name.value !== 'readonly') setUnknown(arg.value, arg.pos, state, place);
    } else if (setting.has(name.value)) {
      for (const arg of command.args) setUnknown(/\w+/.exec(arg.text)?.[0] ?? '', arg.pos, state, place);
    } else if (name.value === 'printf' && command.args[0]?.text === '-v') {
      setUnknown(command.args[1]?.text ?? '', name.pos, state, place);
    } else if (sourcing.has(name.value)) state.sourced.push(name.pos);
    const heredoc = command.redirects.find((one) => one.type === 'HereDoc');
    state.commands.push({
      start: name.pos,
      end: command.end,
      words: () => [name, ...command.args].map((word) => toScriptWord(word, state.source)),
      heredoc: () =>
        heredoc && {
          text: heredoc.body.text,
          offset: heredoc.body.pos,
          filled: heredoc.delimiter?.quoted !== true,
        },
    });
  }
  /** Loops, arithmetic and `${X:=y}` set variables too, to what cannot be told. */
  function takeSetting(node: SyntaxNode, state: Walk, place: Place): void {
    if (node.type === 'For' || node.type === 'Select') setUnknown(node.name.value, node.pos, state, place);
    if (node.type === 'ArithmeticWord') setUnknown(node.value, node.pos, state, place);
    if (
      node.type === 'ParameterExpansion' &&
      node.operation?.type === 'Default' &&
      node.operation.operator.endsWith('=')
    )
      setUnknown(node.parameter, node.pos, state, place);
  }
  return parseScript;
}

function placeWithin(node: SyntaxNode, { block, certain, depth }: Place): Place {
  const next = depth + 1;
  if (node.type === 'Script' || node.type === 'CompoundList')
    return { block: { start: node.pos, end: node.end }, certain: false, depth: next };
  if (node.type === 'Statement') return { block, certain: node.background !== true, depth: next };
  if (node.type === 'AndOr' && isAllAnd(node))
    return { block: { start: node.pos, end: node.end }, certain: true, depth: next };
  return { block, certain: node.type === 'Command' && certain, depth: next };
}
function isAllAnd({ operators }: AndOr): boolean {
  return operators.every((operator) => operator === '&&');
}

function toAssignment(assignment: Assignment, state: Walk, { block, certain }: Place): ScriptAssignment {
  const { name, value, append, index } = assignment;
  const common = { name, offset: assignment.pos, block, isArray: value.type === 'ArrayValue' };
  if (!certain || append === true || index !== undefined) return common;
  const words = value.type === 'ArrayValue' ? value.elements : [value];
  return { ...common, value: words.map((word) => toScriptWord(word, state.source)) };
}
function setUnknown(name: string, offset: number, state: Walk, { block }: Place): void {
  if (name !== '') state.assignments.push({ name, offset, block, isArray: false });
}

function toScriptWord(word: Word | Assignment, source: string): ScriptWord {
  const { pos, end } = word;
  const raw = source.slice(pos, end);
  if (word.type === 'Assignment') return { raw, offset: pos, pieces: [{ kind: 'text', text: raw, quoted: false }] };
  const pieces = word.parts?.flatMap((part) => piecesOf(part, false));
  return { raw, offset: pos, pieces: pieces ?? [{ kind: 'text', text: word.value, quoted: raw !== word.value }] };
}
function piecesOf(part: WordPart, quoted: boolean): readonly Piece[] {
  switch (part.type) {
    case 'Literal':
      return [{ kind: 'text', text: part.value, quoted }];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ kind: 'text', text: part.value, quoted: true }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.length === 0
        ? [{ kind: 'text', text: '', quoted: true }]
        : part.parts.flatMap((child) => piecesOf(child, true));
    case 'Glob':
    case 'ExtendedGlob':
      return [{ kind: 'text', text: part.text, quoted }];
    case 'SimpleExpansion':
      return [variableOf(part.text.slice(1), { raw: part.text, quoted })];
    case 'ParameterExpansion':
      return [parameterOf(part, quoted)];
    case 'BraceExpansion':
      return [{ kind: 'unknown', raw: part.text, quoted, many: true }];
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
      return [{ kind: 'unknown', raw: part.text, quoted }];
  }
}
interface Written {
  readonly raw: string;
  readonly quoted: boolean;
}
function variableOf(name: string, { raw, quoted }: Written): Piece {
  if (/^[A-Za-z_]\w*$/.test(name)) return { kind: 'variable', name, raw, quoted };
  return { kind: 'unknown', raw, quoted, ...(/^[@*]$/.test(name) && { many: true }) };
}
function parameterOf(part: Extract<WordPart, { type: 'ParameterExpansion' }>, quoted: boolean): Piece {
  const { text: raw, parameter, prefix, index, operation } = part;
  const all = index !== undefined && /^[@*]$/.test(index.value);
  if (prefix !== undefined || (index !== undefined && !all))
    return { kind: 'unknown', raw, quoted, ...(all && { many: true }) };
  if (operation === undefined) {
    const piece = variableOf(parameter, { raw, quoted });
    return all ? { ...piece, ...(piece.kind === 'variable' ? { all: true } : { many: true }) } : piece;
  }
  const replaced = operation.type === 'Default' && /^:?-$/.test(operation.operator);
  if (!replaced || all) return { kind: 'unknown', raw, quoted, ...(all && { many: true }) };
  const piece = variableOf(parameter, { raw, quoted });
  return piece.kind === 'variable' ? { ...piece, replaced: true } : piece;
}
function refused(message: string): ShellScript {
  return { ...nothing, problem: { code: 'limit-reached', message, offset: 0 } };
}

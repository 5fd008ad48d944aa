// Which simple commands a piece of shell runs, with their words, wherever they stand in it.
// The grammar itself is unbash's; this file knows what of the tree is a command and which words are literal.
import type { Command, HereDoc, Redirection, SyntaxNode, Word } from 'unbash';
import { fileOf, maxPiped, outputOf, type Onward } from './shell-document.ts';

/** `text` is absent where the shell would still expand something other than a file pattern. */
export interface ShellWord {
  readonly raw: string;
  readonly text?: string;
}
interface ShellCommand {
  readonly name: ShellWord;
  readonly args: readonly ShellWord[];
  /** Variables that are set for it alone, as `NAME=value`. */
  readonly assigned?: readonly ShellWord[];
  /** Of its first word, in the text that was parsed. */
  readonly offset: number;
  /** Its output goes into another command, so that its failure is not the pipeline's. */
  readonly isPiped: boolean;
  /** Where its output ends up, the pipeline behind it followed. */
  readonly file?: ShellWord;
}
/** A here-document that is no shell text itself. */
export interface ShellDocument {
  readonly text: string;
  /** Of its first line, in the text that was parsed. */
  readonly offset: number;
  /** The command that reads it; absent where a group of them does. */
  readonly program?: ShellWord;
  /** Where it is written to, when that can be seen. */
  readonly file?: ShellWord;
}
interface ShellSyntax {
  readonly commands: readonly ShellCommand[];
  readonly documents: readonly ShellDocument[];
  /** Why commands are missing; `offset` is where in the text. */
  readonly problem?: {
    readonly code: 'bad-syntax' | 'limit-reached';
    readonly message: string;
    readonly offset: number;
  };
}
export type ParseShell = (text: string) => ShellSyntax;

export const maxLength = 256 * 1024;
export const maxHeredocs = 200;
const maxCommands = 1000;
export const maxDepth = 100;
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh']);
/** Characters without which a word cannot hold anything to expand. */
const expandable = /[$`{<>]/u;
const expansions = new Set(
  `
  SimpleExpansion ParameterExpansion CommandExpansion ArithmeticExpansion ProcessSubstitution
  BraceExpansion
`
    .trim()
    .split(/\s+/u),
);

interface Walk {
  readonly source: string;
  readonly into: ShellCommand[];
  readonly documents: ShellDocument[];
  /** What to add to an offset of this source, or the offset that stands for all of it. */
  readonly place: (offset: number) => number;
  /** How often a shell was called inside a shell. */
  readonly level: number;
  readonly isPiped: boolean;
  readonly onward: Onward;
}
const nowhere: Onward = { piped: [] };

/** Loads the grammar, which nobody pays for who has no shell to read. */
export async function openShellParser(): Promise<ParseShell> {
  const { parse, forEachChild } = await import('unbash');

  function parseShell(text: string): ShellSyntax {
    if (text.length > maxLength) return refused('the shell text is longer than 256 KiB');
    if (countOf(text, '<<', maxHeredocs) >= maxHeredocs) return refused('the shell text has too many here-documents');
    const into: ShellCommand[] = [];
    const documents: ShellDocument[] = [];
    const place = (offset: number): number => offset;
    try {
      const script = parse(text);
      const error = script.errors?.[0];
      if (error !== undefined) {
        return {
          commands: [],
          documents: [],
          problem: { code: 'bad-syntax', message: error.message, offset: error.pos },
        };
      }
      walk(script, { source: text, into, documents, place, level: 0, isPiped: false, onward: nowhere }, 0);
    } catch (error) {
      // The grammar recurses by nesting and some nestings have no bound of its own.
      if (!(error instanceof RangeError)) throw error;
      return refused('the shell text is nested too deeply');
    }
    if (into.length < maxCommands) return { commands: into, documents };
    return { ...refused(`more than ${maxCommands} commands`), commands: into, documents };
  }

  function walk(node: SyntaxNode, state: Walk, depth: number): void {
    if (depth > maxDepth) throw new RangeError('nesting');
    if (state.into.length >= maxCommands) return;
    if (node.type === 'Word' && !expandable.test(node.text)) return;
    const inner = node.type === 'Script' && node.source !== undefined ? shifted(state, node.source, node.pos) : state;
    if (node.type === 'Command') collect(node, state, depth);
    if (node.type === 'Redirected') keepGroups(node.redirects, state);
    forEachChild(node, (child) => walk(child, below(node, child, inner), depth + 1));
  }
  /** Words of a command may hold commands whose output goes elsewhere. */
  function below(node: SyntaxNode, child: SyntaxNode, state: Walk): Walk {
    const { isPiped, onward } = state;
    if (child.type === 'Word')
      return isPiped || onward !== nowhere ? { ...state, isPiped: false, onward: nowhere } : state;
    if (node.type === 'Pipeline') {
      const rest = node.commands.slice(node.commands.findIndex((command) => command === child) + 1);
      if (rest.length === 0) return state;
      return { ...state, isPiped: true, onward: { ...onward, piped: [...rest, ...onward.piped].slice(0, maxPiped) } };
    }
    const file = node.type === 'Redirected' ? outputOf(node.redirects) : undefined;
    return file === undefined ? state : { ...state, onward: { piped: [], file } };
  }

  function collect(command: Command, state: Walk, depth: number): void {
    if (command.name === undefined) return;
    const name = toWord(command.name, state.source);
    const args = command.args.map((arg) =>
      arg.type === 'Word' ? toWord(arg, state.source) : { raw: arg.text, text: arg.text },
    );
    const target = fileOf(command, state.onward);
    const file = target && toWord(target, state.source);
    const { isPiped } = state;
    const assigned = assignedTo(command, state.source);
    const offset = state.place(command.name.pos);
    state.into.push({ name, args, ...(assigned && { assigned }), offset, isPiped, ...(file && { file }) });
    const script = isShell(name.text) ? findScript(command, args) : undefined;
    if (script === undefined) keepDocuments(command.redirects, state, { program: name, ...(file && { file }) });
    if (state.level > 0 || script === undefined) return;
    const place = (offset: number): number => state.place(script.isExact ? script.start + offset : script.start);
    walk(parse(script.text), { ...state, source: script.text, place, level: state.level + 1 }, depth + 1);
  }

  function keepGroups(redirects: readonly Redirection[], state: Walk): void {
    const file = outputOf(redirects);
    keepDocuments(redirects, state, file === undefined ? {} : { file: toWord(file, state.source) });
  }
  function keepDocuments(
    redirects: readonly Redirection[],
    { documents, place }: Walk,
    rest: Pick<ShellDocument, 'program' | 'file'>,
  ): void {
    for (const redirect of redirects)
      if (redirect.type === 'HereDoc')
        documents.push({ text: redirect.body.text, offset: place(redirect.body.pos), ...rest });
  }

  function assignedTo({ prefix }: Command, source: string): readonly ShellWord[] | undefined {
    if (prefix.length === 0) return undefined;
    return prefix.flatMap((part): readonly ShellWord[] => {
      if (part.type !== 'Assignment' || part.value.type === 'ArrayValue') return [];
      const value = toWord(part.value, source);
      const raw = source.slice(part.pos, part.end);
      return [value.text === undefined ? { raw } : { raw, text: `${part.name}=${value.text}` }];
    });
  }
  function toWord(word: Word, source: string): ShellWord {
    const raw = source.slice(word.pos, word.end);
    return hasExpansion(word, 0) ? { raw } : { raw, text: word.value };
  }
  function hasExpansion(node: SyntaxNode, depth: number): boolean {
    if (node.type === 'Word' && !expandable.test(node.text)) return false;
    if (expansions.has(node.type)) return true;
    if (depth > maxDepth) return true;
    let found = false;
    if (node.type === 'Word' || node.type === 'DoubleQuoted' || node.type === 'LocaleString') {
      forEachChild(node, (child) => {
        found ||= hasExpansion(child, depth + 1);
      });
    }
    return found;
  }
  return parseShell;
}

/** Whether a command of this name reads shell text. */
export function isShell(name: string | undefined): boolean {
  return name !== undefined && shells.has(name.slice(name.lastIndexOf('/') + 1));
}

/** The text after `-c` (also in `-ec`, `-lc` …), or undefined when the shell is given none. */
export function findScriptArgument(args: readonly ShellWord[]): number | undefined {
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.text;
    if (text === undefined || !/^[-+]/u.test(text)) return undefined;
    if (/^-[A-Za-z]*c[A-Za-z]*$/u.test(text)) return index + 1;
    if (/^[-+][A-Za-z]*o$/u.test(text)) index++;
  }
  return undefined;
}

interface Script {
  readonly text: string;
  readonly start: number;
  /** Whether offsets in the script are offsets in the source. */
  readonly isExact: boolean;
}
function findScript(command: Command, args: readonly ShellWord[]): Script | undefined {
  const index = findScriptArgument(args);
  const word = index === undefined ? undefined : args[index];
  const node = index === undefined ? undefined : command.args[index];
  if (word?.text !== undefined && node !== undefined) {
    const isExact = word.raw.slice(1, -1) === word.text;
    return { text: word.text, start: isExact ? node.pos + 1 : node.pos, isExact };
  }
  if (index !== undefined || args.some((arg) => !arg.raw.startsWith('-'))) return undefined;
  const heredoc = command.redirects.find((redirect): redirect is HereDoc => redirect.type === 'HereDoc');
  return heredoc === undefined ? undefined : { text: heredoc.body.text, start: heredoc.body.pos, isExact: true };
}

function shifted(state: Walk, source: string, pos: number): Walk {
  return { ...state, source, place: () => state.place(pos) };
}
function refused(message: string): ShellSyntax {
  return { commands: [], documents: [], problem: { code: 'limit-reached', message, offset: 0 } };
}
export function countOf(text: string, part: string, atMost: number): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1 && count < atMost; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

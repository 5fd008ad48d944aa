// How instructions make stages: which stage builds on which, what variables hold there, and who the user ends up as.
import type { Field } from '../../model/field.ts';
import { declared, unseen } from '../../model/field.ts';
import type { Instruction, Stage, Word } from '../../model/build-facts.ts';
import type { Location } from '../../model/location.ts';
import type { Variable } from '../../model/workload.ts';
import type { DockerfileInstruction, DockerfileSyntax } from '../../syntax/dockerfile.ts';
import { splitWords } from '../../syntax/dockerfile-words.ts';
import { isShell, type ParseShell } from '../../syntax/shell.ts';
import { readCommands } from './dockerfile-commands.ts';
import { filesOf, type TextsOptions } from './dockerfile-texts.ts';
import { openScope, parseAssignments, type Assignment, type Scope } from './dockerfile-scope.ts';

export interface StagesOptions extends TextsOptions {
  readonly parseShell: ParseShell | undefined;
}
export interface Stages {
  readonly stages: readonly Stage[];
  /** Before the first FROM. */
  readonly head: readonly Instruction[];
  readonly args: readonly Field<Variable>[];
}
/** BuildKit expands these itself; in the others the shell or nobody does. */
const expanded = new Set(['ADD', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR', 'ARG']);
const windowsImage = /^mcr\.microsoft\.com\/windows(?:\/|:)|(?:nanoserver|windowsservercore)/u;
const maxStages = 1000;
/** Of all RUNs together. */
const maxCommands = 50_000;

interface OpenStage {
  readonly stage: Omit<Stage, 'user'>;
  readonly instructions: Instruction[];
  readonly env: Field<Variable>[];
  readonly scope: Scope;
  user?: Field<string>;
  /** Undefined once SHELL names one that is not POSIX. */
  parseShell: ParseShell | undefined;
}

export function readStages(syntax: DockerfileSyntax, options: StagesOptions): Stages {
  const global = openScope(syntax.directives.get('escape') ?? '\\');
  const open: OpenStage[] = [];
  const head: Instruction[] = [];
  const args: Field<Variable>[] = [];
  let commandsLeft = maxCommands;
  for (const instruction of syntax.instructions) {
    if (instruction.keyword === 'FROM') {
      if (open.length >= maxStages) {
        options.report({ code: 'limit-reached', line: instruction.startLine, why: `more than ${maxStages} stages` });
        break;
      }
      open.push(openStage(instruction, open, global, options));
      continue;
    }
    const current = open.at(-1);
    if (current === undefined) head.push(toInstruction(instruction, global, { ...options, commands: [] }));
    if (instruction.keyword === 'ARG')
      args.push(...declareArgs(instruction, current?.scope ?? global, global, options));
    if (current !== undefined) {
      const added = addInstruction(current, instruction, options);
      commandsLeft -= added.commands.length;
      if (commandsLeft < 0) {
        const why = `more than ${maxCommands} commands`;
        options.report({ code: 'limit-reached', line: instruction.startLine, why });
        break;
      }
    } else if (instruction.keyword !== 'ARG') {
      options.report({
        code: 'bad-syntax',
        line: instruction.startLine,
        why: `${instruction.keyword} before the first FROM`,
      });
    }
  }
  return { stages: open.map(closeStage), head, args };
}

function openStage(
  instruction: DockerfileInstruction,
  open: readonly OpenStage[],
  global: Scope,
  options: StagesOptions,
): OpenStage {
  const at: Location = { path: options.path, line: instruction.startLine, column: 1 };
  const words = [...splitWords(instruction.text)].map(({ raw }) => raw);
  const image = global.expand(words[0] ?? '');
  const name = words[1]?.toLowerCase() === 'as' ? words[2] : undefined;
  const text = image.text === '' ? undefined : image.text;
  if (text === undefined) {
    const why = `the base image hangs on ${image.missing.map((missing) => `\${${missing}}`).join(', ') || 'nothing'}`;
    options.report({ code: 'value-unresolved', line: instruction.startLine, why });
  }
  const parent =
    text === undefined ? undefined : open.findLast(({ stage }) => stage.name?.toLowerCase() === text.toLowerCase());
  const instructions: Instruction[] = [];
  const env: Field<Variable>[] = [];
  return {
    stage: {
      index: open.length,
      ...(name === undefined ? {} : { name }),
      from: toInstruction(instruction, global, { ...options, commands: [] }),
      base: text === undefined ? unseen<string>(`${words[0] ?? ''} is not set here`, at) : declared(text, at),
      ...(parent === undefined ? {} : { baseStage: parent.stage.index }),
      instructions,
      env,
      at,
    },
    instructions,
    env,
    scope: (parent?.scope ?? global).child(parent === undefined),
    ...(parent?.user === undefined ? {} : { user: parent.user }),
    parseShell: parent === undefined ? shellOf(text, global, options) : parent.parseShell,
  };
}

/** Images of Windows run cmd, which the escape character or their name gives away. */
function shellOf(image: string | undefined, { escape }: Scope, { parseShell }: StagesOptions): ParseShell | undefined {
  return escape === '`' || (image !== undefined && windowsImage.test(image)) ? undefined : parseShell;
}

function closeStage({ stage, user }: OpenStage): Stage {
  return user === undefined ? stage : { ...stage, user };
}

/** ARG before the first FROM counts in FROM only, until a stage names it again. */
function declareArgs(
  instruction: DockerfileInstruction,
  scope: Scope,
  global: Scope,
  options: StagesOptions,
): Field<Variable>[] {
  const at: Location = { path: options.path, line: instruction.startLine, column: 1 };
  return parseAssignments('ARG', instruction.text).map((assignment) => {
    const { name } = assignment;
    const given = assignment.raw === undefined ? undefined : scope.expand(assignment.raw);
    const inherited = given === undefined && scope !== global ? global.lookup(name)?.value : undefined;
    scope.declareArg(name, given === undefined ? inherited : given.text);
    const value = given?.text;
    return declared<Variable>(value === undefined ? { name, ...refOf(assignment) } : { name, value }, at);
  });
}

function addInstruction(current: OpenStage, instruction: DockerfileInstruction, options: StagesOptions): Instruction {
  const { keyword } = instruction;
  const ran = keyword === 'RUN' ? readCommands(instruction, current.parseShell, options) : { commands: [] };
  const added = toInstruction(instruction, current.scope, { ...options, ...ran });
  const { at } = added;
  current.instructions.push(added);
  if (keyword === 'USER') current.user = readUser(added.args[0], at);
  if (keyword === 'ENV') current.env.push(...declareEnv(instruction, current.scope, at));
  if (keyword === 'SHELL') current.parseShell = isShell(instruction.json?.[0]) ? options.parseShell : undefined;
  return added;
}

function toInstruction(
  instruction: DockerfileInstruction,
  scope: Scope,
  { commands, texts, ...options }: TextsOptions & Pick<Instruction, 'commands'> & Partial<Pick<Instruction, 'texts'>>,
): Instruction {
  const { keyword, written, text, json, startLine, endLine, gaps } = instruction;
  const missing = new Set<string>();
  const args = readWords(instruction, scope, missing);
  for (const name of namesInFiles(instruction)) if (scope.lookup(name)?.value === undefined) missing.add(name);
  return {
    keyword,
    written,
    isJson: json !== undefined,
    flags: joinFlags(instruction),
    text,
    args,
    at: { path: options.path, line: startLine, column: 1 },
    endLine,
    gaps,
    unset: [...missing].filter((name) => !scope.declares(name)),
    commands,
    texts: texts ?? (keyword === 'COPY' || keyword === 'ADD' ? filesOf(instruction, args, options) : []),
  };
}

function readUser(word: Word | undefined, at: Location): Field<string> {
  if (word?.text === undefined || word.text === '')
    return unseen<string>(`USER ${word?.raw ?? ''} is not set here`, at);
  return declared(word.text, at);
}

/** All values of one instruction are expanded with what held before it. */
function declareEnv(instruction: DockerfileInstruction, scope: Scope, at: Location): Field<Variable>[] {
  const found = parseAssignments('ENV', instruction.text).map((assignment) => ({
    assignment,
    value: scope.expand(assignment.raw ?? '').text,
  }));
  return found.map(({ assignment, value }) => {
    const { name } = assignment;
    scope.setEnv(name, value);
    return declared<Variable>(value === undefined ? { name, ...refOf(assignment) } : { name, value }, at);
  });
}
function refOf({ raw }: Assignment): { readonly ref?: string } {
  return raw === undefined ? {} : { ref: raw };
}

/** Variables in the files that COPY and ADD write from here-documents; there quotes mean nothing. */
function namesInFiles({ keyword, heredocs }: DockerfileInstruction): readonly string[] {
  if (keyword !== 'COPY' && keyword !== 'ADD') return [];
  return heredocs.flatMap(({ expand, content }) =>
    expand ? [...content.matchAll(plainVariable)].map(([, braced, bare]) => braced ?? bare ?? '') : [],
  );
}
const plainVariable = /(?<!\\)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/gu;

/** Names that expansion did not find a value for go into `missing`. */
function readWords(instruction: DockerfileInstruction, scope: Scope, missing: Set<string>): readonly Word[] {
  const { keyword, text, json } = instruction;
  if (json !== undefined) return json.map((word) => wordOf(word, expanded.has(keyword) ? scope : undefined, missing));
  if (keyword === 'RUN') return [/[$`]/u.test(text) ? { raw: text } : { raw: text, text }];
  return [...splitWords(text, scope.escape)].map(({ raw }) => {
    if (expanded.has(keyword)) return wordOf(raw, scope, missing);
    return /[$`]/u.test(raw) ? { raw } : wordOf(raw, scope, missing);
  });
}
function wordOf(raw: string, scope: Scope | undefined, missing: Set<string>): Word {
  if (scope === undefined) return { raw, text: raw };
  const expansion = scope.expand(raw);
  for (const name of expansion.missing) missing.add(name);
  return expansion.text === undefined ? { raw } : { raw, text: expansion.text };
}

/** A flag that is given several times keeps all its values, one a line. */
function joinFlags({ flags }: DockerfileInstruction): Readonly<Record<string, string>> {
  const joined = new Map<string, string>();
  for (const { name, value } of flags) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return Object.fromEntries(joined);
}

// Texts of a CI file for those who judge it: where the service puts something in, and which commands a script runs.
import type { Command } from '../../model/build-facts.ts';
import type { PipelineInsert, PipelineScript, PipelineSetting, PipelineText } from '../../model/pipeline-facts.ts';
import type { UnknownDraft } from '../../model/facts.ts';
import type { ParseShell, ShellWord } from '../../syntax/shell.ts';
import type { YamlScalar } from '../../syntax/tree.ts';
import { markAll, offsetsIn } from './ci-text.ts';
import { getMember, membersOf, placeAt, placeOf, scalarText, type Value } from './config-value.ts';
import { hasMark, writtenOf } from './given.ts';

export interface TextsOptions {
  /** The whole file. */
  readonly text: string;
  readonly format: string;
  /** What the service replaces; `sourcesOf` is asked what of its contexts each becomes. */
  readonly pattern: RegExp;
  sourcesOf(written: string): readonly string[];
  readonly parseShell: ParseShell;
}
export interface PipelineTexts {
  textOf(value: Value | undefined): PipelineText | undefined;
  /** Of a map of variables, or of maps that hold their values. */
  settingsOf(map: Value | undefined): readonly PipelineSetting[];
  scriptOf(value: Value | undefined, shell: string | undefined): PipelineScript | undefined;
  /** As many of these steps as are looked at. */
  stepsIn(steps: readonly Value[]): readonly Value[];
  readonly unknowns: readonly UnknownDraft[];
}
type Bare = Omit<PipelineText, 'via'>;

const shells = /^(?:bash|sh)(?:\s|$)/;
const maxUnknowns = 10;
const maxSteps = 5000;
export function openTexts(options: TextsOptions): PipelineTexts {
  // Aliases say the same text over and over: each is looked at once.
  const texts = new Map<YamlScalar, Bare>();
  const scripts = new Map<YamlScalar, readonly Command[]>();
  const unknowns: UnknownDraft[] = [];
  let left = maxSteps;
  function stepsIn(steps: readonly Value[]): readonly Value[] {
    const first = steps[left];
    const taken = steps.slice(0, left);
    left -= taken.length;
    if (first !== undefined && unknowns.every(({ code }) => code !== 'limit-reached')) {
      const why = `more than ${String(maxSteps)} steps`;
      const { format } = options;
      unknowns.push({
        kind: 'unknown',
        code: 'limit-reached',
        why,
        at: placeOf(first),
        affects: [format],
        incomplete: true,
      });
    }
    return taken;
  }

  function textOf(value: Value | undefined): PipelineText | undefined {
    if (value?.node.kind !== 'scalar' || scalarText(value) === undefined) return undefined;
    const { node, via } = value;
    const known = texts.get(node) ?? { text: node.value, inserts: insertsIn(value, node, options), at: placeOf(value) };
    texts.set(node, known);
    return { ...known, at: placeOf(value), via };
  }
  function settingsOf(map: Value | undefined): readonly PipelineSetting[] {
    return membersOf(map).flatMap(({ name, value }) => {
      const text = textOf(value.node.kind === 'map' ? getMember(value, 'value') : value);
      return text === undefined ? [] : [{ name, ...text }];
    });
  }
  function scriptOf(value: Value | undefined, shell: string | undefined): PipelineScript | undefined {
    const text = textOf(value);
    if (text === undefined || value?.node.kind !== 'scalar') return undefined;
    if (shell !== undefined && !shells.test(shell)) return { ...text, commands: [] };
    const { node } = value;
    const commands = scripts.get(node) ?? commandsIn(value, node);
    scripts.set(node, commands);
    return { ...text, commands };
  }
  function commandsIn(value: Value, node: YamlScalar): readonly Command[] {
    const marked = markAll(node.value, options.pattern);
    const { commands, problem } = options.parseShell(marked.text);
    const offsetOf = offsetsIn(node, options.text);
    const locate = (offset: number) => placeAt(value.file, offsetOf(marked.origin(offset)));
    if (problem !== undefined && unknowns.length < maxUnknowns) {
      const { code, message, offset } = problem;
      const { format } = options;
      unknowns.push({
        kind: 'unknown',
        code,
        why: `shell: ${message}`,
        at: locate(offset),
        affects: [format],
        incomplete: false,
      });
    }
    const toWord = ({ raw, text }: ShellWord) => ({
      raw: writtenOf(marked, raw),
      ...(text !== undefined && !hasMark(text) && { text }),
    });
    return commands.map(({ name, args, offset, isPiped }) => ({
      name: toWord(name),
      args: args.map(toWord),
      at: locate(offset),
      isPiped,
    }));
  }
  return { textOf, settingsOf, scriptOf, stepsIn, unknowns };
}

const maxInserts = 200;
function insertsIn({ file }: Value, node: YamlScalar, { text, pattern, sourcesOf }: TextsOptions) {
  const inserts: PipelineInsert[] = [];
  let offsetOf: ((offset: number) => number) | undefined;
  for (const match of node.value.matchAll(pattern)) {
    if (inserts.length >= maxInserts) break;
    offsetOf ??= offsetsIn(node, text);
    const [written] = match;
    inserts.push({ written, sources: sourcesOf(written), at: placeAt(file, offsetOf(match.index)) });
  }
  return inserts;
}

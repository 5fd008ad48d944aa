// Command lines of a systemd service that start a container.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html
import type { Location } from '../../model/location.ts';
import type { RawRef } from '../../model/workload.ts';
import { openLines } from '../../syntax/lines.ts';
import { findScriptArgument, isShell } from '../../syntax/shell.ts';
import type { ScriptAssignment, ScriptWord, ShellScript } from '../../syntax/shell-script.ts';
import { parseUnit, splitCommands, splitWords, type UnitEntry, type UnitFile } from '../../syntax/unit-file.ts';
import { withoutMarks, writtenOf } from './given.ts';
import { parseRunLine } from './run-line.ts';
import { toStart, type ScriptText } from './run-script.ts';
import { openVariables, type RunWord, type Surroundings, type Variables } from './run-variables.ts';
import type { Start } from './run-workload.ts';

const commandKeys = new Set(['ExecStartPre', 'ExecStart', 'ExecStartPost']);
export interface UnitRuns {
  readonly starts: readonly Start[];
  /** Scripts that a shell is given. */
  readonly scripts: readonly ScriptText[];
}
export function runsOfUnit(written: string, raw: RawRef): UnitRuns {
  const text = withoutMarks(written);
  const unit = parseUnit(text);
  const surroundings = openUnitPlaces(text, raw.path);
  const variables = openVariables(environmentOf(unit, text.length), surroundings);
  const starts: Start[] = [];
  const scripts: ScriptText[] = [];
  for (const entry of effective(unit))
    for (const words of splitCommands(entry.value, entry.valueOffset))
      take(words, { variables, raw, place: surroundings.place, starts, scripts });
  return { starts, scripts };
}
export function openUnitPlaces(text: string, path: string): Surroundings {
  const lines = openLines(text);
  const at = (offset: number): Location => ({ path, ...lines.positionOf(offset) });
  return { open: [], place: (start, end) => ({ at: at(start), via: [], offset: start, end }) };
}
/** A key without a value takes back all values before. */
function effective({ entries }: UnitFile): readonly UnitEntry[] {
  const commands = entries.filter(({ section, key }) => section === 'Service' && commandKeys.has(key));
  return commands.filter((entry, index) => {
    const reset = commands.findLastIndex(({ key, value }) => key === entry.key && value === '');
    return index > reset || entry.key !== commands[reset]?.key;
  });
}

/** Variables of `Environment=`; with a file of them nothing is certain, as that one wins. */
export function environmentOf({ entries }: UnitFile, length: number): ShellScript {
  const own = entries.filter(({ section }) => section === 'Service');
  const block = { start: 0, end: length + 1 };
  const assignments = own.some(({ key }) => key === 'EnvironmentFile')
    ? []
    : own
        .filter(({ key }) => key === 'Environment')
        .flatMap(({ value, valueOffset }) => splitWords(value, valueOffset))
        .flatMap((word) => toAssignment(word, block));
  return { commands: [], assignments, sourced: [] };
}
function toAssignment(word: ScriptWord, block: ScriptAssignment['block']): readonly ScriptAssignment[] {
  const text = word.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  const [name = ''] = text.split('=', 1);
  const isPlain = word.pieces.every(({ kind }) => kind === 'text');
  if (!isPlain || !/^\w+$/.test(name) || text.length === name.length) return [];
  const value: ScriptWord = {
    ...word,
    pieces: [{ kind: 'text', text: text.slice(name.length + 1), quoted: true }],
  };
  return [{ name, offset: word.offset, value: [value], isArray: false, block }];
}

interface Taking {
  readonly variables: Variables;
  readonly raw: RawRef;
  readonly place: Surroundings['place'];
  readonly starts: Start[];
  readonly scripts: ScriptText[];
}
function take(written: readonly ScriptWord[], { variables, raw, place, starts, scripts }: Taking): void {
  const words = withoutPrefix(written.flatMap((word) => variables.fill(word)));
  const start = written[0]?.offset ?? 0;
  const final = written.at(-1);
  const end = (final?.offset ?? start) + (final?.raw.length ?? 0);
  const line = parseRunLine(words);
  if (line !== undefined) {
    const name = unitName(raw.path);
    starts.push({ ...toStart(line, { raw, place }, { start, end }), ...(name !== undefined && { name }) });
    return;
  }
  const script = isShell(words[0]?.text) ? scriptOf(words.slice(1)) : undefined;
  if (script === undefined) return;
  const { at, via } = script;
  scripts.push({ text: script.text, open: script.open, place: () => ({ at, via, offset: start, end }), raw });
}
/** Signs in front of a program that change how it is run. */
function withoutPrefix(words: readonly RunWord[]): readonly RunWord[] {
  const [first, ...rest] = words;
  return first === undefined ? [] : [{ ...first, text: first.text.replace(/^[-@:+!|]+/, '') }, ...rest];
}
function scriptOf(words: readonly RunWord[]): RunWord | undefined {
  const index = findScriptArgument(words.map((word) => ({ raw: writtenOf(word, word.text), text: word.text })));
  return index === undefined ? undefined : words[index];
}
/** A template has no name of its own. */
function unitName(path: string): string | undefined {
  const name = /([^/]+)\.service(?:\.d\/[^/]*)?$/.exec(path)?.[1];
  return name === undefined || name.endsWith('@') ? undefined : name;
}

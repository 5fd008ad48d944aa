// Which lines a build writes into a file: by echo and printf, by a here-document of a RUN, a COPY or an ADD.
import type { ModelEdit } from '../../model/edit.ts';
import type { GivenText, Instruction, Stage } from '../../model/build-facts.ts';
import { declared, locationOf, type FieldRef } from '../../model/field.ts';
import { onceFor } from '../../model/once-for.ts';
import { removeInstruction } from './edits.ts';
import type { Build } from './final-stages.ts';
import { commandField, invocationsIn, type Invocation } from './invocation.ts';
import { showWords } from './shown-words.ts';

export interface WrittenLine {
  readonly line: string;
  readonly path: string;
  readonly instruction: Instruction;
  /** Absent where it stands in a here-document. */
  readonly call?: Invocation;
  readonly field: FieldRef;
}
/** Those that go into a file whose path as written fits; they have no blanks around them, and some text. */
export function* linesInto(instructions: readonly Instruction[], file: RegExp): Generator<WrittenLine> {
  for (const instruction of instructions) {
    for (const { call, path } of echoesIn(instruction)) {
      if (!file.test(path)) continue;
      const field = commandField(call);
      for (const line of echoed(call)) yield { line, path, instruction, call, field };
    }
    for (const given of instruction.texts) {
      const { path } = given;
      if (path === undefined || path.length > maxPathLength || !file.test(path)) continue;
      for (const { line, field } of linesOf(given, instruction)) yield { line, path, instruction, field: field() };
    }
  }
}
/** Instructions that write lines at all. */
export const writersIn = onceFor(({ instructions }: Pick<Stage, 'instructions'>): readonly Instruction[] =>
  instructions.filter((one) => one.texts.length > 0 || echoesIn(one).length > 0),
);
interface Echo {
  readonly call: Invocation;
  readonly path: string;
}
/** Each check about files asks for them. */
const echoesIn = onceFor((instruction: Instruction): readonly Echo[] =>
  invocationsIn(instruction).flatMap((call) => {
    const { file } = call.command;
    const path = file?.text ?? file?.raw;
    if (path === undefined || path.length > maxPathLength) return [];
    return /^(?:echo|printf)$/u.test(call.program) ? [{ call, path }] : [];
  }),
);
const maxPathLength = 4096;

interface DocumentLine {
  readonly line: string;
  readonly path: string | undefined;
  readonly field: () => FieldRef;
}
/** All lines of its here-documents that are not shell text themselves. */
export function* documentLines(instruction: Instruction): Generator<DocumentLine> {
  for (const given of instruction.texts) yield* linesOf(given, instruction);
}
function* linesOf({ text, path, at }: GivenText, { keyword }: Instruction): Generator<DocumentLine> {
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.trim();
    if (line === '') continue;
    const field = (): FieldRef => ({
      name: keyword,
      field: declared(showWords(line.slice(0, maxShown).split(/\s+/u)), { ...at, line: (at.line ?? 1) + index }),
    });
    yield { line, path, field };
  }
}
const maxShown = 1000;

/** Their own line ends are those of `echo -e` and of a format. */
function echoed({ args }: Invocation): readonly string[] {
  const words = args.filter((arg) => !/^-[neE]+$/u.test(arg));
  return words
    .join(' ')
    .split(/\n|\\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Takes the line away, or with it an instruction that does nothing else. */
export function withoutLine(build: Build, { instruction, call, line, field }: WrittenLine): ModelEdit[] {
  const { keyword, texts } = instruction;
  const isAlone = keyword !== 'RUN' || invocationsIn(instruction).length === 1;
  if (call !== undefined) return isAlone && echoed(call).length === 1 ? removeInstruction(build, instruction) : [];
  const at = locationOf(field.field);
  if (isAlone && texts.length === 1 && texts[0]?.text.trim() === line) return removeInstruction(build, instruction);
  return at === undefined ? [] : [{ op: 'replace-text', target: { fact: build.id }, from: line, to: '', at }];
}

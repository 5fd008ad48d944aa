// Judges ENV that uses a variable of the same instruction.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { isRepeatable, pairsOf } from './assignments.ts';
import { fixBy, setInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

const reference = /(?<!\\)\$\{?([A-Za-z_]\w*)/gu;

export const envSelfReference: Check<'build'> = {
  id: toRuleId('df-env-self-reference'),
  title: 'ENV uses a variable that the same ENV sets',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'All values of one ENV are taken from what held before it: the variable is empty, or still the old one, and paths built with it lead elsewhere.',
  todo: 'Set it in an ENV of its own before',
  refs: ['DL3044'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('ENV BASE=/srv APP=$BASE/app')],
    good: [onDebian('ENV BASE=/srv', 'ENV APP=$BASE/app'), onDebian('ENV BASE=/opt', 'ENV BASE=/srv OLD=$BASE')],
  },
  *run(build) {
    const ends: ReadonlySet<string>[] = [];
    for (const stage of build.stages) {
      // Every image has a PATH.
      const known = new Set(stage.baseStage === undefined ? ['PATH'] : ends[stage.baseStage]);
      for (const instruction of stage.instructions) {
        const used = instruction.keyword === 'ENV' ? selfReference(instruction, known) : undefined;
        if (used !== undefined) {
          yield {
            key: used.name,
            what: `ENV uses ${used.name}, which only this ENV sets`,
            fields: [instructionField(instruction)],
            ...fixBy('set one after the other', used.isSetBefore ? inTurn(build, instruction) : []),
          };
        }
        if (instruction.keyword === 'ENV') for (const { name } of pairsOf(instruction)) known.add(name);
        if (instruction.keyword === 'ARG') for (const { raw } of instruction.args) known.add(raw.split('=')[0] ?? '');
      }
      ends.push(known);
    }
  },
};

interface Use {
  readonly name: string;
  /** The pair that sets it stands before the one that uses it. */
  readonly isSetBefore: boolean;
}
function selfReference(instruction: Instruction, known: ReadonlySet<string>): Use | undefined {
  const pairs = pairsOf(instruction);
  const places = new Map(pairs.map(({ name }, index) => [name, index]));
  for (const [index, { raw }] of pairs.entries()) {
    if (!raw.includes('$') || raw.startsWith("'")) continue;
    for (const [, name = ''] of raw.matchAll(reference)) {
      const place = places.get(name);
      if (place !== undefined && place !== index && !known.has(name)) return { name, isSetBefore: place < index };
    }
  }
  return undefined;
}
function inTurn(
  build: Parameters<typeof setInstruction>[0],
  instruction: Instruction,
): ReturnType<typeof setInstruction> {
  if (!isRepeatable(instruction)) return [];
  const lines = instruction.args.map(({ raw }) => `${instruction.written} ${raw}`);
  return setInstruction(build, instruction, lines.join('\n'));
}

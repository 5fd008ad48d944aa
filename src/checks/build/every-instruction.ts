// All instructions of a file in their order: before the first FROM, FROM itself, and those of the stages.
import type { Instruction } from '../../model/build-facts.ts';
import type { Build } from './final-stages.ts';

export function everyInstruction({ head, stages }: Pick<Build, 'head' | 'stages'>): readonly Instruction[] {
  return [...head, ...stages.flatMap(({ from, instructions }) => [from, ...instructions])];
}

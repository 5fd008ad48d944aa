// Which SHELL holds at each instruction; a stage takes it over from the stage it builds on.
import type { Instruction, Stage } from '../../model/build-facts.ts';
import type { Build } from './final-stages.ts';

interface Shelled {
  readonly stage: Stage;
  readonly instruction: Instruction;
  /** Words of the SHELL; absent where nothing sets one. */
  readonly shell?: readonly string[];
}
export function* inShells(build: Pick<Build, 'stages'>): Generator<Shelled> {
  const atEnd: (readonly string[] | undefined)[] = [];
  for (const stage of build.stages) {
    let shell = stage.baseStage === undefined ? undefined : atEnd[stage.baseStage];
    for (const instruction of stage.instructions) {
      yield shell === undefined ? { stage, instruction } : { stage, instruction, shell };
      if (instruction.keyword === 'SHELL') shell = instruction.args.map(({ raw }) => raw);
    }
    atEnd.push(shell);
  }
}

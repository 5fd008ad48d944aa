// Whether a WORKDIR of this file holds at an instruction, or whatever the base image has.
import type { Instruction, Stage } from '../../model/build-facts.ts';
import type { Build } from './final-stages.ts';

interface Placed {
  readonly stage: Stage;
  readonly instruction: Instruction;
  /** No WORKDIR before it, also not in the stage that this one builds on. */
  readonly isInherited: boolean;
}

export function* inDirectories(build: Pick<Build, 'stages'>): Generator<Placed> {
  const atEnd: boolean[] = [];
  for (const stage of build.stages) {
    let isInherited = (stage.baseStage === undefined ? undefined : atEnd[stage.baseStage]) ?? true;
    for (const instruction of stage.instructions) {
      yield { stage, instruction, isInherited };
      if (instruction.keyword === 'WORKDIR') isInherited = false;
    }
    atEnd.push(isInherited);
  }
}
/** Also as Windows writes it. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/u.test(path);
}

// Which working directory holds at each instruction: one that this file names, or whatever the base image has.
import type { Instruction, Stage } from '../../model/facts.ts';
import type { Build } from './final-stages.ts';

/** `inherited` from the base image; `relative` to that; `absolute` also where a variable decides. */
type Directory = 'inherited' | 'relative' | 'absolute';
interface Placed {
  readonly stage: Stage;
  readonly instruction: Instruction;
  /** Before the instruction. */
  readonly directory: Directory;
}

export function* inDirectories(build: Pick<Build, 'stages'>): Generator<Placed> {
  const atEnd: Directory[] = [];
  for (const stage of build.stages) {
    let directory: Directory = (stage.baseStage === undefined ? undefined : atEnd[stage.baseStage]) ?? 'inherited';
    for (const instruction of stage.instructions) {
      yield { stage, instruction, directory };
      if (instruction.keyword !== 'WORKDIR') continue;
      const path = instruction.args[0]?.text;
      if (path === undefined || isAbsolutePath(path)) directory = 'absolute';
      else if (directory === 'inherited') directory = 'relative';
    }
    atEnd.push(directory);
  }
}
/** Also as Windows writes it. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/u.test(path);
}

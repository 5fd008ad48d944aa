// Finds instructions of which an image can have one only, given several times in a stage.
import type { Message } from '../../model/check.ts';
import { fixBy, instructionsOf, removeInstruction } from './edits.ts';
import type { Build } from './final-stages.ts';
import { instructionField } from './invocation.ts';

export function* repeated(build: Build, keyword: string): Generator<Message> {
  for (const stage of build.stages) {
    const all = instructionsOf([stage], keyword);
    const idle = all.slice(0, -1);
    if (idle.length === 0) continue;
    yield {
      key: `stage ${String(stage.index)}`,
      what: `${String(all.length)} times ${keyword} in one stage, of which the last one counts`,
      fields: idle.map(instructionField),
      ...fixBy(
        `keep the last ${keyword}`,
        idle.flatMap((instruction) => removeInstruction(build, instruction)),
      ),
    };
  }
}

// Which stages of a build end up in the image, and which ones its content comes from.
import type { Stage } from '../../model/build-facts.ts';
import type { JudgedOf } from '../../model/facts.ts';
import { namesIn } from './taken-from.ts';

export type Build = JudgedOf<'build'>;

type Stages = readonly Stage[];
/** Every check asks for the same ones. */
function remembering(find: (stages: Stages) => Stages): (build: Pick<Build, 'stages'>) => Stages {
  const known = new WeakMap<Stages, Stages>();
  return ({ stages }) => {
    const found = known.get(stages) ?? find(stages);
    known.set(stages, found);
    return found;
  };
}

/** The last stage and those that it builds on, lowest first: every layer of theirs is in the image. */
export const shippedStages = remembering((stages) => {
  const chain: Stage[] = [];
  let stage = stages.at(-1);
  while (stage !== undefined && chain.length <= stages.length) {
    chain.push(stage);
    stage = stage.baseStage === undefined ? undefined : stages[stage.baseStage];
  }
  return chain.reverse();
});

/** Also the stages that files are taken from: what runs there decides what is in the image. */
export const contributingStages = remembering((stages) => {
  const byName = new Map<string, Stage>();
  for (const stage of stages) {
    byName.set(String(stage.index), stage);
    if (stage.name !== undefined) byName.set(stage.name.toLowerCase(), stage);
  }
  const found = new Set<Stage>();
  const open = stages.slice(-1);
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (found.has(stage)) continue;
    found.add(stage);
    const parent = stage.baseStage === undefined ? undefined : stages[stage.baseStage];
    if (parent !== undefined) open.push(parent);
    for (const name of stage.instructions.flatMap(namesIn)) {
      const source = byName.get(name.toLowerCase());
      if (source !== undefined) open.push(source);
    }
  }
  return stages.filter((stage) => found.has(stage));
});

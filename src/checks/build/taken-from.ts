// Where COPY --from and RUN --mount=from take files: which stage, or which image, a name there means.
import type { Instruction, Stage } from '../../model/build-facts.ts';

export interface Taken {
  readonly stage: Stage;
  readonly instruction: Instruction;
  readonly name: string;
  /** An earlier stage wins over every other reading of the name. */
  readonly means: 'earlier stage' | 'own stage' | 'no stage' | 'image' | 'later stage';
}

export function* takenIn(build: { readonly stages: readonly Stage[] }, stages: readonly Stage[]): Generator<Taken> {
  const firstOf = new Map<string, number>();
  for (const { name, index } of build.stages.toReversed()) {
    firstOf.set(String(index), index);
    if (name !== undefined) firstOf.set(name.toLowerCase(), index);
  }
  for (const stage of stages) {
    for (const instruction of stage.instructions) {
      for (const name of namesIn(instruction)) {
        // With a variable in it nobody knows; `scratch` is nothing at all, `context` the builder's own.
        if (name === '' || name === 'scratch' || name === 'context' || name.includes('$')) continue;
        yield { stage, instruction, name, means: meaningOf(stage, name.toLowerCase(), firstOf) };
      }
    }
  }
}
function meaningOf(stage: Stage, name: string, firstOf: ReadonlyMap<string, number>): Taken['means'] {
  const first = firstOf.get(name);
  if (first === undefined) return /^\d+$/u.test(name) ? 'no stage' : 'image';
  if (first < stage.index) return 'earlier stage';
  return stage.name?.toLowerCase() === name || first === stage.index ? 'own stage' : 'later stage';
}
export function namesIn({ keyword, flags }: Instruction): readonly string[] {
  if (keyword === 'COPY') return flags['from'] === undefined ? [] : [flags['from']];
  if (keyword !== 'RUN' || flags['mount'] === undefined) return [];
  return flags['mount']
    .split(/[\n,]/u)
    .flatMap((part) => (part.startsWith('from=') ? [part.slice('from='.length)] : []));
}

// Where COPY --from and RUN --mount=from take files: which stage, or which image, a name there means.
import type { Instruction, Stage } from '../../model/facts.ts';

export interface Taken {
  readonly stage: Stage;
  readonly instruction: Instruction;
  readonly name: string;
  /** An earlier stage wins over every other reading of the name. */
  readonly means: 'earlier stage' | 'own stage' | 'no stage' | 'image' | 'later stage';
}

export function* takenIn(build: { readonly stages: readonly Stage[] }, stages: readonly Stage[]): Generator<Taken> {
  for (const stage of stages) {
    for (const instruction of stage.instructions) {
      for (const name of namesIn(instruction)) {
        // With a variable in it nobody knows; `scratch` is nothing at all, `context` the builder's own.
        if (name === '' || name === 'scratch' || name === 'context' || name.includes('$')) continue;
        yield { stage, instruction, name, means: meaningOf(build.stages, stage, name) };
      }
    }
  }
}
function meaningOf(stages: readonly Stage[], { index }: Stage, name: string): Taken['means'] {
  const isCalled = (stage: Stage): boolean =>
    stage.name?.toLowerCase() === name.toLowerCase() || String(stage.index) === name;
  const named = stages.filter(isCalled);
  if (named.some((stage) => stage.index < index)) return 'earlier stage';
  if (named.some((stage) => stage.index === index)) return 'own stage';
  if (named.length > 0) return 'later stage';
  return /^\d+$/u.test(name) ? 'no stage' : 'image';
}
export function namesIn({ keyword, flags }: Instruction): readonly string[] {
  if (keyword === 'COPY') return flags['from'] === undefined ? [] : [flags['from']];
  if (keyword !== 'RUN' || flags['mount'] === undefined) return [];
  return flags['mount']
    .split(/[\n,]/u)
    .flatMap((part) => (part.startsWith('from=') ? [part.slice('from='.length)] : []));
}

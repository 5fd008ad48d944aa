// Judges RUNs that refresh a package index and install nothing with it.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { fixBy, joinNext, removeInstruction } from './edits.ts';
import { also, onAlpine, onDebian } from './example-text.ts';
import { shippedStages, type Build } from './final-stages.ts';
import { commandField, invocationsIn, mountedFolders, operandsOf, type Invocation } from './invocation.ts';
import { installsOf } from './package-install.ts';

const refreshWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['apt-get', ['update']],
  ['apt', ['update']],
  ['aptitude', ['update']],
  ['apk', ['update']],
  ['yum', ['makecache', 'check-update']],
  ['dnf', ['makecache', 'check-update']],
  ['zypper', ['refresh', 'ref']],
]);
const useWords = /^(?:install|add|upgrade|dist-upgrade|full-upgrade|build-dep|download|in|up|update-minimal|satisfy)$/u;

export const updateAlone: Check<'build'> = {
  id: toRuleId('df-update-alone'),
  title: 'Package index is refreshed in a RUN of its own',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'The builder reuses that layer for months: later installs take the old index from it, and with it versions whose flaws have long been mended.',
  todo: 'Refresh and install in one RUN',
  refs: ['CISD 4.7', 'DS-0017', 'CKV_DOCKER_5', 'CIS-DI-0007', 'kics:9bae49be'],
  since: '2026.11',
  examples: {
    bad: [
      also(
        onDebian('RUN apt-get update', 'RUN apt-get install -y --no-install-recommends tzdata=2024b-0+deb12u1'),
        'df-apt-lists-kept',
      ),
      onAlpine('RUN apk update'),
    ],
    good: [
      onDebian(
        'RUN apt-get update && apt-get install -y --no-install-recommends tzdata=2024b-0+deb12u1 && rm -rf /var/lib/apt/lists/*',
      ),
    ],
  },
  *run(build) {
    for (const stage of shippedStages(build)) {
      for (const instruction of stage.instructions) {
        const alone = findAlone(instruction);
        if (alone === undefined) continue;
        yield {
          key: alone.program,
          what: `${alone.program} refreshes its index and nothing is installed with it`,
          fields: [commandField(alone)],
          ...fixBy('refresh where it is installed', joined(build, stage, alone)),
        };
      }
    }
  },
};

/** Where the RUN does nothing else, and the install is what follows. */
function joined(build: Build, stage: Stage, { program, instruction }: Invocation): ModelEdit[] {
  const index = stage.instructions.indexOf(instruction);
  const next = stage.instructions[index + 1];
  if (invocationsIn(instruction).length !== 1 || !isPlainRun(instruction)) return [];
  const rest = { ...stage, instructions: stage.instructions.slice(index + 1) };
  // An index that is refreshed in the last stage, before nothing that is run, is of no use to anybody.
  if (stage === build.stages.at(-1) && !rest.instructions.some(({ keyword }) => keyword === 'RUN'))
    return removeInstruction(build, instruction);
  if (next === undefined || !isPlainRun(next)) return [];
  return [...installsOf([rest], program)].some((install) => install.instruction === next)
    ? joinNext(build, instruction)
    : [];
}
function isPlainRun({ keyword, flags, isJson, text, gaps }: Instruction): boolean {
  return keyword === 'RUN' && Object.keys(flags).length === 0 && !isJson && !text.includes('<<') && gaps.length === 0;
}

function findAlone(instruction: Instruction): Invocation | undefined {
  let refresh: Invocation | undefined;
  if (mountedFolders(instruction).length > 0) return undefined;
  for (const invocation of invocationsIn(instruction)) {
    const words = refreshWords.get(invocation.program);
    const verb = operandsOf(invocation)[0];
    if (words !== undefined && verb !== undefined && words.includes(verb)) refresh = invocation;
    // A script that is called may well install: what cannot be seen is not accused.
    else if (operandsOf(invocation).some((arg) => useWords.test(arg)) || !isHarmless(invocation)) return undefined;
  }
  return refresh;
}
function isHarmless({ program }: Invocation): boolean {
  return /^(?:set|echo|rm|true|:|cd|mkdir|sed|cat|export|find|test|\[|cp|mv|touch|ln|chmod|chown|apt-get|apt|apk|yum|dnf)$/u.test(
    program,
  );
}

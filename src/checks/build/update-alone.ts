// Judges RUNs that refresh a package index and install nothing with it.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/facts.ts';
import { also, onAlpine, onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, invocationsIn, mountedFolders, operandsOf, type Invocation } from './invocation.ts';

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
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      const alone = findAlone(instruction);
      if (alone === undefined) continue;
      yield {
        key: alone.program,
        what: `${alone.program} refreshes its index and nothing is installed with it`,
        fields: [commandField(alone)],
      };
    }
  },
};

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

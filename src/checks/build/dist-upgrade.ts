// Judges builds that move the whole distribution on.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { fixBy, removeInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField, invocationsIn, invocationsOf, type Invocation } from './invocation.ts';

const verbs: ReadonlyMap<string, readonly string[]> = new Map([
  ['apt-get', ['dist-upgrade', 'full-upgrade']],
  ['apt', ['dist-upgrade', 'full-upgrade']],
  ['aptitude', ['dist-upgrade', 'full-upgrade']],
  ['zypper', ['dist-upgrade', 'dup']],
  ['dnf', ['distro-sync', 'dsync', 'system-upgrade']],
  ['yum', ['distro-sync', 'distribution-synchronization']],
  ['do-release-upgrade', []],
]);
const upkeep = /^(?:update|upgrade|refresh|ref|clean|autoclean|autoremove|makecache)$/u;

export const distUpgrade: Check<'build'> = {
  id: toRuleId('df-dist-upgrade'),
  title: 'Build moves the whole distribution on',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'It may replace or remove any package, so that what comes out has little to do with the base that was named and tested; each build differs from the last.',
  todo: 'Take a newer base image, and upgrade single packages where a fix is urgent',
  refs: ['DL3035', 'DS-0024', 'DKL-DI-0003'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian('RUN apt-get update && apt-get -y dist-upgrade && rm -rf /var/lib/apt/lists/*'),
      onDebian('RUN zypper --non-interactive dup'),
    ],
    good: [onDebian('RUN apt-get update && apt-get -y upgrade && rm -rf /var/lib/apt/lists/*')],
  },
  *run(build) {
    for (const invocation of invocationsOf(
      contributingStages(build),
      /^(?:apt|apt-get|aptitude|zypper|dnf|yum|do-release-upgrade)$/u,
    )) {
      if (!isUpgrade(invocation)) continue;
      const { instruction } = invocation;
      yield {
        key: `${invocation.program} ${invocation.args.join(' ')}`,
        what: `${invocation.program} moves the whole distribution on`,
        fields: [commandField(invocation)],
        ...fixBy('take it away', isOnlyUpgrade(instruction) ? removeInstruction(build, instruction) : []),
      };
    }
  },
};

function isUpgrade({ program, args }: Invocation): boolean {
  const known = verbs.get(program);
  return known?.length === 0 || args.some((arg) => known?.includes(arg) === true);
}
/** Nothing else is done in that RUN. */
function isOnlyUpgrade(instruction: Instruction): boolean {
  return invocationsIn(instruction).every(
    (invocation) =>
      isUpgrade(invocation) ||
      (invocation.program === 'rm' && invocation.args.includes('/var/lib/apt/lists/*')) ||
      (verbs.has(invocation.program) && invocation.args.some((arg) => upkeep.test(arg))),
  );
}

// Judges installs of apt that wait for an answer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { unconfirmed } from './confirmation.ts';
import { onDebian } from './example-text.ts';
import { hasOption, type Invocation } from './invocation.ts';

const configured = /APT::Get::Assume-Yes/iu;
/** Twice quiet is a yes as well. */
function isQuiet({ args }: Invocation): boolean {
  const letters = args.filter((arg) => /^-[A-Za-z]+$/u.test(arg)).join('');
  return args.some((arg) => /^-q=[2-9]$|^--quiet=[2-9]$/u.test(arg)) || letters.split('q').length > 2;
}

export const aptNoYes: Check<'build'> = {
  id: toRuleId('df-apt-no-yes'),
  title: 'apt waits for an answer that nobody gives',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Nobody can answer in a build: it fails there, or worse, only once a package wants more than it did, and the update that was urgent does not come.',
  todo: 'Add -y',
  refs: ['DL3014', 'DS-0021', 'kics:77783205'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian(
        'RUN apt-get update && apt-get install --no-install-recommends tool=1.2-3 && rm -rf /var/lib/apt/lists/*',
      ),
    ],
    good: [
      onDebian(
        'RUN apt-get update && apt-get install -qq --no-install-recommends tool=1.2-3 && rm -rf /var/lib/apt/lists/*',
      ),
      onDebian(
        'RUN apt-get update && apt-get install --yes --no-install-recommends tool=1.2-3 && rm -rf /var/lib/apt/lists/*',
      ),
    ],
  },
  *run(build) {
    if (build.stages.some(({ instructions }) => instructions.some(({ text }) => configured.test(text)))) return;
    yield* unconfirmed(
      build,
      ['apt-get', 'apt', 'aptitude'],
      (invocation) =>
        hasOption(invocation, '--yes', '--assume-yes', '--assume-no', '--force-yes') || isQuiet(invocation),
    );
  },
};

// Judges calls of zypper that wait for an answer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy } from './edits.ts';
import { onDebian } from './example-text.ts';
import { commandField, hasOption, invocationsOf, operandsOf, replaceWord } from './invocation.ts';

const asking =
  /^(?:install|in|remove|rm|source-install|si|patch|update|up|dist-upgrade|dup|install-new-recommends|inr)$/u;

export const zypperInteractive: Check<'build'> = {
  id: toRuleId('df-zypper-interactive'),
  title: 'zypper waits for an answer that nobody gives',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Nobody can answer in a build: it fails there, or worse, only once a package wants more than it did, and the update that was urgent does not come.',
  todo: 'Add --non-interactive',
  refs: ['DL3034', 'kics:45e1fca5'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN zypper install tool=1.2-3 && zypper clean --all')],
    good: [
      onDebian('RUN zypper --non-interactive install tool=1.2-3 && zypper clean --all'),
      onDebian('RUN zypper install -y tool=1.2-3 && zypper clean --all'),
    ],
  },
  *run(build) {
    for (const invocation of invocationsOf(build.stages, /^zypper$/u)) {
      const verb = operandsOf(invocation).find((arg) => asking.test(arg));
      if (verb === undefined || hasOption(invocation, '-y', '--no-confirm', '-n', '--non-interactive')) continue;
      yield {
        key: `zypper ${operandsOf(invocation).join(' ')}`,
        what: `zypper ${verb} asks before it goes on`,
        fields: [commandField(invocation)],
        ...fixBy('add --non-interactive', replaceWord(build, invocation, 'zypper', 'zypper --non-interactive')),
      };
    }
  },
};

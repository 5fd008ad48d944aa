// Judges calls of apt, whose behaviour is made for people at a terminal.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy } from './edits.ts';
import { onDebian } from './example-text.ts';
import { commandField, invocationsOf, operandsOf, replaceWord } from './invocation.ts';

/** What apt-get does under the same name. */
const shared =
  /^(?:install|reinstall|update|upgrade|remove|purge|autoremove|autopurge|clean|autoclean|build-dep|source|download)$/u;

export const aptNotAptGet: Check<'build'> = {
  id: toRuleId('df-apt-not-apt-get'),
  title: 'apt is called where apt-get is meant',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'apt is for people: its options and output may change from release to release, and a script that hangs on them breaks.',
  todo: 'Use apt-get, or apt-cache for questions',
  refs: ['DL3027', 'CKV_DOCKER_9', 'kics:b84a0b47'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian('RUN apt update && apt install -y --no-install-recommends tool=1.2-3 && rm -rf /var/lib/apt/lists/*'),
    ],
    good: [
      onDebian(
        'RUN apt-get update && apt-get install -y --no-install-recommends tool=1.2-3 && rm -rf /var/lib/apt/lists/*',
      ),
    ],
  },
  *run(build) {
    for (const invocation of invocationsOf(build.stages, /^apt$/u)) {
      const verb = operandsOf(invocation).find((arg) => shared.test(arg));
      const edits = verb === undefined ? [] : replaceWord(build, invocation, 'apt', 'apt-get');
      yield {
        key: `apt ${invocation.args.join(' ')}`,
        what: `a RUN calls apt${verb === undefined ? '' : ` ${verb}`}`,
        fields: [commandField(invocation)],
        ...fixBy('use apt-get', edits),
      };
    }
  },
};

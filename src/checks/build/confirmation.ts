// Finds installs that ask before they go on, which nobody can answer in a build.
import type { Message } from '../../model/check.ts';
import { fixBy } from './edits.ts';
import type { Build } from './final-stages.ts';
import { commandField, hasOption, invocationsIn, replaceWord, type Invocation } from './invocation.ts';
import { installsOf } from './package-install.ts';

/** One message an install that none of the options answers for. */
export function* unconfirmed(
  build: Build,
  managers: readonly string[],
  isAnswered: (invocation: Invocation) => boolean,
): Generator<Message> {
  for (const install of installsOf(build.stages, ...managers)) {
    if (hasOption(install, '-y') || isAnswered(install) || isFedYes(install)) continue;
    const verb = install.args.find((arg) => /install$|^module$/u.test(arg)) ?? '';
    yield {
      key: `${install.manager} ${install.packages.join(' ')}`,
      what: `${install.manager} ${verb} asks before it goes on`,
      fields: [commandField(install)],
      ...fixBy('add -y', replaceWord(build, install, verb, `${verb} -y`)),
    };
  }
}
/** `yes | apt-get install …`. */
function isFedYes(invocation: Invocation): boolean {
  const all = invocationsIn(invocation.instruction);
  const before = all[all.findIndex(({ command }) => command === invocation.command) - 1];
  return before?.program === 'yes' && before.command.isPiped;
}

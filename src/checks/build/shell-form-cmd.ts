// Judges start commands that a shell stands in front of.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { fixBy, instructionsOf, setInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import type { Build } from './final-stages.ts';
import { instructionField } from './invocation.ts';
import { inShells } from './shell-in-force.ts';

const probed = 'HEALTHCHECK CMD ["check"]';
/** Nothing that only a shell understands. */
const plainText = /^[\w@%+:,./][\w@%+=:,./ -]*$/u;
const builtins = /^(?:cd|export|source|\.|set|ulimit|umask|eval|trap|if|for|while|case|\w+=.*)$/u;

export const shellFormCmd: Check<'build'> = {
  id: toRuleId('df-shell-form-cmd'),
  title: 'A shell stands in front of the program',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'The shell is process 1 and passes no signals on, so that stopping kills the program in the middle of its work; and it expands what stands in variables.',
  todo: 'Write the command as JSON, or name the shell that is meant with SHELL',
  refs: ['CWE-78', 'DL3025', 'BK:JSONArgsRecommended', 'kics:b86987e1'],
  since: '2026.11',
  pack: 'reliability',
  examples: {
    bad: [onDebian(probed, 'CMD serve --tls'), onDebian(probed, 'ENTRYPOINT exec serve')],
    good: [
      onDebian(probed, 'CMD ["serve", "--tls"]'),
      onDebian(probed, 'SHELL ["/bin/bash", "-c"]', 'CMD serve --tls'),
    ],
  },
  *run(build) {
    for (const { instruction, shell } of inShells(build)) {
      const { keyword, isJson, text } = instruction;
      if ((keyword !== 'CMD' && keyword !== 'ENTRYPOINT') || isJson || text === '' || shell !== undefined) continue;
      yield {
        key: `${keyword} ${text.slice(0, 200)}`,
        what: `${keyword} runs through /bin/sh -c`,
        fields: [instructionField(instruction)],
        ...fixBy('write it as JSON', toJson(build, instruction)),
      };
    }
  },
};

/** ENTRYPOINT and CMD read each other's form: where there are both, it is for people to say what is meant. */
function toJson(build: Build, instruction: Instruction): ModelEdit[] {
  const { keyword, written, text } = instruction;
  const other = keyword === 'CMD' ? 'ENTRYPOINT' : 'CMD';
  const words = text.replace(/^exec /u, '').split(/ +/u);
  if (!plainText.test(text) || builtins.test(words[0] ?? '') || instructionsOf(build.stages, other).length > 0)
    return [];
  return setInstruction(build, instruction, `${written} [${words.map((word) => JSON.stringify(word)).join(', ')}]`);
}

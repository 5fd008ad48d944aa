// Judges pipes whose first commands may fail unnoticed.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { bottomImage, pipefailShell } from './base-image.ts';
import { fixBy, insertBefore } from './edits.ts';
import { onAlpine, onDebian } from './example-text.ts';
import type { Build } from './final-stages.ts';
import { interpreter } from './interpreter.ts';
import { commandField, invocationsIn, type Invocation } from './invocation.ts';
import { inShells } from './shell-in-force.ts';

/** They do nothing but print. */
const printers = /^(?:echo|printf|yes|true|:)$/u;

export const pipefail: Check<'build'> = {
  id: toRuleId('df-pipefail'),
  title: 'A failure in front of a pipe goes unnoticed',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Only the last command of a pipe decides: a download that broke off, or a check that failed, in front of it does not stop the build, and what it left is in the image.',
  todo: 'Set SHELL with -o pipefail before, or begin the RUN with set -o pipefail',
  refs: ['CWE-390', 'DL4006', 'kics:efbf148a'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN gpg --verify list.sig list | tee /var/log/list.log'),
      onAlpine('RUN wget -qO - https://keys.example/vendor.asc | gpg --dearmor -o /etc/apt/keyrings/vendor.gpg'),
    ],
    good: [
      onDebian('SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'RUN gpg --verify list.sig list | tee /var/log/list.log'),
      onDebian('RUN set -o pipefail && gpg --verify list.sig list | tee /var/log/list.log'),
      onDebian('RUN echo "24b1f0c7  list" | sha256sum -c -'),
    ],
  },
  *run(build) {
    const first = new Map<Stage, Instruction>();
    for (const { stage, instruction, shell } of inShells(build)) {
      const hidden = shell?.includes('pipefail') === true ? undefined : findHidden(instruction);
      if (hidden === undefined) continue;
      if (!first.has(stage)) first.set(stage, instruction);
      const fix = shell === undefined ? shellFix(build, stage, first.get(stage) ?? instruction) : {};
      yield {
        key: hidden.program,
        what: `${hidden.program} may fail in front of a pipe, and the RUN goes on`,
        fields: [commandField(hidden)],
        ...fix,
      };
    }
  },
};

/** What is piped into an interpreter has a graver rule. */
function findHidden(instruction: Instruction): Invocation | undefined {
  const invocations = invocationsIn(instruction);
  if (invocations.some(({ args }) => args.includes('pipefail'))) return undefined;
  return invocations.find(({ program, command }, index) => {
    if (!command.isPiped || printers.test(program)) return false;
    const end = invocations.findIndex((other, at) => at > index && !other.command.isPiped);
    return !invocations.slice(index + 1, end + 1).some((next) => interpreter.test(next.program));
  });
}

/** One SHELL before the first such RUN serves the whole stage. */
function shellFix(build: Build, stage: Stage, instruction: Instruction): Pick<Message, 'fix'> {
  const shell = pipefailShell(bottomImage(build, stage));
  const text = `SHELL ["${shell ?? ''}", "-o", "pipefail", "-c"]`;
  return fixBy(`set ${text}`, shell === undefined ? [] : insertBefore(build, instruction, text));
}

// Judges builds that let an account become root without a password.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/facts.ts';
import { fixBy, instructionsOf, removeInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, instructionField, invocationsIn } from './invocation.ts';

export const sudoersNopasswd: Check<'build'> = {
  id: toRuleId('df-sudoers-nopasswd'),
  title: 'An account may become root without a password',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Whoever takes over the process of that account is root with one command: the unprivileged user protects nothing.',
  todo: 'Take the rule out, and do what needs root before USER',
  refs: ['N190:4.1.2', 'T1548', 'CWE-250'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian("RUN echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers"),
      onDebian('RUN useradd app && echo "app ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/app'),
      onDebian('RUN <<E', "echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/app", 'E'),
    ],
    good: [onDebian('RUN useradd app'), onDebian("RUN echo 'app ALL=(ALL) ALL' > /etc/sudoers.d/app")],
  },
  *run(build) {
    for (const instruction of instructionsOf(shippedStages(build), 'RUN')) {
      const text = instruction.args[0]?.raw ?? '';
      const call = invocationsIn(instruction).find(({ args }) => args.some((arg) => /NOPASSWD/u.test(arg)));
      // In a here-document the file's name is not seen, but nothing else is written like that.
      if (!(/sudoers/u.test(text) && /NOPASSWD/u.test(text)) && !rule.test(call?.args.join(' ') ?? '')) continue;
      yield {
        key: call?.args.join(' ').slice(0, 120) ?? 'sudoers',
        what: 'a rule with NOPASSWD is written for sudo',
        fields: [call === undefined ? instructionField(instruction) : commandField(call)],
        ...fixBy('take the rule away', isOnlyRule(instruction) ? removeInstruction(build, instruction) : []),
      };
    }
  },
};

const rule = /ALL\s{0,4}=.{0,200}NOPASSWD/u;

/** Nothing else is done there than writing the rule and setting its file's mode. */
function isOnlyRule(instruction: Instruction): boolean {
  return invocationsIn(instruction).every(
    ({ program, args }) =>
      /^(?:echo|printf)$/u.test(program) || (program === 'chmod' && args.at(-1)?.includes('sudoers') === true),
  );
}

// Judges builds that let an account become root without a password.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { fixBy, instructionsOf, removeInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages, type Build } from './final-stages.ts';
import { instructionField, invocationsIn } from './invocation.ts';
import { linesInto, withoutLine, type WrittenLine } from './written-lines.ts';

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
      onDebian('RUN cat <<EOF > /etc/sudoers.d/app', 'app ALL=(ALL) NOPASSWD:ALL', 'EOF'),
      onDebian('RUN <<EOF', 'echo "app ALL=(ALL) NOPASSWD:ALL" > /etc/sudoers.d/app', 'EOF'),
      onDebian('COPY <<EOF /etc/sudoers.d/', 'Defaults env_reset', 'app ALL=(ALL) NOPASSWD:ALL', 'EOF'),
    ],
    good: [
      onDebian('RUN useradd app'),
      onDebian("RUN echo 'app ALL=(ALL) ALL' > /etc/sudoers.d/app"),
      onDebian('COPY <<EOF /etc/sudoers.d/app', '# app ALL=(ALL) NOPASSWD:ALL', 'app ALL=(ALL) ALL', 'EOF'),
    ],
  },
  *run(build) {
    for (const instruction of instructionsOf(shippedStages(build), 'RUN', 'COPY', 'ADD')) {
      const { keyword, text } = instruction;
      const written = [...linesInto([instruction], /sudoers/u)].find(({ line }) => /^[^#]*NOPASSWD/u.test(line));
      const isSaid = keyword === 'RUN' && text.includes('sudoers') && text.includes('NOPASSWD');
      if (written === undefined && !isSaid) continue;
      yield {
        key: written?.path ?? 'sudoers',
        what: 'a rule with NOPASSWD is written for sudo',
        fields: [written?.field ?? instructionField(instruction)],
        ...fixBy('take the rule away', removalOf(build, instruction, written)),
      };
    }
  },
};

function removalOf(build: Build, instruction: Instruction, written: WrittenLine | undefined): readonly ModelEdit[] {
  if (instruction.keyword === 'RUN' && instruction.texts.length === 0)
    return isOnlyRule(instruction) ? removeInstruction(build, instruction) : [];
  return written === undefined ? [] : withoutLine(build, written);
}
/** Nothing else is done there than writing the rule and setting its file's mode. */
function isOnlyRule(instruction: Instruction): boolean {
  return invocationsIn(instruction).every(
    ({ program, args }) =>
      /^(?:echo|printf)$/u.test(program) || (program === 'chmod' && args.at(-1)?.includes('sudoers') === true),
  );
}

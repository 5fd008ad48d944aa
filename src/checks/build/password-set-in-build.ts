// Judges builds that give an account a password, or none.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { fixBy, removeInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { hasOption, invocationsIn, invocationsOf, type Invocation } from './invocation.ts';
import { declared } from '../../model/field.ts';

export const passwordSetInBuild: Check<'build'> = {
  id: toRuleId('df-password-set-in-build'),
  title: 'Build sets or blanks the password of an account',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Every copy of the image has the same password, and everyone who can pull it reads it: a way to root for whoever gets in.',
  todo: 'Leave the account without a password and locked',
  refs: ['CISD 4.10', 'CWE-259', 'CKV2_DOCKER_17'],
  since: '2026.11',
  examples: {
    bad: [onDebian("RUN echo 'root:toor' | chpasswd"), onDebian('RUN passwd -d root')],
    good: [onDebian('RUN useradd --system app'), onDebian('RUN passwd -l root')],
  },
  *run(build) {
    for (const invocation of invocationsOf(shippedStages(build), /^(?:chpasswd|passwd|user(?:mod|add))$/u)) {
      if (!setsPassword(invocation)) continue;
      const { program, command, instruction } = invocation;
      yield {
        key: program,
        what: `${program} sets a password`,
        fields: [{ name: 'RUN', field: declared(program, command.at) }],
        ...fixBy('take it out', isAllThereIs(instruction) ? removeInstruction(build, instruction) : []),
      };
    }
  },
};

function setsPassword(invocation: Invocation): boolean {
  const { program, args } = invocation;
  if (program === 'chpasswd') return true;
  if (program === 'passwd') return hasOption(invocation, '--stdin', '--delete') || args.includes('-d');
  if (program === 'usermod' || program === 'useradd') {
    const at = args.findIndex((arg) => arg === '-p' || arg.startsWith('--password'));
    // `!` and `*` are no password that anyone could type.
    return at !== -1 && !/^['"]?[!*]/u.test(args[at + 1] ?? '');
  }
  return false;
}
/** Nothing is lost with the instruction but the password. */
function isAllThereIs(instruction: Instruction): boolean {
  return (
    instruction.keyword === 'RUN' &&
    invocationsIn(instruction).every((one) => isWriter(one) || (one.program !== 'useradd' && setsPassword(one)))
  );
}
function isWriter({ program, command }: Invocation): boolean {
  return command.isPiped && /^(?:echo|printf)$/u.test(program);
}

// Judges RUNs that put another program in the place of the shell.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, setInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import { commandField, invocationsIn, invocationsOf, operandsOf, type Invocation } from './invocation.ts';

export const shellChangedByRun: Check<'build'> = {
  id: toRuleId('df-shell-changed-by-run'),
  title: 'A RUN puts another program in the place of the shell',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Scripts of packages rely on the shell of the distribution, and fail or do something else with another; an upgrade puts the old one back in the middle of it.',
  todo: 'Say which shell the build is to use with SHELL',
  refs: ['DL4005', 'kics:8a301064'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN ln -sf /bin/bash /bin/sh'), onDebian('RUN chsh -s /bin/zsh')],
    good: [onDebian('SHELL ["/bin/bash", "-c"]'), onDebian('RUN ln -s /opt/tool/run.sh /usr/local/bin/run')],
  },
  *run(build) {
    for (const invocation of invocationsOf(build.stages, /^(?:ln|mv|cp|chsh|dpkg-reconfigure|update-alternatives)$/u)) {
      if (!changesShell(invocation)) continue;
      const { program, instruction, args } = invocation;
      const shell = linkedShell(invocation);
      const isAlone = invocationsIn(instruction).every(
        (other) => other.command === invocation.command || isRemoval(other),
      );
      const edits =
        shell === undefined || !isAlone ? [] : setInstruction(build, instruction, `SHELL ["${shell}", "-c"]`);
      yield {
        key: `${program} ${args.join(' ')}`,
        what: `${program} changes what /bin/sh is`,
        fields: [commandField(invocation)],
        ...fixBy('use SHELL', edits),
      };
    }
  },
};

function changesShell(invocation: Invocation): boolean {
  const { program, args } = invocation;
  if (program === 'chsh') return true;
  if (program === 'dpkg-reconfigure') return args.includes('dash');
  return /^(?:\/usr)?\/bin\/sh$/u.test(operandsOf(invocation).at(program === 'update-alternatives' ? 0 : -1) ?? '');
}
function isRemoval({ program, args }: Invocation): boolean {
  return program === 'rm' && args.at(-1) === '/bin/sh';
}
function linkedShell(invocation: Invocation): string | undefined {
  const [from = ''] = operandsOf(invocation);
  const name = /^(?:(?:\/usr)?\/bin\/)?(bash|ash|zsh|ksh)$/u.exec(from)?.[1];
  return invocation.program === 'ln' && name !== undefined ? `/bin/${name}` : undefined;
}

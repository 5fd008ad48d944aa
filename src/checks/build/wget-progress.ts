// Judges calls of wget that draw their progress into the log.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy } from './edits.ts';
import { onDebian } from './example-text.ts';
import { commandField, hasOption, invocationsOf, operandsOf, replaceWord, type Invocation } from './invocation.ts';

export const wgetProgress: Check<'build'> = {
  id: toRuleId('df-wget-progress'),
  title: 'wget floods the log of the build',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'A line for every few kilobytes hides the one line that says what went wrong.',
  todo: 'Add -q, -nv or --progress=dot:giga',
  refs: ['DL3047'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN wget -O /etc/a.json https://a.example/a.json')],
    good: [
      onDebian('RUN wget -qO /etc/a.json https://a.example/a.json'),
      onDebian('RUN wget --progress=dot:giga -O /etc/a.json https://a.example/a.json'),
    ],
  },
  *run(build) {
    for (const invocation of invocationsOf(build.stages, /^wget$/u)) {
      if (isCalm(invocation)) continue;
      const [host = ''] = operandsOf(invocation).flatMap((arg) => /:\/\/(?:[^/]*@)?([^/]*)/u.exec(arg)?.[1] ?? []);
      yield {
        key: `wget ${host}`,
        what: 'wget draws its progress',
        fields: [commandField(invocation)],
        ...fixBy('add -q', replaceWord(build, invocation, 'wget', 'wget -q')),
      };
    }
  },
};

function isCalm(invocation: Invocation): boolean {
  return (
    invocation.args.some((arg) => /^-[A-Za-z]*(?:q|nv)/u.test(arg)) ||
    hasOption(invocation, '--quiet', '--no-verbose', '--progress') ||
    hasOption(invocation, '-o', '--output-file', '-a', '--append-output', '-b', '--background', '--version', '--help')
  );
}

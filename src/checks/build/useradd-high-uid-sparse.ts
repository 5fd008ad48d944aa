// Judges useradd with a very high id, which makes a huge log of logins: https://github.com/moby/moby/issues/5419
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy } from './edits.ts';
import { onDebian } from './example-text.ts';
import { commandField, hasOption, invocationsOf, replaceWord, type Invocation } from './invocation.ts';

export const useraddHighUidSparse: Check<'build'> = {
  id: toRuleId('df-useradd-high-uid-sparse'),
  title: 'useradd with a very high id writes a huge file',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'The logs of logins have a place for every id below; in a layer the empty places are written out, and the image can fill the disk of who pulls it.',
  todo: 'Add --no-log-init, or take a smaller id',
  refs: ['DL3046'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN useradd -u 1000660000 app'), onDebian('RUN useradd --uid=1000660000 app')],
    good: [onDebian('RUN useradd -l -u 1000660000 app'), onDebian('RUN useradd -u 65532 app')],
  },
  *run(build) {
    for (const invocation of invocationsOf(build.stages, /^useradd$/u)) {
      const id = highId(invocation);
      if (id === undefined || hasOption(invocation, '-l', '--no-log-init')) continue;
      yield {
        key: id,
        what: `useradd with the id ${id}`,
        fields: [commandField(invocation)],
        ...fixBy('add --no-log-init', replaceWord(build, invocation, 'useradd', 'useradd --no-log-init')),
      };
    }
  },
};

function highId({ args }: Invocation): string | undefined {
  for (const [index, arg] of args.entries()) {
    const value = /^(?:-[A-Za-z]*u|--uid)$/u.test(arg) ? args[index + 1] : /^(?:-u|--uid=)(.+)$/u.exec(arg)?.[1];
    if (value !== undefined && /^[1-9]\d{5,}$/u.test(value)) return value;
  }
  return undefined;
}

// Judges COPY and ADD of several sources to a target that does not say it is a folder.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, instructionsOf, replaceOnce } from './edits.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const copyMultiNoSlash: Check<'build'> = {
  id: toRuleId('df-copy-multi-no-slash'),
  title: 'Several sources, and a target that is no folder',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Where there is no such folder yet, builders refuse the instruction, or write one file over the other.',
  todo: 'End the target with /',
  refs: ['DL3021', 'DS-0011', 'kics:6db6e0c2'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('COPY app.js lib.js /srv/app')],
    good: [onDebian('COPY app.js lib.js /srv/app/'), onDebian('WORKDIR /srv', 'COPY app.js lib.js ./')],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'COPY', 'ADD')) {
      const { keyword, args, isJson } = instruction;
      const target = args.at(-1);
      if (args.length < 3 || target?.text === undefined || /(?:^|[/\\])\.{0,2}$/u.test(target.text)) continue;
      const edits =
        isJson || /["']$/u.test(target.raw) ? [] : replaceOnce(build, instruction, ` ${target.raw}`, ` ${target.raw}/`);
      yield {
        key: `${keyword} ${target.text}`,
        what: `${keyword} of ${String(args.length - 1)} sources to ${target.text}`,
        fields: [instructionField(instruction)],
        ...fixBy('end the target with /', edits),
      };
    }
  },
};

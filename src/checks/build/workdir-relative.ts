// Judges a WORKDIR that hangs on the base image.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { bottomImage, startsAtRoot } from './base-image.ts';
import { fixBy, setInstruction } from './edits.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { inDirectories, isAbsolutePath } from './working-directory.ts';

export const workdirRelative: Check<'build'> = {
  id: toRuleId('df-workdir-relative'),
  title: 'WORKDIR hangs on the base image',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Where the files end up is decided by the base image: a new one with another working directory moves them, and permissions and start commands miss them.',
  todo: 'Begin with an absolute path',
  refs: ['DL3000', 'DS-0009', 'CKV_DOCKER_10', 'BK:WorkdirRelativePath', 'kics:6b376af8'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('WORKDIR srv/app'), dockerfile(`FROM ${pinnedDebian}`, 'WORKDIR ./app', 'USER 65532:65532')],
    good: [onDebian('WORKDIR /srv/app'), onDebian('WORKDIR /srv', 'WORKDIR app')],
  },
  *run(build) {
    for (const { stage, instruction, isInherited } of inDirectories(build)) {
      const [word] = instruction.args;
      if (instruction.keyword !== 'WORKDIR' || !isInherited || word?.text === undefined) continue;
      if (isAbsolutePath(word.text)) continue;
      const path = `/${word.raw.replace(/^(?:\.\/)+/u, '')}`;
      const isPlain = /^[\w./-]+$/u.test(word.raw) && !word.raw.includes('..');
      const edits =
        isPlain && startsAtRoot(bottomImage(build, stage))
          ? setInstruction(build, instruction, `${instruction.written} ${path}`)
          : [];
      yield {
        key: word.text,
        what: `WORKDIR ${word.text} is relative to whatever the base image has`,
        fields: [instructionField(instruction)],
        ...fixBy(`use ${path}`, edits),
      };
    }
  },
};

// Judges COPY and ADD to a relative target where no WORKDIR says relative to what.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { bottomImage, startsAtRoot } from './base-image.ts';
import { fixBy, insertBefore } from './edits.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';
import { inDirectories, isAbsolutePath } from './working-directory.ts';

export const copyRelativeNoWorkdir: Check<'build'> = {
  id: toRuleId('df-copy-relative-no-workdir'),
  title: 'Relative target without a WORKDIR',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Where the files end up is decided by the base image: a new one with another working directory moves them, and permissions and start commands miss them.',
  todo: 'Set WORKDIR before, or give an absolute target',
  refs: ['DL3045'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('COPY app.js app/')],
    good: [onDebian('WORKDIR /srv', 'COPY app.js app/'), onDebian('COPY app.js /srv/')],
  },
  *run(build) {
    const first = new Map<Stage, Instruction>();
    for (const { stage, instruction, isInherited } of inDirectories(build)) {
      if (!isInherited || (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD')) continue;
      const target = instruction.args.at(-1)?.text;
      if (target === undefined || instruction.args.length < 2 || isAbsolutePath(target)) continue;
      // One WORKDIR before the first of them serves the whole stage.
      if (!first.has(stage)) first.set(stage, instruction);
      const place = first.get(stage) ?? instruction;
      const edits = startsAtRoot(bottomImage(build, stage)) ? insertBefore(build, place, 'WORKDIR /') : [];
      yield {
        key: `${instruction.keyword} ${target}`,
        what: `${instruction.keyword} to ${target}, relative to whatever the base image has`,
        fields: [instructionField(instruction)],
        ...fixBy('set WORKDIR before', edits),
      };
    }
  },
};

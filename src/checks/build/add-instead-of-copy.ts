// Judges ADD of plain local files, for which COPY does the same and nothing else.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

const archivePattern = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|tlz|tzst)$/iu;

export const addInsteadOfCopy: Check<'build'> = {
  id: toRuleId('df-add-instead-of-copy'),
  title: 'ADD is used where COPY would do',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'ADD unpacks archives and follows addresses on its own: a file of the context that turns into an archive is unpacked into the image, to paths that its author picks.',
  todo: 'Use COPY',
  refs: ['CISD 4.9', 'DL3020', 'DS-0005', 'CKV_DOCKER_4', 'CIS-DI-0009', 'kics:9513a694'],
  since: '2026.11',
  examples: {
    bad: [onDebian('ADD app.js /app/')],
    good: [onDebian('COPY app.js /app/'), onDebian('ADD rootfs.tar.xz /')],
  },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'ADD' || !isPlain(instruction)) continue;
      const sources = instruction.args.slice(0, -1).map(({ raw }) => raw);
      yield {
        key: sources.join(' '),
        what: `ADD ${sources.join(' ')} copies plain files`,
        fields: [instructionField(instruction)],
        fix: {
          say: 'use COPY',
          edits: [{ op: 'replace-text', target: { fact: build.id }, from: 'ADD', to: 'COPY', at: instruction.at }],
        },
      };
    }
  },
};

/** Every source is known to be a local file that is no archive. */
function isPlain({ args, flags }: Instruction): boolean {
  const sources = args.slice(0, -1);
  if (sources.length === 0 || flags['unpack'] !== undefined || flags['checksum'] !== undefined) return false;
  return sources.every(
    ({ text }) =>
      text !== undefined &&
      !/^(?:[a-z]+:\/\/|git@|<<)/iu.test(text) &&
      !/[*?[]/u.test(text) &&
      !archivePattern.test(text) &&
      !text.endsWith('.git'),
  );
}

// Judges EXPOSE of the port of SSH.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, removeWord } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

export const exposeSsh: Check<'build'> = {
  id: toRuleId('df-expose-ssh'),
  title: 'Image offers SSH',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'A login service in a container is one more way in, with keys and passwords that nobody rotates; engine and cluster have their own.',
  todo: 'Take EXPOSE 22 and the SSH server out; use exec of the engine or the cluster',
  refs: ['CISD 5.7', 'DS-0004', 'CKV_DOCKER_1', 'kics:5907595b'],
  since: '2026.11',
  examples: { bad: [onDebian('EXPOSE 22'), onDebian('EXPOSE 80 22/tcp')], good: [onDebian('EXPOSE 2222 8022/tcp')] },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      const word = instruction.keyword === 'EXPOSE' ? instruction.args.find(({ text }) => isSsh(text)) : undefined;
      if (word === undefined) continue;
      // A range was meant for other ports, too.
      const edits = word.raw.includes('-') ? [] : removeWord(build, instruction, word.raw);
      yield {
        key: '22',
        what: 'EXPOSE 22',
        fields: [instructionField(instruction)],
        ...fixBy(`take ${word.raw} away`, edits),
      };
    }
  },
};

function isSsh(text: string | undefined): boolean {
  const [port = '', protocol = 'tcp'] = (text ?? '').toLowerCase().split('/');
  const [from, to = from] = port.split('-').map(Number);
  return protocol === 'tcp' && from !== undefined && to !== undefined && from <= 22 && 22 <= to;
}

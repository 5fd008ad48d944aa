// Judges RUN --network=host.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const runNetworkHost: Check<'build'> = {
  id: toRuleId('df-run-network-host'),
  title: 'RUN in the network of the build host',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'The step reaches what listens on the loopback of the build machine and its metadata service, whose credentials are often those of the whole pipeline.',
  todo: 'Take --network=host away',
  refs: ['N190:4.4.2', 'CWE-653'],
  since: '2026.11',
  examples: { bad: [onDebian('RUN --network=host ./build.sh')], good: [onDebian('RUN ./build.sh')] },
  *run(build) {
    for (const instruction of build.stages.flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'RUN' || instruction.flags['network'] !== 'host') continue;
      yield {
        key: instruction.args[0]?.raw.slice(0, 200) ?? '',
        what: 'RUN --network=host',
        fields: [instructionField(instruction)],
        fix: {
          say: 'take --network=host away',
          edits: [
            { op: 'replace-text', target: { fact: build.id }, from: ' --network=host', to: '', at: instruction.at },
          ],
        },
      };
    }
  },
};

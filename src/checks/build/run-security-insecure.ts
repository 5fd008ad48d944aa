// Judges RUN --security=insecure.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const runSecurityInsecure: Check<'build'> = {
  id: toRuleId('df-run-security-insecure'),
  title: 'RUN without the protections of the builder',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'The step runs as root without seccomp, AppArmor and capability limits: code of a dependency that runs in it takes over the machine that builds.',
  todo: 'Take --security=insecure away',
  refs: ['N190:4.4.3', 'T1611', 'CWE-250'],
  since: '2026.11',
  examples: { bad: [onDebian('RUN --security=insecure ./build.sh')], good: [onDebian('RUN ./build.sh')] },
  *run(build) {
    for (const instruction of build.stages.flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'RUN' || instruction.flags['security'] !== 'insecure') continue;
      yield {
        key: instruction.args[0]?.raw.slice(0, 200) ?? '',
        what: 'RUN --security=insecure',
        fields: [instructionField(instruction)],
        fix: {
          say: 'take --security=insecure away',
          edits: [
            {
              op: 'replace-text',
              target: { fact: build.id },
              from: ' --security=insecure',
              to: '',
              at: instruction.at,
            },
          ],
        },
      };
    }
  },
};

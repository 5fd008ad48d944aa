// Judges RUNs that call what has no use in a build.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { commandField, invocationsOf } from './invocation.ts';

export const uselessTools: Check<'build'> = {
  id: toRuleId('df-useless-tools'),
  title: 'A RUN calls what has no use in a build',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Nothing that runs in a step is there when the container starts: services, mounts and processes are gone, and what was meant to be set up is not.',
  todo: 'Do it where the container starts, or leave it out',
  refs: ['CISD 4.3', 'DL3001', 'kics:9b6b0f38'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN service nginx start'), onDebian('RUN ifconfig')],
    good: [onDebian('RUN ./configure')],
  },
  *run(build) {
    const tools = /^(?:free|ifconfig|kill|mount|nano|ps|service|shutdown|ssh|top|vim?)$/u;
    for (const invocation of invocationsOf(build.stages, tools)) {
      const { program } = invocation;
      yield { key: program, what: `a RUN calls ${program}`, fields: [commandField(invocation)] };
    }
  },
};

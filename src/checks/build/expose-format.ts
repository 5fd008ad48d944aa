// Judges EXPOSE that says more than a port.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy, replaceOnce } from './edits.ts';
import { onDebian } from './example-text.ts';
import { exposedPorts } from './exposed-ports.ts';
import { instructionField } from './invocation.ts';

export const exposeFormat: Check<'build'> = {
  id: toRuleId('df-expose-format'),
  title: 'EXPOSE says more than a port',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'An image cannot decide about addresses and ports of the host: whoever reads it there believes that the port is published, or bound to one address, and it is not.',
  todo: 'Write the port of the container and its protocol in lower case; publish it where the container is started',
  refs: ['BK:ExposeInvalidFormat', 'BK:ExposeProtoCasing'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('EXPOSE 127.0.0.1:8080:80'), onDebian('EXPOSE 8080:80'), onDebian('EXPOSE 8080/TCP')],
    good: [onDebian('EXPOSE 8080 8443/tcp 5353/udp')],
  },
  *run(build) {
    for (const { instruction, raw, isMapped, protocol, plain } of exposedPorts(build.stages)) {
      if (!isMapped && (!raw.includes('/') || raw.endsWith(protocol))) continue;
      yield {
        key: raw,
        what: `EXPOSE ${raw}`,
        fields: [instructionField(instruction)],
        ...fixBy(`write ${plain}`, replaceOnce(build, instruction, raw, plain)),
      };
    }
  },
};

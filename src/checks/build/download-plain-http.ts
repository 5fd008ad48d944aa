// Judges downloads over http or ftp.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { hostOf, isLocalHost } from './address.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField, invocationsOf } from './invocation.ts';

const programs = /^(?:curl|wget|git|pip\d?|pip\d\.\d+|gem|rpm|yum-config-manager)$/u;

export const downloadPlainHttp: Check<'build'> = {
  id: toRuleId('df-download-plain-http'),
  title: 'Download without encryption',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Anyone on the path can answer in place of the server, and what he sends is built into the image.',
  todo: 'Use https, and compare a checksum',
  refs: ['N190:4.2.1', 'CWE-319'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN curl -fsSo tool http://downloads.example/tool')],
    good: [
      onDebian('RUN curl -fsSo tool https://downloads.example/tool'),
      onDebian('RUN curl -f http://localhost:8080/health'),
    ],
  },
  *run(build) {
    for (const invocation of invocationsOf(contributingStages(build), programs)) {
      const address = invocation.args.find((arg) => /^(?:http|ftp):\/\//iu.test(arg));
      const host = hostOf(address ?? '');
      if (address === undefined || isLocalHost(host) || host.includes('@')) continue;
      yield {
        key: `${invocation.program} ${host}`,
        what: `${invocation.program} fetches from ${host} in the clear`,
        fields: [commandField(invocation)],
      };
    }
  },
};

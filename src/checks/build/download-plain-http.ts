// Judges downloads over http or ftp.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField, invocationsOf } from './invocation.ts';

const programs = /^(?:curl|wget|git|pip\d?|pip\d\.\d+|gem|rpm|yum-config-manager)$/u;
const local = /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0|169\.254\.|10\.|192\.168\.|host\.docker\.internal)/u;

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
    for (const invocation of invocationsOf(contributingStages(build))) {
      if (!programs.test(invocation.program)) continue;
      const address = invocation.args.find((arg) => /^(?:http|ftp):\/\//iu.test(arg));
      const host = address?.slice(address.indexOf('://') + 3).split('/')[0] ?? '';
      if (address === undefined || local.test(host) || host.includes('@')) continue;
      yield {
        key: `${invocation.program} ${host}`,
        what: `${invocation.program} fetches from ${host} in the clear`,
        fields: [commandField(invocation)],
      };
    }
  },
};

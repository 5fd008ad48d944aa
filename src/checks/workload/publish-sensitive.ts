// Judges published ports of databases and of administration: https://www.iana.org/assignments/service-names-port-numbers/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat, inFormats, publishing } from './every-format.ts';
import { accusePorts, isSensitivePort } from './port-rule.ts';

export const publishSensitive: Check<'workload'> = {
  id: toRuleId('wl-publish-sensitive'),
  title: 'Port of a database or of administration is published',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Databases, caches, debuggers and engines are what scanners of the internet look for first, and many of them ask nobody for a password.',
  todo: 'Publish nothing: services of one network reach each other without it. Else bind it to `127.0.0.1`.',
  refs: ['CISD 5.9', 'T1133', 'T1190', 'CWE-668', 'C-0021', 'C-0274'],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(publishing, { ports: [{ container: 5432, host: 5432, protocol: 'tcp' }] }),
      good: inEveryFormat({ ports: [{ container: 5432, host: 5432, hostIp: '127.0.0.1', protocol: 'tcp' }] }),
    };
  },
  run: (workload) =>
    accusePorts(workload, (port) => (isSensitivePort(port) ? 'beyond the host itself' : undefined), 'loopback'),
};

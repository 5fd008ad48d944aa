// Judges ports that once only root could take: https://docs.kernel.org/networking/ip-sysctl.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat, inFormats, publishing } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const privilegedPort: Check<'workload'> = {
  id: toRuleId('wl-privileged-port'),
  title: 'Publishes a port below 1024',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Clients trust such a port to be a service of the machine itself, and a program that listens there has to be root or to hold a capability.',
  todo: 'Publish a higher port, and let a proxy in front of it take the well-known one.',
  refs: ['CISD 5.8', 'KSV-0117', 'kl:privileged-ports', 'kics:bc2908f3'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: inFormats(publishing, { ports: [{ container: 8080, host: 80, hostIp: '127.0.0.1', protocol: 'tcp' }] }),
      good: inEveryFormat({ ports: [{ container: 8080, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' }] }),
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'ports',
      // 0 leaves the choice to the engine; a port of a node is another finding.
      judge: ({ container, host, protocol }) =>
        workload.engine !== 'kubernetes' && host !== undefined && host > 0 && host < 1024
          ? `publishes port ${String(container)}/${protocol} as ${String(host)}`
          : undefined,
      keyOf: ({ container, host, protocol }) => `${String(host)}:${String(container)}/${protocol}`,
    }),
};

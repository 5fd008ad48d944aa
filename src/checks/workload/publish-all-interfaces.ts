// Judges ports that are published on every address: https://docs.docker.com/engine/network/port-publishing/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat, inFormats, publishing } from './every-format.ts';
import { accusePorts, isSensitivePort } from './port-rule.ts';

export const publishAllInterfaces: Check<'workload'> = {
  id: toRuleId('wl-publish-all-interfaces'),
  title: 'Port is published on every address of the host',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: "The engine's own firewall rules come first: such a port is open to the network even where the firewall of the host seems to close it.",
  todo: 'Put the address in front of the port: `127.0.0.1:` for what only the host needs.',
  refs: ['CISD 5.14', 'OWD:5a', 'CWE-668', 'kics:451d79dc'],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(publishing, { ports: [{ container: 80, host: 8080, protocol: 'tcp' }] }),
      good: [
        ...inEveryFormat({ ports: [{ container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' }] }),
        ...inFormats(publishing, { ports: [{ container: 80, host: 8080, hostIp: '192.168.7.1', protocol: 'tcp' }] }),
      ],
    };
  },
  run: (workload) =>
    accusePorts(
      workload,
      (port) => (port.hostIp === undefined && !isSensitivePort(port) ? 'on every address' : undefined),
      'loopback',
    ),
};

// Judges a remote shell that is published: CIS Docker Benchmark 5.7.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat, inFormats, publishing } from './every-format.ts';
import { accusePorts } from './port-rule.ts';

export const sshPort: Check<'workload'> = {
  id: toRuleId('wl-ssh-port'),
  title: 'Remote shell is published',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Whoever has or guesses a key logs into the container, past the engine and its records.',
  todo: 'Do without a shell server in the container; `docker exec` and `kubectl exec` need none.',
  refs: ['CISD 5.7', 'kl:ssh-port', 'C-0042', 'DS-0004'],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(publishing, { ports: [{ container: 22, host: 2222, hostIp: '10.0.0.5', protocol: 'tcp' }] }),
      good: inEveryFormat({ ports: [{ container: 80, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' }] }),
    };
  },
  run: (workload) =>
    accusePorts(workload, (port) => (port.container === 22 ? 'which is that of SSH' : undefined), 'remove'),
};

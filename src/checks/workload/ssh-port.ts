// Judges a remote shell that is published: CIS Docker Benchmark 5.7.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { composeExample } from './example-text.ts';
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
  examples: {
    bad: [composeExample({ ports: '["10.0.0.5:2222:22"]' })],
    good: [composeExample({ ports: '["127.0.0.1:8080:80"]' })],
  },
  run: (workload) => accusePorts(workload, (port) => (port.container === 22 ? 'which is that of SSH' : undefined)),
};

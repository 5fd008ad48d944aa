// Judges how long a stolen token is of use: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inFormats } from './every-format.ts';
import { accuseItems } from './list-rule.ts';
import type { Mount } from '../../model/workload.ts';

export const tokenProjectedWeak: Check<'workload'> = {
  id: toRuleId('wl-token-projected-weak'),
  title: 'Token that holds for long',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever reads it once has it for as long, after the program is repaired and the intruder is out.',
  todo: 'Ask for an hour or a few, and let the program read the file again.',
  refs: ['CISK 1.2.30', 'OWK:K09'],
  since: '2026.11',
  get examples() {
    const token = (seconds: number): Mount => ({
      kind: 'secret',
      target: '/token',
      readOnly: true,
      token: { audience: 'vault', seconds },
    });
    return {
      bad: inFormats(['kubernetes'], { mounts: [token(31_536_000)] }),
      good: inFormats(['kubernetes'], { mounts: [token(3600)] }),
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'mounts',
      judge: ({ token, target }) =>
        token?.seconds !== undefined && token.seconds > longest
          ? `mounts a token for ${String(Math.round(token.seconds / 3600))} hours at ${target}`
          : undefined,
      keyOf: ({ target }) => target,
      change: () => ({ say: 'let the token be good for an hour', to: [{ seconds: 3600 }] }),
    }),
};

const longest = 86_400;

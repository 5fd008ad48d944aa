// Judges what happens when a container ends: https://docs.docker.com/engine/containers/start-containers-automatically/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Restart } from '../../model/workload.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';

export const restartPolicy: Check<'workload'> = {
  id: toRuleId('wl-restart-policy'),
  title: 'Is started again without end',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'A program that cannot start takes processor time and fills its log for ever, and nobody is told.',
  todo: 'Let it start again on failure, five times.',
  refs: ['CISD 5.15', 'OWD:7', 'kl:restart-policy', 'kics:2fc99041', 'sc:cronjob-restartpolicy'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: [
        ...inFormats(['compose', 'docker-run'], { restart: { policy: 'always' } }),
        ...inFormats(['compose', 'docker-run'], { restart: { policy: 'on-failure' } }),
      ],
      good: [...inEveryFormat(), ...inFormats(['compose'], { restart: undefined })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'restart',
      // A controller of pods waits longer each time.
      isBad: (restart) => (workload.engine === 'docker' || workload.engine === 'podman') && isEndless(restart),
      clause: () => 'is started again without end',
      fix: (field, _, container) =>
        setFix(
          'start it again five times at most',
          { name: 'restart', value: { policy: 'on-failure', maxRetries: 5 }, field },
          targetOf(workload, container),
        ),
    }),
};

function isEndless({ policy, maxRetries }: Restart): boolean {
  return policy !== 'no' && maxRetries === undefined;
}

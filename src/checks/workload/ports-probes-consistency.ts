// Judges probes of ports that nobody declares: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import type { Handler } from '../../model/workload.ts';
import { inFormats } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const portsProbesConsistency: Check<'workload'> = {
  id: toRuleId('wl-ports-probes-consistency'),
  title: 'Probe asks a port that is not declared',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'One of the two is wrong: a probe of the wrong port restarts a program that works.',
  todo: 'Declare the port, or correct the probe.',
  refs: [
    'kl:liveness-port',
    'kl:readiness-port',
    'kl:startup-port',
    'kl:invalid-target-ports',
    'sc:container-ports-check',
    'sc:pod-probes-identical',
  ],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    const probe = (port: number): readonly [Handler] => [{ when: 'liveness', how: 'http', port }];
    const ports = [{ container: 8080, protocol: 'tcp' }] as const;
    return {
      bad: inFormats(['kubernetes'], { handlers: probe(8081), ports }),
      good: [
        ...inFormats(['kubernetes'], { handlers: probe(8080), ports }),
        ...inFormats(['kubernetes'], { handlers: probe(8081) }),
      ],
    };
  },
  run: (workload) =>
    workload.engine === 'kubernetes'
      ? accuseItems(workload, {
          name: 'handlers',
          judge: ({ when, port }, { effective }) => {
            const declared = effective.ports.map((field) => valueOf(field)?.container);
            if (typeof port !== 'number' || declared.length === 0 || declared.includes(undefined)) return undefined;
            return declared.includes(port) ? undefined : `asks port ${String(port)} (${when}), and declares others`;
          },
          keyOf: ({ when, port }) => `${when}/${String(port)}`,
        })
      : [],
};

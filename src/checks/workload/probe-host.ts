// Judges probes and hooks that ask another host: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Handler } from '../../model/workload.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const probeHost: Check<'workload'> = {
  id: toRuleId('wl-probe-host'),
  title: 'Has the node ask another host',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'The kubelet sends the request, from the node and with its place in the network: whoever may write pods lets it knock where they cannot, also at services of the node itself.',
  todo: 'Remove the host; a probe goes to the address of the pod by itself.',
  refs: ['PSS-B:hostProbesAndHostLifecycle', 'CWE-918', 'gk:host-probes-lifecycle'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ handlers: [{ when: 'liveness', how: 'http', host: '10.0.0.5', port: 8080 }] }),
        ...inEveryFormat({ handlers: [{ when: 'preStop', how: 'tcp', host: '127.0.0.1', port: 10_250 }] }),
      ],
      good: [...inEveryFormat(), ...inEveryFormat({ handlers: [{ when: 'liveness', how: 'http', port: 8080 }] })],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'handlers',
      judge: ({ when, host }) => (host === undefined ? undefined : `has the node ask ${host} (${names[when]})`),
      change: () => ({ say: 'ask the pod itself', to: [{ host: null }] }),
      keyOf: ({ when, host }) => `${when}/${String(host)}`,
    }),
};

const names: Readonly<Record<Handler['when'], string>> = {
  liveness: 'livenessProbe',
  readiness: 'readinessProbe',
  startup: 'startupProbe',
  health: 'health check',
  postStart: 'postStart',
  preStop: 'preStop',
};

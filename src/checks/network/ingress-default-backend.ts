// Judges what answers for hosts that nobody named: https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { ingressText } from './example-text.ts';

export const ingressDefaultBackend: Check<'ingress'> = {
  id: toRuleId('net-ingress-default-backend'),
  title: 'Ingress answers for every unknown host',
  severity: 'low',
  layer: 'cluster',
  on: 'ingress',
  why: 'Names that point here by mistake or by an attacker’s own DNS reach the pods, which then speak as if it were their name: rebinding and forged hosts begin so.',
  todo: 'Remove the default backend, and name the hosts that are served.',
  refs: ['kyv:restrict-ingress-defaultbackend'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(ingressText('{defaultBackend: {service: {name: web, port: {number: 80}}}}')),
      manifests(
        ingressText('{backend: {serviceName: web, servicePort: 80}}').replace(
          'networking.k8s.io/v1',
          'extensions/v1beta1',
        ),
      ),
    ],
    good: [
      manifests(
        ingressText(
          '{rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}], tls: [{secretName: x}]}',
        ),
      ),
    ],
  },
  *run({ backends }) {
    const backend = backends.find(({ fallback }) => fallback);
    if (backend === undefined) return;
    yield {
      key: 'defaultBackend',
      what: `sends requests for unknown hosts to ${backend.service}`,
      fields: [{ name: 'defaultBackend', field: declared(backend.service, backend.at) }],
    };
  },
};

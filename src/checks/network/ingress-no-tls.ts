// Judges hosts that are served in clear: https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { listed } from '../rbac/role-extent.ts';
import { gatewayText, ingressText } from './example-text.ts';

const rules =
  'rules: [{host: shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]';

export const ingressNoTls: Check<'ingress'> = {
  id: toRuleId('net-ingress-no-tls'),
  title: 'Requests from outside come in clear',
  severity: 'medium',
  layer: 'cluster',
  on: 'ingress',
  why: 'Whoever sits between a user and the cluster reads passwords and sessions, and puts answers of their own in.',
  todo: 'Give the host a certificate: a tls section in an Ingress, an HTTPS listener in a Gateway.',
  refs: [
    'NSA:Net',
    'CWE-319',
    'C-0263',
    'pol:tlsSettingsMissing',
    'gk:httpsonly',
    'kyv:require-ingress-https',
    'falco:"Ingress Object without TLS Certificate Created"',
  ],
  since: '2026.11',
  examples: {
    bad: [
      manifests(ingressText(`{${rules}}`)),
      manifests(ingressText(`{${rules}, tls: [{hosts: [other.example], secretName: other}]}`)),
      manifests(gatewayText('[{name: a, port: 80, protocol: HTTP}]')),
    ],
    good: [
      manifests(ingressText(`{${rules}, tls: [{hosts: [shop.example], secretName: shop}]}`)),
      manifests(ingressText(`{${rules}, tls: "{{ .tls }}"}`)),
      manifests(
        ingressText(
          `{${rules}}`,
          'name: web, annotations: {alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:x"}',
        ),
      ),
      manifests(gatewayText('[{name: a, port: 80, protocol: HTTP}, {name: b, port: 443, protocol: HTTPS}]')),
      manifests(gatewayText('[{name: a, port: 5432, protocol: TCP}]')),
    ],
  },
  *run({ hosts, annotations }) {
    if (byAnnotation.some((name) => Object.hasOwn(annotations, name))) return;
    const secured = new Set(hosts.filter(({ tls }) => tls).map(({ host }) => host));
    // What also has a certificate is served in clear for the sake of a redirect.
    const plain = hosts.filter(({ host, tls }) => !tls && !secured.has(host));
    const [first] = plain;
    if (first === undefined) return;
    const names = listed([...new Set(plain.map(({ host }) => (host === '' ? 'every host' : host)))]);
    yield {
      key: 'hosts',
      what: `serves ${names} without TLS`,
      fields: [{ name: 'host', field: declared(first.host, first.at) }],
    };
  },
};
/** Certificates that the load balancer of a cloud has. */
const byAnnotation = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'networking.gke.io/managed-certificates',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/certmap',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
];

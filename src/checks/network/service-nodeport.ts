// Judges ports that a Service opens on every node: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { serviceText } from './example-text.ts';

export const serviceNodeport: Check<'service'> = {
  id: toRuleId('net-service-nodeport'),
  title: 'Service opens a port on every node',
  severity: 'low',
  layer: 'cluster',
  on: 'service',
  why: 'Whoever reaches any node reaches the pods, past the Ingress and whatever it checks.',
  todo: 'Make it a ClusterIP behind an Ingress or Gateway; else keep the range of node ports behind a firewall.',
  refs: [
    'NSA:Net',
    'kl:exposed-services',
    'sc:service-type',
    'kics:845acfbe',
    'gk:block-nodeport-services',
    'kyv:restrict-node-port',
    'falco:"Create NodePort Service"',
  ],
  since: '2026.11',
  examples: {
    bad: [manifests(serviceText('{type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}'))],
    good: [
      manifests(serviceText('{type: ClusterIP, selector: {app: web}, ports: [{port: 80}]}')),
      manifests(serviceText('{selector: {app: web}, ports: [{port: 80}]}')),
    ],
  },
  *run({ type, ports, at: [at] }) {
    if (type !== 'NodePort' || at === undefined) return;
    const nodes = ports.flatMap(({ node }) => node ?? []);
    const where = nodes.length === 0 ? 'a port' : `port ${nodes.join(', ')}`;
    yield { key: 'type', what: `opens ${where} on every node`, fields: [{ name: 'type', field: declared(type, at) }] };
  },
};

// Judges addresses that a Service takes over: https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { listed } from '../rbac/role-extent.ts';
import { serviceText } from './example-text.ts';

export const serviceExternalIp: Check<'service'> = {
  id: toRuleId('net-service-external-ip'),
  title: 'Service takes over addresses',
  severity: 'high',
  layer: 'cluster',
  on: 'service',
  why: 'Every node sends what is meant for these addresses to the pods of the Service, and nobody asks whose they are: so one reads and answers the traffic of others (CVE-2020-8554).',
  todo: 'Use a load balancer or a Gateway; keep externalIPs out of the cluster with the admission plugin DenyServiceExternalIPs.',
  refs: ['CISK 1.2.3', 'T1557', 'KSV-0108', 'gk:externalip', 'kyv:restrict-service-external-ips'],
  since: '2026.11',
  examples: {
    bad: [
      manifests(serviceText('{selector: {app: web}, ports: [{port: 80}], externalIPs: [203.0.113.7]}')),
      manifests(serviceText('{selector: {app: web}, ports: [{port: 80}], externalIPs: [203.0.113.7, 203.0.113.8]}')),
    ],
    good: [
      manifests(serviceText('{selector: {app: web}, ports: [{port: 80}]}')),
      manifests(serviceText('{selector: {app: web}, ports: [{port: 80}], externalIPs: []}')),
      manifests(serviceText('{selector: {app: web}, ports: [{port: 80}], externalIPs: ["{{ .ip }}"]}')),
    ],
  },
  *run({ id, externalIps, pointer }) {
    const edits = externalIps.flatMap((field, index): readonly ModelEdit[] => {
      const at = isKnown(field) ? locationOf(field) : undefined;
      const way = [...pointer, 'spec', 'externalIPs', index];
      return at === undefined ? [] : [{ op: 'remove-at', target: { fact: id }, pointer: way, at }];
    });
    const known = externalIps.filter((field) => isKnown(field));
    if (edits.length === 0) return;
    yield {
      key: 'externalIPs',
      what: `takes what is sent to ${listed(known.map(({ value }) => value))}`,
      fields: known.slice(0, 1).map((field) => ({ name: 'externalIPs', field })),
      fix: { say: 'take over no addresses', edits },
    };
  },
};

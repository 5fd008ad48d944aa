// Judges what the cluster's DNS tells anybody: https://coredns.io/plugins/transfer/ https://coredns.io/plugins/pprof/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';

const text = (block: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\ndata:\n  Corefile: |\n    .:53 {\n        errors\n        ${block}\n        forward . /etc/resolv.conf\n    }\n`;

export const corednsOpen: Check<'variables'> = {
  id: toRuleId('net-coredns-open'),
  title: 'DNS of the cluster tells more than it has to',
  severity: 'low',
  layer: 'cluster',
  on: 'variables',
  why: 'A transfer of the zone lists every Service of every namespace, and the profiler shows the memory of the server: a map of the cluster for whoever is in any pod.',
  todo: 'Remove the transfer, or name the servers that it is for; let the profiler listen on localhost only.',
  refs: ['T1557', 'C-0037'],
  since: '2026.11',
  examples: {
    bad: [manifests(text('transfer {\n            to *\n        }')), manifests(text('pprof 0.0.0.0:6053'))],
    good: [
      manifests(text('transfer {\n            to 10.0.0.9\n        }')),
      manifests(text('pprof')),
      manifests(text('# transfer { to * }')),
      manifests(text('pprof :6053').replace('kube-system', 'shop')),
    ],
  },
  *run({ type, namespace, name, entries }) {
    if (type !== 'config-map' || namespace !== 'kube-system' || !/^(?:coredns|node-local-dns)/.test(name)) return;
    for (const field of entries) {
      if (!isKnown(field)) continue;
      const file = (field.value.value ?? '').slice(0, maxLength).replaceAll(/#[^\n]*/g, '');
      for (const { pattern, what } of openings) {
        if (pattern.test(file))
          yield {
            key: `${field.value.name}/${what}`,
            what,
            fields: [{ name: 'data', field: { ...field, value: field.value.name } }],
          };
      }
    }
  },
};
const maxLength = 65_536;
const openings = [
  { pattern: /\btransfer\b[^{}\n]{0,200}\{[^{}]{0,500}\bto\s[^\n}]{0,200}\*/, what: 'lets anybody transfer its zone' },
  { pattern: /\bpprof\s+(?!localhost|127\.)[^\s{}]{0,100}:\d/, what: 'shows its profiler to everybody' },
];

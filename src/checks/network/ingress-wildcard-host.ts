// Judges names that an Ingress claims for itself: https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { JudgedOf, World } from '../../model/facts.ts';
import { declared } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { gatewayText, ingressText } from './example-text.ts';
import { onceFor } from '../../model/once-for.ts';

type Ingress = JudgedOf<'ingress'>;
const ruleFor = (host: string): string =>
  `{rules: [{${host}http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}], tls: [{secretName: x}]}`;

export const ingressWildcardHost: Check<'ingress'> = {
  id: toRuleId('net-ingress-wildcard-host'),
  title: 'Ingress claims names that are not its own',
  severity: 'medium',
  layer: 'cluster',
  on: 'ingress',
  why: 'Requests for names that others own, or that nobody has yet, go to these pods: with them come cookies and passwords.',
  todo: 'Name each host, and give a host to one namespace only.',
  refs: [
    'OWK:K06',
    'gk:block-wildcard-ingress',
    'gk:uniqueingresshost',
    'kyv:restrict-ingress-wildcard',
    'kyv:disallow-empty-ingress-host',
  ],
  since: '2026.11',
  examples: {
    bad: [
      manifests(ingressText(ruleFor('host: "*.example.com", '))),
      manifests(ingressText(ruleFor(''))),
      manifests(
        ingressText(ruleFor('host: a.example, ')),
        ingressText(ruleFor('host: a.example, '), 'name: other, namespace: other'),
      ),
    ],
    good: [
      manifests(ingressText(ruleFor('host: a.example, '))),
      manifests(
        ingressText(ruleFor('host: a.example, ')),
        ingressText(ruleFor('host: a.example, '), 'name: b, namespace: shop'),
      ),
      manifests(ingressText(ruleFor('host: a.example, ')), ingressText(ruleFor('host: a.example, '), 'name: b')),
      manifests(gatewayText('[{name: b, port: 443, protocol: HTTPS, hostname: "*.example.com"}]')),
      manifests(ingressText(ruleFor('host: "{{ .host }}", '))),
    ],
  },
  *run(ingress, world) {
    // Which names go through a Gateway its routes say.
    if (ingress.type === 'Gateway') return;
    for (const { host, at } of ingress.hosts) {
      const other = findRival(ingress, host, world);
      const isOpen = host === '' || host.startsWith('*');
      if (!isOpen && other === undefined) continue;
      const what = isOpen
        ? `takes requests for ${host === '' ? 'every host' : host}`
        : `takes requests for ${host}, as ${other?.type ?? ''} ${other?.namespace ?? ''}/${other?.name ?? ''} does`;
      yield { key: host, what, fields: [{ name: 'host', field: declared(host, at) }] };
    }
  },
};
/** Of another namespace; where files do not say the namespace it may be the same. */
function findRival({ namespace, scope }: Ingress, host: string, world: World): Ingress | undefined {
  if (namespace === undefined || host.includes('{{')) return undefined;
  return indexOf(world)
    .get(`${scope}\n${host}`)
    ?.find((one) => one.namespace !== namespace);
}
type Index = ReadonlyMap<string, readonly Ingress[]>;
/** Of the namespace that comes first one is enough to find another. */
const indexOf = onceFor((world: World): Index => {
  const index = new Map<string, Ingress[]>();
  for (const ingress of world.facts('ingress')) {
    if (ingress.type === 'Gateway' || ingress.namespace === undefined) continue;
    for (const { host } of ingress.hosts) {
      const key = `${ingress.scope}\n${host}`;
      const list = index.get(key) ?? [];
      if (list[0]?.namespace !== ingress.namespace) list.push(ingress);
      index.set(key, list);
    }
  }
  return index;
});

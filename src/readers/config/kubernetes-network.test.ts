// What becomes a network policy, an ingress, a service, a config map: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { bareField, readSample, unknownsIn } from './config-sample.ts';
import { kubernetesReader } from './kubernetes.ts';

function read(content: string): Promise<readonly Draft[]> {
  return readSample(kubernetesReader, { path: 'k8s/net.yaml', content });
}
const policyHead = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\n';
async function policyOf(spec: string): Promise<Extract<Draft, { kind: 'network-policy' }>> {
  const [policy] = await read(`${policyHead}spec: ${spec}\n`);
  assert.ok(policy?.kind === 'network-policy');
  return policy;
}

const isolation: readonly (readonly [fact: string, spec: string, ingress: boolean, egress: boolean])[] = [
  ['no types and no rules', '{podSelector: {}}', true, false],
  ['no types and rules for what goes out', '{podSelector: {}, egress: [{}]}', true, true],
  ['no types and an empty list of such rules', '{podSelector: {}, egress: []}', true, false],
  ['a type', '{podSelector: {}, policyTypes: [Egress]}', false, true],
  ['both types', '{podSelector: {}, policyTypes: [Ingress, Egress]}', true, true],
];
for (const [fact, spec, ingress, egress] of isolation) {
  test(`a network policy with ${fact}`, async () =>
    assert.deepEqual((await policyOf(spec)).isolates, { ingress, egress }));
}
test('peers and ports of a network policy', async () => {
  const { pods, ingress, unclear } = await policyOf(`
  podSelector: {matchLabels: {app: web}}
  ingress:
    - from:
        - podSelector: {}
          namespaceSelector: {matchExpressions: [{key: a, operator: Exists}]}
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
      ports: [{port: 80}, {protocol: UDP, port: dns}, {protocol: TCP, port: 8000, endPort: 8010}, {}]
`);
  assert.deepEqual(pods, { labels: { app: 'web' }, expressions: [] });
  assert.equal(unclear, false);
  assert.deepEqual(ingress, [
    {
      peers: [
        {
          pods: { labels: {}, expressions: [] },
          namespaces: { labels: {}, expressions: [{ key: 'a', operator: 'Exists', values: [] }] },
          except: [],
        },
        { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
      ],
      ports: [
        { protocol: 'tcp', port: 80 },
        { protocol: 'udp', port: 'dns' },
        { protocol: 'tcp', port: 8000, endPort: 8010 },
        { protocol: 'tcp' },
      ],
      at: { path: 'k8s/net.yaml', line: 7, column: 7 },
      pointer: ['spec', 'ingress', 0],
    },
  ]);
});
test('a network policy that was not rendered is unclear, and says so', async () => {
  const drafts = await read(`${policyHead}spec: {podSelector: {matchLabels: {app: "{{ .name }}"}}}\n`);
  assert.deepEqual(
    drafts.map((draft) => (draft.kind === 'network-policy' ? draft.unclear : draft.kind)),
    [true, 'unknown'],
  );
  assert.equal(unknownsIn(drafts)[0]?.incomplete, true);
});

const ingresses: readonly (readonly [fact: string, kind: string, spec: string, hosts: unknown, backends: unknown])[] = [
  [
    'an Ingress',
    'networking.k8s.io/v1 Ingress',
    '{rules: [{host: a.example, http: {paths: [{backend: {service: {name: web, port: {number: 80}}}}]}}], tls: [{hosts: [a.example]}]}',
    ['a.example tls'],
    ['web:80'],
  ],
  [
    'a certificate for all names of a domain',
    'networking.k8s.io/v1 Ingress',
    '{rules: [{host: a.b.example}, {host: a.c.b.example}, {http: {}}], tls: [{hosts: ["*.b.example"]}]}',
    ['a.b.example tls', 'a.c.b.example plain', ' plain'],
    [],
  ],
  ['TLS without a host', 'networking.k8s.io/v1 Ingress', '{rules: [{host: a}], tls: [{secretName: x}]}', ['a tls'], []],
  [
    'the old form',
    'extensions/v1beta1 Ingress',
    '{backend: {serviceName: old, servicePort: http}}',
    [],
    ['old:http fallback'],
  ],
  [
    'a default backend',
    'networking.k8s.io/v1 Ingress',
    '{defaultBackend: {service: {name: web, port: {name: http}}}}',
    [],
    ['web:http fallback'],
  ],
  [
    'listeners of a Gateway',
    'gateway.networking.k8s.io/v1 Gateway',
    '{listeners: [{protocol: HTTP, hostname: a}, {protocol: HTTPS}, {protocol: TCP}]}',
    ['a plain', ' tls'],
    [],
  ],
  [
    'a route',
    'gateway.networking.k8s.io/v1 HTTPRoute',
    '{hostnames: [a], rules: [{backendRefs: [{name: web, port: 80}, {kind: Other, name: x}]}]}',
    ['a tls'],
    ['web:80'],
  ],
];
for (const [fact, kind, spec, hosts, backends] of ingresses) {
  test(`what comes in: ${fact}`, async () => {
    const [apiVersion, type] = kind.split(' ');
    const [found] = await read(`apiVersion: ${apiVersion}\nkind: ${type}\nmetadata: {name: i}\nspec: ${spec}\n`);
    assert.ok(found?.kind === 'ingress');
    assert.deepEqual(
      found.hosts.map(({ host, tls }) => `${host} ${tls ? 'tls' : 'plain'}`),
      hosts,
    );
    assert.deepEqual(
      found.backends.map(({ service, port, fallback }) => `${service}:${port}${fallback ? ' fallback' : ''}`),
      backends,
    );
  });
}

test('a service says whom it lets through, and where else it listens', async () => {
  const [service] = await read(
    'apiVersion: v1\nkind: Service\nmetadata: {name: s, annotations: {a: b}}\nspec: {type: LoadBalancer, externalIPs: [1.2.3.4, "{{ x }}"], loadBalancerSourceRanges: [10.0.0.0/8]}\n',
  );
  assert.ok(service?.kind === 'service');
  assert.deepEqual(
    [service.annotations, service.externalIps.map(bareField), service.sourceRanges.map(bareField)],
    [{ a: 'b' }, ['1.2.3.4', '? {{ x }} was not rendered'], ['10.0.0.0/8']],
  );
});
test('a config map has its entries, bytes without their value', async () => {
  const [map] = await read(
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: shop}\nimmutable: true\ndata: {a: b, "app.conf": "x=1"}\nbinaryData: {c: AAAA}\n',
  );
  assert.ok(map?.kind === 'variables');
  assert.deepEqual(
    [map.type, map.namespace, map.immutable, map.entries.map(bareField)],
    ['config-map', 'shop', true, [{ name: 'a', value: 'b' }, { name: 'app.conf', value: 'x=1' }, { name: 'c' }]],
  );
});

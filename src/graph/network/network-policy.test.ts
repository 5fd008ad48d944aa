// Network policies against their specification: recipes with answers written by hand, and a second evaluator that goes
// through the text of the specification for one pair and one port at a time, on random policies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import { declared } from '../../model/field.ts';
import type { AdminPolicyFact, NamespaceFact, NetworkPolicyFact } from '../../model/facts.ts';
import type { AdminPeer, AdminRule, PolicyPeer, PolicyPort } from '../../model/network-facts.ts';
import type { Port, Selector, Workload } from '../../model/workload.ts';
import { allows, type Endpoint } from './network-policy.ts';
import type { Verdict } from './policy-match.ts';
import { sampleAdminPolicies, sampleAdminPolicy } from '../samples/sample-admin-policies.ts';
import {
  bruteForce,
  sampleNamespace,
  samplePods,
  samplePolicies,
  samplePolicy,
  selector,
} from '../samples/sample-policies.ts';
import { sequence } from '../samples/sample-random.ts';
import { sampleWorkload, sampleWorld } from '../samples/sample-world.ts';

type Labels = Readonly<Record<string, string>>;
interface PodSample {
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly ports?: readonly Port[];
  readonly host?: true;
  readonly nodes?: readonly string[];
  readonly type?: string;
}
let count = 0;
function pod({ namespace = 'shop', labels = {}, ports = [], host, nodes, type }: PodSample): Workload {
  count += 1;
  return sampleWorkload({
    engine: 'kubernetes',
    project: namespace,
    name: `p${count}`,
    labels,
    ...(nodes && { nodes }),
    ...(type !== undefined && { type }),
    containers: [{ network: host ? 'host' : 'pod', ports }],
  });
}
const web = pod({ labels: { app: 'web' } });
const db = pod({ labels: { app: 'db' }, ports: [{ container: 5432, protocol: 'tcp', name: 'sql' }] });
const job = pod({ labels: { app: 'job' }, ports: [{ container: 7000, protocol: 'tcp', name: 'sql' }] });
const away = pod({ namespace: 'away', labels: { app: 'web' } });
const other = pod({ namespace: 'other', labels: { app: 'job' } });
const onHost = pod({ labels: { app: 'web' }, host: true });
const onSameHost = pod({ host: true, nodes: ['n1'] });
const placed = pod({ labels: { app: 'db' }, nodes: ['n1', 'n2'] });
const agent = pod({ host: true, type: 'DaemonSet' });

interface Row {
  readonly policies: readonly Partial<NetworkPolicyFact>[];
  readonly namespaces?: readonly NamespaceFact[];
  readonly from?: Endpoint;
  readonly to?: Endpoint;
  readonly port?: number;
  readonly protocol?: Port['protocol'];
  readonly is: Verdict;
}
const everything = selector();
const onDb = { pods: selector({ app: 'db' }), isolates: { ingress: true, egress: false } };
const fromWeb = { pods: selector({ app: 'web' }), isolates: { ingress: false, egress: true } };
const rule = (peers: readonly Partial<PolicyPeer>[], ports: readonly Partial<PolicyPort>[] = []) => ({
  peers: peers.map((peer) => ({ except: [], ...peer })),
  ports: ports.map((port) => ({ protocol: 'tcp' as const, ...port })),
  at: { path: 'policy.yaml' },
  pointer: [],
});
const lets = (...rules: readonly ReturnType<typeof rule>[]) => ({ ...onDb, ingress: rules });
const sends = (...rules: readonly ReturnType<typeof rule>[]) => ({ ...fromWeb, egress: rules });
const named = (name: string): Selector => selector({ 'kubernetes.io/metadata.name': name });
const awayOps = [sampleNamespace('away', { team: 'ops' })];
const expression = (key: string, operator: string, ...values: readonly string[]): Selector => ({
  labels: {},
  expressions: [{ key, operator, values }],
});

const rows: Readonly<Record<string, Row>> = {
  'no policy at all': { policies: [], is: 'yes' },
  'deny all that comes in': { policies: [{ isolates: { ingress: true, egress: false } }], is: 'no' },
  'deny all that goes out': { policies: [{ isolates: { ingress: false, egress: true } }], is: 'no' },
  'deny all that goes out says nothing of what comes in': {
    policies: [{ isolates: { ingress: false, egress: true } }],
    from: away,
    is: 'yes',
  },
  'a policy of another namespace is about nobody here': {
    policies: [{ namespace: 'away', isolates: { ingress: true, egress: true } }],
    is: 'yes',
  },
  'a policy without a namespace is in default': {
    policies: [{ namespace: 'default', isolates: { ingress: true, egress: true } }],
    is: 'yes',
  },
  'a policy about another pod': { policies: [{ ...onDb, pods: selector({ app: 'job' }) }], is: 'yes' },
  'allow all that comes in': { policies: [lets(rule([]))], is: 'yes' },
  'allow all undoes deny all': {
    policies: [{ isolates: { ingress: true, egress: false } }, lets(rule([]))],
    is: 'yes',
  },
  'both directions have to agree: only one does': { policies: [lets(rule([])), fromWeb], is: 'no' },
  'both directions have to agree: both do': { policies: [lets(rule([])), sends(rule([]))], is: 'yes' },
  'policies add up': {
    policies: [lets(rule([{ pods: selector({ app: 'job' }) }])), lets(rule([{ pods: selector({ app: 'web' }) }]))],
    is: 'yes',
  },
  'pods of the own namespace': { policies: [lets(rule([{ pods: selector({ app: 'web' }) }]))], is: 'yes' },
  'pods with these labels elsewhere are not meant': {
    policies: [lets(rule([{ pods: selector({ app: 'web' }) }]))],
    from: away,
    is: 'no',
  },
  'all pods of the own namespace': { policies: [lets(rule([{ pods: everything }]))], from: job, is: 'yes' },
  'all pods of the own namespace are not those of others': {
    policies: [lets(rule([{ pods: everything }]))],
    from: away,
    is: 'no',
  },
  'all namespaces': { policies: [lets(rule([{ namespaces: everything }]))], from: other, is: 'yes' },
  'a namespace by the name that every one has': {
    policies: [lets(rule([{ namespaces: named('away') }]))],
    from: away,
    is: 'yes',
  },
  'a namespace by another name': { policies: [lets(rule([{ namespaces: named('away') }]))], from: other, is: 'no' },
  'a namespace by a label of it': {
    policies: [lets(rule([{ namespaces: selector({ team: 'ops' }) }]))],
    namespaces: awayOps,
    from: away,
    is: 'yes',
  },
  'a namespace by a label that it has not': {
    policies: [lets(rule([{ namespaces: selector({ team: 'dev' }) }]))],
    namespaces: awayOps,
    from: away,
    is: 'no',
  },
  'a namespace by a label, when nobody showed it': {
    policies: [lets(rule([{ namespaces: selector({ team: 'ops' }) }]))],
    from: away,
    is: 'unknown',
  },
  'a namespace by its name and a label, when nobody showed it': {
    policies: [lets(rule([{ namespaces: selector({ team: 'ops', 'kubernetes.io/metadata.name': 'away' }) }]))],
    from: other,
    is: 'no',
  },
  'two files that disagree on a namespace': {
    policies: [lets(rule([{ namespaces: selector({ team: 'ops' }) }]))],
    namespaces: [...awayOps, sampleNamespace('away', {})],
    from: away,
    is: 'unknown',
  },
  'namespace and pods in one peer: both have to fit': {
    policies: [lets(rule([{ namespaces: named('away'), pods: selector({ app: 'job' }) }]))],
    from: away,
    is: 'no',
  },
  'namespace and pods in one peer: both do': {
    policies: [lets(rule([{ namespaces: named('away'), pods: selector({ app: 'web' }) }]))],
    from: away,
    is: 'yes',
  },
  'namespace and pods in two peers: the first fits': {
    policies: [lets(rule([{ namespaces: named('away') }, { pods: selector({ app: 'job' }) }]))],
    from: away,
    is: 'yes',
  },
  'namespace and pods in two peers: the second fits': {
    policies: [lets(rule([{ namespaces: named('away') }, { pods: selector({ app: 'job' }) }]))],
    from: job,
    is: 'yes',
  },
  'namespace and pods in two peers: neither fits': {
    policies: [lets(rule([{ namespaces: named('away') }, { pods: selector({ app: 'job' }) }]))],
    is: 'no',
  },
  'an expression In': {
    policies: [lets(rule([{ pods: expression('app', 'In', 'job', 'web') }]))],
    is: 'yes',
  },
  'an expression NotIn': { policies: [lets(rule([{ pods: expression('app', 'NotIn', 'web') }]))], is: 'no' },
  'an expression NotIn of a label that is not there': {
    policies: [lets(rule([{ pods: expression('tier', 'NotIn', 'web') }]))],
    is: 'yes',
  },
  'an expression Exists': { policies: [lets(rule([{ pods: expression('app', 'Exists') }]))], is: 'yes' },
  'an expression DoesNotExist': { policies: [lets(rule([{ pods: expression('app', 'DoesNotExist') }]))], is: 'no' },
  'an operator that there is not: what was meant is not known': {
    policies: [lets(rule([{ pods: expression('app', 'Is', 'web') }]))],
    is: 'unknown',
  },
  'In without values is none that a server takes': {
    policies: [lets(rule([{ pods: expression('app', 'In') }]))],
    is: 'unknown',
  },
  'a policy that could not be read': { policies: [{ ...onDb, unclear: true }], is: 'unknown' },
  'a policy that could not be read takes nothing away from one that lets through': {
    policies: [{ unclear: true }, lets(rule([])), sends(rule([]))],
    is: 'yes',
  },
  'a policy that could not be read may let through what another does not': {
    policies: [{ unclear: true }, onDb],
    is: 'unknown',
  },
  'a peer that says nothing is none that a server takes': { policies: [lets(rule([{}]))], is: 'unknown' },
  'an address in a block': {
    policies: [lets(rule([{ cidr: '203.0.113.0/24' }]))],
    from: { address: '203.0.113.9' },
    is: 'yes',
  },
  'an address outside it': {
    policies: [lets(rule([{ cidr: '203.0.113.0/24' }]))],
    from: { address: '203.0.114.9' },
    is: 'no',
  },
  'an address in its exception': {
    policies: [lets(rule([{ cidr: '203.0.113.0/24', except: ['203.0.113.8/30'] }]))],
    from: { address: '203.0.113.9' },
    is: 'no',
  },
  'an address in the exception of one block and in another': {
    policies: [lets(rule([{ cidr: '203.0.113.0/24', except: ['203.0.113.8/30'] }, { cidr: '203.0.113.9/32' }]))],
    from: { address: '203.0.113.9' },
    is: 'yes',
  },
  'an address of six groups more': {
    policies: [lets(rule([{ cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] }]))],
    from: { address: '2001:db8:2::1' },
    is: 'yes',
  },
  'one in its exception': {
    policies: [lets(rule([{ cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] }]))],
    from: { address: '2001:0db8:0001:0::1' },
    is: 'no',
  },
  'a block of the other family': {
    policies: [lets(rule([{ cidr: '0.0.0.0/0' }]))],
    from: { address: '2001:db8::1' },
    is: 'no',
  },
  'an exception outside its block is none that a server takes': {
    policies: [lets(rule([{ cidr: '203.0.113.0/24', except: ['10.0.0.0/8'] }]))],
    from: { address: '203.0.113.9' },
    is: 'unknown',
  },
  'the metadata address kept out': {
    policies: [sends(rule([{ cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] }]))],
    to: { address: '169.254.169.254' },
    is: 'no',
  },
  'a pod may be in a block that is not all of them': {
    policies: [lets(rule([{ cidr: '10.0.0.0/8' }]))],
    is: 'unknown',
  },
  'a pod is in the block of all': { policies: [lets(rule([{ cidr: '0.0.0.0/0' }]))], is: 'yes' },
  'a pod may be in what the block of all leaves out': {
    policies: [lets(rule([{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }]))],
    is: 'unknown',
  },
  'selectors never mean an address': {
    policies: [lets(rule([{ namespaces: everything }]))],
    from: { address: '203.0.113.9' },
    is: 'no',
  },
  'a rule without peers means addresses too': {
    policies: [lets(rule([]))],
    from: { address: '203.0.113.9' },
    is: 'yes',
  },
  'everybody outside': { policies: [lets(rule([{ cidr: '0.0.0.0/0' }]))], from: 'internet', is: 'yes' },
  'everybody outside but the own ranges': {
    policies: [lets(rule([{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12'] }]))],
    from: 'internet',
    is: 'yes',
  },
  'some of those outside': { policies: [lets(rule([{ cidr: '203.0.113.0/24' }]))], from: 'internet', is: 'unknown' },
  'nobody outside': {
    policies: [lets(rule([{ cidr: '10.0.0.0/8' }, { pods: everything }]))],
    from: 'internet',
    is: 'no',
  },
  'the port': { policies: [lets(rule([], [{ port: 5432 }]))], is: 'yes' },
  'another port': { policies: [lets(rule([], [{ port: 5433 }]))], is: 'no' },
  'the port of another protocol': { policies: [lets(rule([], [{ port: 5432, protocol: 'udp' }]))], is: 'no' },
  'every port of the protocol': { policies: [lets(rule([], [{}]))], is: 'yes' },
  'every port of another protocol': { policies: [lets(rule([], [{ protocol: 'udp' }]))], is: 'no' },
  'any of the protocols': {
    policies: [lets(rule([], [{ protocol: 'udp' }, { protocol: 'sctp' }]))],
    protocol: 'sctp',
    is: 'yes',
  },
  'the first of a range': { policies: [lets(rule([], [{ port: 5432, endPort: 5440 }]))], is: 'yes' },
  'the last of a range': { policies: [lets(rule([], [{ port: 5400, endPort: 5432 }]))], is: 'yes' },
  'before a range': { policies: [lets(rule([], [{ port: 5433, endPort: 5440 }]))], is: 'no' },
  'behind a range': { policies: [lets(rule([], [{ port: 5400, endPort: 5431 }]))], is: 'no' },
  'a range that ends before it begins is none that a server takes': {
    policies: [lets(rule([], [{ port: 5432, endPort: 5431 }]))],
    is: 'unknown',
  },
  'a range from a name is none that a server takes': {
    policies: [lets(rule([], [{ port: 'sql', endPort: 5440 }]))],
    is: 'unknown',
  },
  'a port by its name': { policies: [lets(rule([], [{ port: 'sql' }]))], is: 'yes' },
  'a name means the number of the pod that is spoken to': {
    policies: [sends(rule([], [{ port: 'sql' }]))],
    to: job,
    port: 7000,
    is: 'yes',
  },
  'and not that of another': { policies: [sends(rule([], [{ port: 'sql' }]))], to: job, port: 5432, is: 'no' },
  'a name that the pod has for another protocol': {
    policies: [lets(rule([], [{ port: 'sql', protocol: 'udp' }]))],
    protocol: 'udp',
    is: 'no',
  },
  'a name that no port has': { policies: [lets(rule([], [{ port: 'http' }]))], is: 'no' },
  'peers and ports of one rule go together': {
    policies: [
      lets(rule([{ pods: selector({ app: 'web' }) }], [{ port: 80 }]), rule([{ pods: selector({ app: 'job' }) }])),
    ],
    is: 'no',
  },
  'what goes out to some pods': { policies: [sends(rule([{ pods: selector({ app: 'db' }) }]))], is: 'yes' },
  'what goes out to others': { policies: [sends(rule([{ pods: selector({ app: 'db' }) }]))], to: job, is: 'no' },
  'what goes out for names only': {
    policies: [sends(rule([{ namespaces: everything }], [{ port: 53, protocol: 'udp' }]))],
    is: 'no',
  },
  'from the node of which nothing is known': { policies: [onDb], from: onHost, is: 'unknown' },
  'from the node that the pod is on': { policies: [onDb], from: onSameHost, to: placed, is: 'yes' },
  'from a daemon of every node': { policies: [onDb], from: agent, is: 'yes' },
  'no policy binds a pod on the network of its node': {
    policies: [onDb, fromWeb],
    from: onHost,
    to: onHost,
    is: 'yes',
  },
  'nor what is sent to it': { policies: [{ isolates: { ingress: true, egress: false } }], to: onHost, is: 'yes' },
  'to a node from a pod that may send nothing': { policies: [fromWeb], to: onHost, is: 'unknown' },
  'to the daemon of every node': { policies: [fromWeb], to: agent, is: 'yes' },
};
for (const [
  name,
  { policies, namespaces = [], from = web, to = db, port = 5432, protocol = 'tcp', is },
] of Object.entries(rows)) {
  test(`network policy: ${name}`, () => {
    const facts = policies.map((policy, index) => samplePolicy({ name: `p${index}`, ...policy }));
    const world = sampleWorld([web, db, job, away, other, ...facts, ...namespaces]);
    assert.equal(allows(world, { from, to, port, protocol }), is);
  });
}
test('policies of a network plugin’s own kind are not evaluated', () => {
  const raw = { format: 'kubernetes', path: '', document: 0, pointer: [] } as const;
  const object = (type: string, namespace: string, labels: Labels = {}) =>
    ({
      kind: 'object',
      id: toFactId('object', 'test', type),
      scope: 'test',
      group: 'cilium.io',
      version: 'v2',
      type,
      name: 'x',
      namespace,
      labels: {},
      annotations: {},
      leaves: Object.entries(labels).map(([key, value]) => ({
        pointer: `spec/endpointSelector/matchLabels/${key}`,
        field: declared(value, { path: 'cilium.yaml' }),
      })),
      at: [],
      raw,
    }) as const;
  const ask = (type: string, namespace: string, labels: Labels = {}): Verdict =>
    allows(sampleWorld([web, db, object(type, namespace, labels)]), { from: web, to: db, port: 5432, protocol: 'tcp' });
  assert.equal(ask('CiliumNetworkPolicy', 'shop'), 'unknown');
  assert.equal(ask('CiliumNetworkPolicy', 'away'), 'yes');
  assert.equal(ask('CiliumClusterwideNetworkPolicy', 'away'), 'unknown');
  assert.equal(ask('AdminNetworkPolicy', 'away'), 'unknown');
  assert.equal(ask('LimitRange', 'shop'), 'yes');
  assert.equal(ask('CiliumNetworkPolicy', 'shop', { app: 'db' }), 'unknown');
  assert.equal(ask('CiliumNetworkPolicy', 'shop', { 'k8s:app': 'db' }), 'unknown');
  assert.equal(ask('CiliumNetworkPolicy', 'shop', { 'k8s:io.kubernetes.pod.namespace': 'shop' }), 'unknown');
  assert.equal(ask('CiliumNetworkPolicy', 'shop', { 'any:app': 'job' }), 'yes');
});

test('the evaluator and the specification agree on random policies', () => {
  const next = sequence(41);
  const seen: Record<Verdict, number> = { yes: 0, no: 0, unknown: 0 };
  for (let round = 0; round < 1000; round += 1) {
    const pods = samplePods(next);
    const { policies, namespaces } = samplePolicies(next);
    const world = sampleWorld([...pods, ...policies, ...namespaces]);
    const ends: readonly Endpoint[] = [...pods, { address: '10.1.2.3' }, { address: '2001:db8::7' }];
    for (const from of ends) {
      for (const to of ends) {
        const traffic = { from, to, port: 79 + next(4), protocol: next(4) === 0 ? 'udp' : 'tcp' } as const;
        const expected = bruteForce({ policies, namespaces }, traffic);
        const found = allows(world, traffic);
        if (found !== expected) assert.equal(found, expected, JSON.stringify({ round, traffic, policies, namespaces }));
        seen[expected] += 1;
      }
    }
  }
  assert.ok(Math.min(...Object.values(seen)) > 2000, JSON.stringify(seen));
});

const adminRule = (
  action: AdminRule['action'],
  peer: AdminPeer = { namespaces: everything },
  ...ports: readonly Partial<PolicyPort>[]
): AdminRule => ({
  action,
  peers: [peer],
  ports: ports.map((port) => ({ protocol: 'tcp', ...port })),
  at: { path: 'admin.yaml' },
});
const shop = named('shop');
/** From web to db of one namespace, whose own policy closes db where a row says so. */
const adminRows: readonly (readonly [
  fact: string,
  is: Verdict,
  admin: readonly Partial<AdminPolicyFact>[],
  policies?: readonly Partial<NetworkPolicyFact>[],
])[] = [
  ['one that denies', 'no', [{ ingress: [adminRule('deny')] }]],
  ['one that denies others', 'yes', [{ ingress: [adminRule('deny', { namespaces: named('away') })] }]],
  ['one about others', 'yes', [{ subject: { namespaces: named('away') }, ingress: [adminRule('deny')] }]],
  ['one that denies what goes out', 'no', [{ egress: [adminRule('deny')] }]],
  ['one that allows what a policy of the namespace closes', 'yes', [{ ingress: [adminRule('allow')] }], [onDb]],
  ['one that passes it on to a policy that closes it', 'no', [{ ingress: [adminRule('pass')] }], [onDb]],
  ['one that denies what a policy of the namespace opens', 'no', [{ ingress: [adminRule('deny')] }], [lets(rule([]))]],
  ['the first rule of one', 'yes', [{ ingress: [adminRule('allow'), adminRule('deny')] }]],
  ['a rule about another port', 'yes', [{ ingress: [adminRule('deny', undefined, { port: 80 })] }]],
  ['a rule about a range of ports', 'no', [{ ingress: [adminRule('deny', undefined, { port: 5000, endPort: 6000 })] }]],
  ['a rule about a name of the port', 'no', [{ ingress: [adminRule('deny', undefined, { port: 'sql' })] }]],
  [
    'the lower number of two',
    'yes',
    [
      { name: 'b', priority: 20, ingress: [adminRule('deny')] },
      { name: 'a', priority: 10, ingress: [adminRule('allow')] },
    ],
  ],
  [
    'two of one number that disagree',
    'unknown',
    [
      { name: 'b', ingress: [adminRule('deny')] },
      { name: 'a', ingress: [adminRule('allow')] },
    ],
  ],
  [
    'one that passes on ends those of the cluster',
    'yes',
    [
      { name: 'a', priority: 10, ingress: [adminRule('pass')] },
      { name: 'b', priority: 20, ingress: [adminRule('deny')] },
    ],
  ],
  ['the baseline denies where no policy is about the pod', 'no', [{ tier: 'baseline', ingress: [adminRule('deny')] }]],
  [
    'the baseline has no say where a policy is about the pod',
    'yes',
    [{ tier: 'baseline', ingress: [adminRule('deny')] }],
    [lets(rule([]))],
  ],
  [
    'what is passed on past a policy reaches the baseline',
    'no',
    [{ ingress: [adminRule('pass')] }, { tier: 'baseline', name: 'default', ingress: [adminRule('deny')] }],
  ],
  [
    'what is allowed does not reach the baseline',
    'yes',
    [
      {
        subject: { namespaces: shop, pods: selector({ app: 'db' }) },
        ingress: [adminRule('allow', { namespaces: shop })],
      },
      { tier: 'baseline', name: 'default', ingress: [adminRule('deny')] },
    ],
  ],
  ['one that could not be read', 'unknown', [{ unclear: true }]],
  ['a block of all addresses has the pods in it', 'no', [{ egress: [adminRule('deny', { cidr: '0.0.0.0/0' })] }]],
  ['a block of some addresses may have', 'unknown', [{ egress: [adminRule('deny', { cidr: '10.0.0.0/8' })] }]],
  ['nodes are no pods', 'yes', [{ egress: [adminRule('deny', { nodes: everything })] }]],
  ['names of hosts are none of pods', 'yes', [{ egress: [adminRule('deny', { domains: true })] }]],
  ['a selector that no server takes', 'unknown', [{ subject: { namespaces: expression('team', 'Is', 'x') } }]],
];
for (const [fact, is, admin, policies = []] of adminRows)
  test(`policies of the cluster: ${fact}`, () => {
    const facts = policies.map((policy, index) => samplePolicy({ name: `p${index}`, ...policy }));
    const world = sampleWorld([web, db, ...facts, ...admin.map(sampleAdminPolicy)]);
    assert.equal(allows(world, { from: web, to: db, port: 5432, protocol: 'tcp' }), is);
  });
test('the evaluator and the specification agree where policies of the cluster speak too', () => {
  const next = sequence(43);
  const seen: Record<Verdict, number> = { yes: 0, no: 0, unknown: 0 };
  let decided = 0;
  for (let round = 0; round < 1000; round += 1) {
    const pods = samplePods(next);
    const { policies, namespaces } = samplePolicies(next);
    const some = next(3) === 0 ? [] : policies;
    const admin = sampleAdminPolicies(next);
    const world = sampleWorld([...pods, ...some, ...namespaces, ...admin]);
    const without = sampleWorld([...pods, ...some, ...namespaces]);
    const ends: readonly Endpoint[] = [...pods, { address: '10.1.2.3' }, { address: '2001:db8::7' }];
    for (const from of ends) {
      for (const to of ends) {
        const traffic = { from, to, port: 79 + next(4), protocol: next(4) === 0 ? 'udp' : 'tcp' } as const;
        const expected = bruteForce({ policies: some, namespaces, admin }, traffic);
        const found = allows(world, traffic);
        if (found !== expected)
          assert.equal(found, expected, JSON.stringify({ round, traffic, policies: some, namespaces, admin }));
        seen[expected] += 1;
        if (allows(without, traffic) !== expected) decided += 1;
      }
    }
  }
  assert.ok(Math.min(...Object.values(seen), decided) > 2000, JSON.stringify({ seen, decided }));
});

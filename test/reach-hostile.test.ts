// Reach of what a cluster or a folder should not hold: names of nothing, circles, far too much of one kind, what is
// written wrongly and what was not asked for. Each through the whole program, as `kubectl get … -o json` would give it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plimsoll, scratch } from './plimsoll.ts';
import { processorMs, startedNow } from './processor-time.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

type Labels = Readonly<Record<string, string>>;
interface PodSample {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly spec?: object;
  readonly container?: object;
}
const hard = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
};
/** As a cluster tells of it: on a node, with nothing that a hardened one lacks. */
const pod = ({ name, namespace = 'shop', labels = {}, spec = {}, container = {} }: PodSample): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels, uid: `${namespace}-${name}` },
  spec: {
    nodeName: 'n1',
    automountServiceAccountToken: false,
    containers: [{ name: 'c', image: 'registry.example.com/a:1', securityContext: hard, ...container }],
    ...spec,
  },
});
const withToken = { automountServiceAccountToken: true, serviceAccountName: 'web' };
const rbac = 'rbac.authorization.k8s.io';
const clusterRole = (name: string, more: object): object => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name },
  ...more,
});
const bound = (role: string, more: object = {}): object => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: `to-${role}` },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
  subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
  ...more,
});
const everything = { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
const policy = (name: string, spec: object): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});
/** Anybody may use it who gets to it. */
const cache = {
  name: 'cache',
  labels: { app: 'cache' },
  container: { image: 'redis:7', ports: [{ containerPort: 6379 }] },
} satisfies PodSample;
const labels = (count: number): Labels =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`l${at}`, `v${at}`]));

interface Row {
  readonly items?: readonly object[];
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Level, and what is possible, of each workload in the order of the answer. */
  readonly levels: Readonly<Record<string, string>>;
  readonly code: number;
  /** What is said that was not known. */
  readonly unknown?: RegExp;
  /** No chain assumes that. */
  readonly notAssumed?: RegExp;
  /** What is said and does not count against the answer. */
  readonly told?: RegExp;
}
const rows: Readonly<Record<string, Row>> = {
  'a role, an account, a claim and a service that are not there': {
    items: [
      pod({
        name: 'web',
        spec: {
          ...withToken,
          volumes: [
            { name: 'a', persistentVolumeClaim: { claimName: 'gone' } },
            { name: 'b', secret: { secretName: 'gone' } },
            { name: 'c', configMap: { name: 'gone' } },
          ],
        },
        container: {
          volumeMounts: ['a', 'b', 'c', 'nowhere'].map((name) => ({ name, mountPath: `/${name}` })),
          envFrom: [{ secretRef: { name: 'gone' } }],
        },
      }),
      bound('gone'),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's', namespace: 'shop' },
        spec: { type: 'LoadBalancer', selector: { app: 'gone' }, ports: [{ port: 80 }] },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'i', namespace: 'shop' },
        spec: { defaultBackend: { service: { name: 'gone', port: { number: 80 } } } },
      },
    ],
    levels: { web: 'contained cloud' },
    code: 0,
  },
  'roles that take each other in give what each of them says': {
    items: [
      pod({ name: 'web', spec: withToken }),
      bound('a'),
      clusterRole('a', {
        metadata: { name: 'a', labels: { x: 'a' } },
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { x: 'b' } }] },
      }),
      clusterRole('b', {
        metadata: { name: 'b', labels: { x: 'b' } },
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { x: 'a' } }] },
        ...everything,
      }),
    ],
    levels: { web: 'cluster cloud' },
    code: 1,
  },
  'a role that takes itself in': {
    items: [
      pod({ name: 'web', spec: withToken }),
      bound('a'),
      clusterRole('a', {
        metadata: { name: 'a', labels: { x: 'a' } },
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { x: 'a' } }] },
        ...everything,
      }),
    ],
    levels: { web: 'cluster cloud' },
    code: 1,
  },
  'a claim of a volume that names the claim, and one for another': {
    items: [
      ...['a', 'b'].map((name) =>
        pod({
          name,
          spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] },
          container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
        }),
      ),
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', namespace: 'shop' },
        spec: { volumeName: 'pv', dataSource: { kind: 'PersistentVolumeClaim', name: 'data' } },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'pv' },
        spec: { claimRef: { name: 'data', namespace: 'shop' }, hostPath: { path: '/srv' } },
      },
    ],
    levels: { a: 'neighbours cloud', b: 'neighbours cloud' },
    code: 0,
  },
  'volumes, networks and processes in circles': {
    files: {
      'compose.yaml': `services:
  a: { image: "a:1", volumes_from: [b], network_mode: "service:b", pid: "service:b" }
  b: { image: "b:1", volumes_from: [a], network_mode: "service:a", pid: "service:a" }
`,
    },
    levels: { a: 'neighbours cloud', b: 'neighbours cloud' },
    code: 3,
    unknown: /shared-network in .*a container is on the network of another/u,
  },
  'what a policy that is not valid lets through is not proven': {
    items: [
      pod({ name: 'web' }),
      pod(cache),
      policy('odd', {
        podSelector: { matchExpressions: [{ key: 'app', operator: 'Nope', values: ['cache'] }] },
        policyTypes: ['Ingress'],
        ingress: [],
      }),
    ],
    levels: { web: 'contained cloud', cache: 'contained cloud' },
    code: 0,
  },
  'a policy whose selectors are no selectors at all': {
    items: [
      pod({ name: 'web' }),
      pod(cache),
      policy('odd', { podSelector: ['app', 'cache'], policyTypes: 'Ingress', ingress: { from: 7 } }),
    ],
    levels: { web: 'contained cloud', cache: 'contained cloud' },
    code: 0,
  },
  'two of one name are both there': {
    items: [
      pod({ name: 'web' }),
      pod({ name: 'web', container: { securityContext: { privileged: true } } }),
      clusterRole('r', { rules: [] }),
      clusterRole('r', everything),
      bound('r'),
      bound('r'),
    ],
    levels: { web: 'node cloud' },
    code: 1,
  },
  'ten thousand labels, and a policy that asks for all of them': {
    items: [
      pod({ name: 'web', labels: labels(10_000) }),
      pod({ ...cache, labels: labels(10_000) }),
      policy('p', { podSelector: { matchLabels: labels(10_000) }, policyTypes: ['Ingress'], ingress: [] }),
    ],
    levels: { web: 'contained cloud', cache: 'contained cloud' },
    code: 0,
  },
  'pods alone: who may do what was not seen, and is not nothing': {
    items: [pod({ name: 'web', spec: withToken }), pod({ name: 'api', spec: withToken })],
    args: ['--complete'],
    levels: { web: 'contained cloud', api: 'contained cloud' },
    code: 0,
    told: /what its accounts may do is unknown/u,
  },
  'pods, roles and bindings: all there is': {
    items: [
      pod({ name: 'web', spec: withToken }),
      clusterRole('r', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }),
      bound('r'),
    ],
    args: ['--complete'],
    levels: { web: 'contained cloud' },
    code: 0,
    notAssumed: /rights that were not read/u,
  },
  'pods without policies: what was not seen keeps nobody out': {
    items: [pod({ name: 'web' }), pod(cache)],
    args: ['--complete'],
    levels: { web: 'neighbours cloud', cache: 'contained cloud' },
    code: 0,
    told: /traffic that they may hold back counts as open/u,
  },
};

interface Answer {
  readonly workloads: readonly {
    readonly name: string;
    readonly level: string;
    readonly possible: string;
    readonly chains: readonly { readonly assumes: readonly { readonly why: string }[] }[];
  }[];
  readonly unknowns: readonly { readonly code: string; readonly why: string; readonly incomplete: boolean }[];
}
for (const [name, { items, files, args = [], levels, code, unknown, told, notAssumed }] of Object.entries(rows)) {
  test(`reach of what should not be: ${name}`, async () => {
    const target = files === undefined ? '-' : writeFiles(files);
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    const ran = await plimsoll(['reach', target, '--format', 'json', '--only', 'config', ...args], {
      cache: scratch(),
      ...(files === undefined && { input }),
    });
    assert.equal(ran.code, code, `${ran.stderr}\n${ran.stdout}`.slice(0, 5000));
    const answer = JSON.parse(ran.stdout) as Answer;
    const found = Object.fromEntries(
      answer.workloads.map(({ name: own, level, possible }) => [own, `${level} ${possible}`]),
    );
    assert.deepEqual(found, levels);
    const whys = answer.workloads.flatMap(({ chains }) =>
      chains.flatMap(({ assumes }) => assumes.map(({ why }) => why)),
    );
    if (notAssumed !== undefined) assert.ok(!whys.some((why) => notAssumed.test(why)), whys.join('\n'));
    const others = answer.unknowns.filter(({ incomplete }) => !incomplete).map(({ why }) => why);
    if (told !== undefined) assert.equal(others.filter((why) => told.test(why)).length, 1, others.join('\n'));
    const said = answer.unknowns.filter(({ incomplete }) => incomplete).map(({ why }) => why);
    if (unknown === undefined) assert.deepEqual(said, []);
    else
      assert.ok(
        said.some((why) => unknown.test(why)),
        said.join('\n'),
      );
  });
}
test('what was not asked for is said once, whoever it is about', async () => {
  const items = Array.from({ length: 30 }, (_, at) => pod({ name: `p${at}`, spec: withToken }));
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { stdout } = await plimsoll(['reach', '-', '--only', 'config'], { cache: scratch(), input });
  const flat = stdout.replaceAll(/\s+/gu, ' ');
  for (const once of ['every workload, if the account has rights that were not read', 'accounts may do is unknown'])
    assert.equal(flat.split(once).length - 1, 1, stdout);
});

/** Measured in this process: seconds of processor time, on a machine with others on it. */
const policies = (count: number): Readonly<Record<string, string>> => {
  const peers = [{ podSelector: {} }, { namespaceSelector: {} }];
  const all = {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: peers }],
    egress: [{ to: peers }],
  };
  const items = [
    ...Array.from({ length: 200 }, (_, at) => pod({ name: `p${at}`, labels: { app: `a${at}` } })),
    pod(cache),
    ...Array.from({ length: count }, (_, at) => policy(`p${at}`, all)),
  ];
  return { 'dump.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) };
};
test('ten thousand policies that select everything cost little more than reading them', async () => {
  const only = new Set(['reach'] as const);
  const started = startedNow();
  const { report } = await scanTargets([writeFiles(policies(10_000))], { only });
  assert.ok(processorMs(started) < 20_000, `${processorMs(started)} ms`);
  assert.deepEqual(new Set(report.reach.map(({ level }) => level)), new Set(['contained', 'neighbours']));
  assert.deepEqual(
    report.unknowns.filter(({ incomplete }) => incomplete),
    [],
  );
});

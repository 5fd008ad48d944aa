// A cluster as `kubectl get … -A -o json` tells of it, made up and the same each time: about 10 kB a pod.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createHash } from 'node:crypto';

export interface ClusterSize {
  readonly pods: number;
  readonly nodes: number;
  readonly namespaces: number;
  /** Roles and bindings together. */
  readonly rights: number;
  readonly policies: number;
}
/** The proportions of a large cluster, for any number of pods. */
export function clusterOf(pods: number): ClusterSize {
  const share = pods / 25_000;
  const some = (count: number): number => Math.max(4, Math.round(count * share));
  return { pods, nodes: some(500), namespaces: some(200), rights: some(3000), policies: some(500) };
}

/** Written as kubectl does: one list, four spaces a level. */
export async function writeCluster(file: string, size: ClusterSize): Promise<void> {
  const out = createWriteStream(file, { highWaterMark: 1 << 20 });
  out.write('{\n    "apiVersion": "v1",\n    "items": [\n');
  let first = true;
  for (const item of objectsOf(size)) {
    const text = JSON.stringify(item, undefined, 4).replaceAll('\n', '\n        ');
    if (!out.write(`${first ? '' : ',\n'}        ${text}`)) await once(out, 'drain');
    first = false;
  }
  out.end('\n    ],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n');
  await once(out, 'close');
}

type Json = Readonly<Record<string, unknown>>;
function* objectsOf(size: ClusterSize): Iterable<Json> {
  const random = seeded(20_260_101);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] ?? fail();
  const namespaces = names('team', size.namespaces);
  const nodes = names('node', size.nodes);
  for (const [index, name] of nodes.entries()) yield node(name, index < 3);
  for (const name of namespaces) yield namespace(name, random(3));
  for (const space of namespaces) for (const name of accountsOf) yield account(space, name);
  for (let index = 0; index < size.rights / 2; index += 1) yield* rights(index, pick(namespaces), random);
  for (let index = 0; index < size.policies; index += 1) yield policy(index, pick(namespaces), random);
  for (const space of namespaces) for (let app = 0; app < 5; app += 1) yield service(space, app);
  for (const space of namespaces) for (let index = 0; index < 3; index += 1) yield secret(space, index);
  for (let index = 0; index < size.pods; index += 1) yield pod(index, pick(namespaces), { node: pick(nodes), random });
}
const accountsOf = ['default', 'app', 'worker', 'deployer', 'reader', 'builder', 'mailer', 'cron', 'api', 'batch'];
const verbs = [['get', 'list'], ['get', 'list', 'watch'], ['create', 'get'], ['patch', 'update'], ['delete'], ['*']];
const resources = [
  'configmaps',
  'pods',
  'services',
  'deployments',
  'endpoints',
  'jobs',
  'events',
  'pods/log',
  'leases',
];
const strong = ['secrets', 'pods/exec', 'serviceaccounts/token', 'nodes/proxy', 'rolebindings', 'pods'];

function meta(name: string, rest: Json = {}): Json {
  const uid = createHash('sha256').update(name).digest('hex').slice(0, 36);
  return { creationTimestamp: '2026-01-01T00:00:00Z', name, resourceVersion: '123456', uid, ...rest };
}
function node(name: string, control: boolean): Json {
  const role = control ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: meta(name, { labels: { 'kubernetes.io/hostname': name, ...role } }),
    spec: {
      providerID: `aws:///eu-west-1a/i-${name}`,
      ...(control && { taints: [{ effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' }] }),
    },
    status: {
      nodeInfo: {
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.8.0-60-generic',
        kubeletVersion: 'v1.33.3',
      },
    },
  };
}
function namespace(name: string, level: number): Json {
  const enforce = ['privileged', 'baseline', 'restricted'][level];
  const labels = {
    'kubernetes.io/metadata.name': name,
    ...(level > 0 && { 'pod-security.kubernetes.io/enforce': enforce }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: meta(name, { labels }),
    spec: {},
    status: { phase: 'Active' },
  };
}
function account(space: string, name: string): Json {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(name, { namespace: space }) };
}
type Random = (below: number) => number;
/** One right in fifty is one that matters. */
function* rights(index: number, space: string, random: Random): Iterable<Json> {
  const cluster = random(10) === 0;
  const resource = random(50) === 0 ? strong[random(strong.length)] : resources[random(resources.length)];
  const name = `role-${index}`;
  const rbac = 'rbac.authorization.k8s.io';
  const where = cluster ? {} : { namespace: space };
  yield {
    apiVersion: `${rbac}/v1`,
    kind: cluster ? 'ClusterRole' : 'Role',
    metadata: meta(name, where),
    rules: [{ apiGroups: ['', 'apps', 'batch'], resources: [resource], verbs: verbs[random(verbs.length)] }],
  };
  yield {
    apiVersion: `${rbac}/v1`,
    kind: cluster ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: meta(`binding-${index}`, where),
    roleRef: { apiGroup: rbac, kind: cluster ? 'ClusterRole' : 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name: accountsOf[random(accountsOf.length)], namespace: space }],
  };
}
function policy(index: number, space: string, random: Random): Json {
  const app = { app: `app-${random(20)}` };
  const from = [
    [{ podSelector: { matchLabels: { tier: 'web' } } }],
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': `team-${random(200)}` } } }],
    [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
    [],
  ][random(4)];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: meta(`policy-${index}`, { namespace: space }),
    spec: {
      podSelector: random(4) === 0 ? {} : { matchLabels: app },
      policyTypes: random(3) === 0 ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: [{ from, ports: [{ port: 8080, protocol: 'TCP' }] }],
    },
  };
}
function service(space: string, app: number): Json {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(`app-${app}`, { namespace: space }),
    spec: {
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
      selector: { app: `app-${app}` },
      type: app === 0 ? 'LoadBalancer' : 'ClusterIP',
    },
  };
}
function secret(space: string, index: number): Json {
  return {
    apiVersion: 'v1',
    data: { token: 'bm90IGEgc2VjcmV0', url: 'bm9uZQ==' },
    kind: 'Secret',
    metadata: meta(`secret-${index}`, { namespace: space }),
    type: 'Opaque',
  };
}
interface Placing {
  readonly node: string;
  readonly random: Random;
}
function pod(index: number, space: string, { node: nodeName, random }: Placing): Json {
  const app = random(20);
  const name = `app-${app}-${index.toString(36).padStart(5, '0')}`;
  const flaw = random(60);
  const container = {
    env: Array.from({ length: 4 }, (_, number) => ({ name: `SETTING_${number}`, value: `value-${app}-${number}` })),
    image: `registry.example.com/team/app-${app}:1.${app}.${random(9)}`,
    imagePullPolicy: 'IfNotPresent',
    livenessProbe: { failureThreshold: 3, httpGet: { path: '/live', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 },
    name: 'app',
    ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
    readinessProbe: { failureThreshold: 3, httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 },
    resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
    securityContext: securityOf(flaw),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    volumeMounts: [
      { mountPath: '/tmp', name: 'tmp' },
      { mountPath: '/etc/app', name: 'config', readOnly: true },
      ...(flaw === 1 ? [{ mountPath: '/host', name: 'host' }] : []),
      { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: 'kube-api-access', readOnly: true },
    ],
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta(name, {
      annotations: { 'example.com/config-hash': name.repeat(4), 'prometheus.io/scrape': 'true' },
      generateName: `app-${app}-`,
      labels: { app: `app-${app}`, tier: app < 5 ? 'web' : 'back', 'pod-template-hash': `h${app}` },
      managedFields: managedFields(),
      namespace: space,
    }),
    spec: {
      automountServiceAccountToken: random(2) === 0,
      containers: [container],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      ...(flaw === 2 && { hostNetwork: true }),
      ...(flaw === 3 && { hostPID: true }),
      nodeName,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccountName: accountsOf[random(accountsOf.length)],
      terminationGracePeriodSeconds: 30,
      tolerations: [
        { effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 },
        { effect: 'NoExecute', key: 'node.kubernetes.io/unreachable', operator: 'Exists', tolerationSeconds: 300 },
      ],
      volumes: [
        { emptyDir: {}, name: 'tmp' },
        { configMap: { defaultMode: 420, name: `config-${app}` }, name: 'config' },
        ...(flaw === 1
          ? [{ hostPath: { path: ['/', '/var/log', '/var/run/docker.sock'][random(3)] }, name: 'host' }]
          : []),
        {
          name: 'kube-api-access',
          projected: {
            defaultMode: 420,
            sources: [
              { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
              { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
            ],
          },
        },
      ],
    },
    status: statusOf(nodeName, index),
  };
}
function securityOf(flaw: number): Json {
  if (flaw === 0) return { privileged: true };
  if (flaw < 30) return {};
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], ...(flaw === 31 && { add: ['SYS_ADMIN'] }) },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
/** Who set which field: a third of what a cluster tells, and of no use here. */
function managedFields(): readonly Json[] {
  const field = (name: string): Json => ({ [`f:${name}`]: {} });
  const container = Object.assign(
    { '.': {} },
    ...['env', 'image', 'name', 'ports', 'resources', 'securityContext'].map(field),
  );
  return ['kubelet'].map((manager) => ({
    apiVersion: 'v1',
    fieldsType: 'FieldsV1',
    fieldsV1: {
      'f:metadata': { 'f:annotations': { '.': {} }, 'f:labels': { '.': {}, 'f:app': {}, 'f:tier': {} } },
      'f:spec': { 'f:containers': { 'k:{"name":"app"}': container }, 'f:dnsPolicy': {}, 'f:volumes': { '.': {} } },
    },
    manager,
    operation: 'Update',
    time: '2026-01-01T00:00:00Z',
  }));
}
function statusOf(nodeName: string, index: number): Json {
  const types = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  const address = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  return {
    conditions: types.map((type) => ({
      lastProbeTime: null,
      lastTransitionTime: '2026-01-01T00:00:00Z',
      status: 'True',
      type,
    })),
    containerStatuses: [{ name: 'app', ready: true, restartCount: 0, started: true, state: { running: {} } }],
    hostIP: '192.168.0.1',
    nodeName,
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
    qosClass: 'Burstable',
  };
}

function names(stem: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${stem}-${index}`);
}
function fail(): never {
  throw new Error('nothing to pick from');
}
/** xorshift32 */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

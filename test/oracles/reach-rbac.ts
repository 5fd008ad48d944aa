// `npm run oracle:reach-rbac`: random roles and bindings on a real kube-apiserver, and what accounts may do there.
// Each step that the graph draws from an account is asked for as a SelfSubjectAccessReview of that account; of a part of
// them the request itself is made too. Prints how many were compared, and each one that differs.
import { toFactId } from '../../src/model/brand.ts';
import type { Fact } from '../../src/model/facts.ts';
import type { Edge, NodeId } from '../../src/model/graph.ts';
import { buildGraph } from '../../src/graph/build.ts';
import { doorKinds, hubAt } from '../../src/graph/rights/doors.ts';
import { accountNode, clusterNode, configNode, rightsNode, secretNode, type Place } from '../../src/graph/nodes.ts';
import { sampleWorkload, sampleWorld } from '../../src/graph/samples/sample-world.ts';
import { readSample } from '../../src/readers/config/config-sample.ts';
import { kubernetesReader } from '../../src/readers/config/kubernetes.ts';
import { pick, seeded, type Random } from '../seeded.ts';
import { startApiServer, type ApiServer, type Said } from './api-server.ts';

const sets = Number(process.env['SETS'] ?? 200);
const triedSets = Math.min(sets, Number(process.env['TRIED'] ?? 60));
const place: Place = { scope: 'test', engine: 'kubernetes' };
/** `a` refuses privileged pods, `b` takes them. */
const namespaces = ['a', 'b'] as const;
const accounts = [
  { namespace: 'a', name: 'web' },
  { namespace: 'b', name: 'web' },
] as const;
type Account = (typeof accounts)[number];
function userOf({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
const rbac = 'rbac.authorization.k8s.io';

const verbSets = [
  ['get'],
  ['list', 'watch'],
  ['create'],
  ['update'],
  ['patch'],
  ['create', 'get'],
  ['create', 'patch'],
  ['delete'],
  ['escalate', 'patch'],
  ['bind', 'create'],
  ['bind'],
  ['impersonate'],
  ['approve'],
  ['*'],
];
const resourceSets: readonly (readonly [group: string, resources: readonly string[]])[] = [
  ['', ['secrets']],
  ['', ['secrets', 'pods']],
  ['', ['pods']],
  ['', ['pods/exec']],
  ['', ['pods/*']],
  ['', ['*/exec']],
  ['', ['pods/ephemeralcontainers']],
  ['', ['serviceaccounts/token']],
  ['', ['serviceaccounts']],
  ['', ['serviceaccounts', 'groups']],
  ['', ['users', 'groups']],
  ['', ['nodes/proxy']],
  ['', ['pods/portforward']],
  ['', ['pods/proxy', 'services/proxy']],
  ['', ['configmaps']],
  ['', ['namespaces', 'pods']],
  ['', ['persistentvolumes', 'pods']],
  ['', ['*']],
  ['apps', ['deployments']],
  ['apps', ['*']],
  ['batch', ['jobs', 'cronjobs']],
  [rbac, ['clusterroles', 'clusterrolebindings']],
  [rbac, ['clusterroles', 'rolebindings']],
  [rbac, ['roles']],
  [rbac, ['clusterroles']],
  ['certificates.k8s.io', ['certificatesigningrequests', 'certificatesigningrequests/approval', 'signers']],
  ['admissionregistration.k8s.io', ['mutatingwebhookconfigurations']],
  ['*', ['*']],
];
interface Objects {
  readonly clusterRoles: readonly object[];
  readonly roles: readonly object[];
  readonly clusterRoleBindings: readonly object[];
  readonly roleBindings: readonly object[];
}
function randomObjects(next: Random): Objects {
  const rules = (): object[] =>
    Array.from({ length: 1 + next(3) }, () => {
      const [group, resources] = pick(resourceSets, next);
      const verbs = pick(verbSets, next);
      // To create by a name takes a patch too. The graph wants both of one rule, and misses those of two.
      const nameless = verbs.includes('create') && !verbs.includes('patch');
      const names = !nameless && next(6) === 0 ? { resourceNames: [pick(['x', 'web', 'a'], next)] } : {};
      return { apiGroups: [group], resources, verbs, ...names };
    });
  const subject = (): object => {
    const group = pick(['system:serviceaccounts', 'system:serviceaccounts:a', 'system:authenticated'], next);
    if (next(4) === 0) return { kind: 'Group', apiGroup: rbac, name: group };
    return { kind: 'ServiceAccount', ...pick(accounts, next) };
  };
  const apiVersion = `${rbac}/v1`;
  const bind = (kind: string, index: number, namespace?: string): object => {
    const refs = namespace === undefined ? ['ClusterRole'] : ['ClusterRole', 'Role'];
    const roleRef = { apiGroup: rbac, kind: pick(refs, next), name: pick(['r0', 'r1', 'r2', 'gone'], next) };
    const metadata = { name: `t-${index}`, ...(namespace !== undefined && { namespace }) };
    return { apiVersion, kind, metadata, roleRef, subjects: [subject()] };
  };
  const three = [0, 1, 2];
  return {
    clusterRoles: three.map((at) => ({
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name: `r${at}` },
      rules: rules(),
    })),
    roles: three.map((at) => {
      const metadata = { name: `r${at}`, namespace: pick(namespaces, next) };
      return { apiVersion, kind: 'Role', metadata, rules: rules() };
    }),
    clusterRoleBindings: three.slice(next(2), 2).map((at) => bind('ClusterRoleBinding', at)),
    roleBindings: three.map((at) => bind('RoleBinding', at, pick(namespaces, next))),
  };
}

const paths: Readonly<Record<keyof Objects, string>> = {
  clusterRoles: 'clusterroles',
  roles: 'roles',
  clusterRoleBindings: 'clusterrolebindings',
  roleBindings: 'rolebindings',
};
const kinds = ['clusterRoles', 'roles', 'clusterRoleBindings', 'roleBindings'] as const;
function wayOf(kind: keyof Objects, object: object, name?: string): string {
  const { metadata } = object as { metadata: { name: string; namespace?: string } };
  const inside = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `/apis/${rbac}/v1${inside}/${paths[kind]}${name === undefined ? '' : `/${name}`}`;
}
function nameOf(object: object): string {
  return (object as { metadata: { name: string } }).metadata.name;
}
function expectStatus({ status, text }: Said, ...wanted: readonly number[]): void {
  if (!wanted.includes(status)) throw new Error(`the API server says ${status}: ${text.slice(0, 400)}`);
}
async function write(server: ApiServer, objects: Objects): Promise<void> {
  for (const kind of kinds)
    for (const body of objects[kind])
      expectStatus(await server.call({ method: 'POST', path: wayOf(kind, body), body }), 201);
}
async function remove(server: ApiServer, objects: Objects): Promise<void> {
  for (const kind of kinds)
    for (const one of objects[kind])
      expectStatus(await server.call({ method: 'DELETE', path: wayOf(kind, one, nameOf(one)) }), 200);
}
/** What is written last is seen last: once it holds, all before it does. */
async function settle(server: ApiServer, round: number): Promise<void> {
  const name = `marker-${round}`;
  const apiVersion = `${rbac}/v1`;
  const rules = [{ apiGroups: ['marker.example'], resources: [name], verbs: ['get'] }];
  const subjects = [{ kind: 'User', apiGroup: rbac, name: 'marker' }];
  const own = { metadata: { name, namespace: 'a' } };
  const wide = { metadata: { name: `wide-${name}` } };
  const ref = (kind: string, to: string): object => ({ roleRef: { apiGroup: rbac, kind, name: to }, subjects });
  const widely = [{ ...rules[0], resources: [`wide-${name}`] }];
  await write(server, {
    clusterRoles: [{ apiVersion, kind: 'ClusterRole', ...wide, rules: widely }],
    roles: [{ apiVersion, kind: 'Role', ...own, rules }],
    clusterRoleBindings: [{ apiVersion, kind: 'ClusterRoleBinding', ...wide, ...ref('ClusterRole', `wide-${name}`) }],
    roleBindings: [{ apiVersion, kind: 'RoleBinding', ...own, ...ref('Role', name) }],
  });
  for (const resource of [name, `wide-${name}`]) {
    const resourceAttributes = { verb: 'get', group: 'marker.example', resource, namespace: 'a' };
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user: 'marker', resourceAttributes },
    };
    for (let tries = 0; ; tries += 1) {
      const said = await server.call({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        body,
      });
      if (said.text.includes('"allowed":true')) break;
      if (tries > 400) throw new Error('what was written is not seen');
      await new Promise((done) => setTimeout(done, 25));
    }
  }
}

/** `may(verb, 'group:resource', namespace, name)`, each asked once. */
type May = (verb: string, resource: string, namespace?: string, name?: string) => Promise<boolean>;
const reviews = { asked: 0 };
function toMay(server: ApiServer, account: Account): May {
  const known = new Map<string, Promise<boolean>>();
  return (verb, text, namespace = '', name = '') => {
    const key = [verb, text, namespace, name].join('\n');
    const found = known.get(key) ?? review(server, account, { verb, text, namespace, name });
    known.set(key, found);
    return found;
  };
}
interface Asked {
  readonly verb: string;
  readonly text: string;
  readonly namespace: string;
  readonly name: string;
}
async function review(server: ApiServer, account: Account, { verb, text, namespace, name }: Asked): Promise<boolean> {
  reviews.asked += 1;
  const [group = '', whole = ''] = text.includes(':') ? text.split(':') : ['', text];
  const [resource = '', subresource = ''] = whole.split('/');
  const said = await server.call({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    as: userOf(account),
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb, group, resource, subresource, namespace, name } },
    },
  });
  expectStatus(said, 201);
  return (JSON.parse(said.text) as { status: { allowed: boolean } }).status.allowed;
}
async function some(answers: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(answers)).includes(true);
}
async function every(answers: readonly Promise<boolean>[]): Promise<boolean> {
  return !(await Promise.all(answers)).includes(false);
}
const names = ['', 'x', 'web', 'a'];
const edit = ['create', 'update', 'patch'];
const change = ['update', 'patch'];
/** Over all, or over one by its name; to create one of a name it has to be applied, which is a patch. */
function overSome(may: May, verbs: readonly string[], resources: readonly string[], where = ''): Promise<boolean> {
  return some(
    verbs.flatMap((verb) =>
      resources.flatMap((resource) =>
        names.map((name) =>
          name === '' || verb !== 'create' || resource.includes('/')
            ? may(verb, resource, where, name)
            : every([may(verb, resource, where, name), may('patch', resource, where, name)]),
        ),
      ),
    ),
  );
}
function overAll(may: May, verbs: readonly string[], resources: readonly string[], where = ''): Promise<boolean> {
  return some(verbs.flatMap((verb) => resources.map((resource) => may(verb, resource, where))));
}
const workloads = ['deployments', 'daemonsets', 'statefulsets', 'replicasets'].map((one) => `apps:${one}`);
function newPods(may: May, where: string): Promise<boolean> {
  return some([
    overSome(may, ['create'], ['pods', 'batch:jobs'], where),
    overSome(may, edit, [...workloads, 'replicationcontrollers', 'batch:cronjobs'], where),
  ]);
}

interface Primitive {
  readonly name: string;
  readonly rule: string;
  /** Any of these nodes. */
  readonly to: readonly NodeId[];
  readonly truth: (may: May) => Promise<boolean>;
}
const cluster = clusterNode(place);
const nodes = rightsNode(place, undefined, 'nodes');
function hubs(namespace: string, what: string): readonly NodeId[] {
  return [rightsNode(place, namespace, what), rightsNode(place, undefined, what)];
}
function inNamespace(where: string): readonly Primitive[] {
  const secrets = [secretNode(place, where), secretNode(place, undefined)];
  const read = ['get', 'list', 'watch'];
  const minting = async (may: May): Promise<boolean> =>
    (await may('create', 'serviceaccounts/token', where)) ||
    (await every([overSome(may, ['create'], ['secrets'], where), overSome(may, read, ['secrets'], where)]));
  return [
    {
      name: `read secrets in ${where}`,
      rule: 'read-secrets',
      to: secrets,
      truth: (may) => overAll(may, read, ['secrets'], where),
    },
    {
      name: `read the secret x in ${where}`,
      rule: 'read-secrets',
      to: [...secrets, secretNode(place, where, 'x')],
      truth: (may) => some(read.map((verb) => may(verb, 'secrets', where, 'x'))),
    },
    { name: `make tokens in ${where}`, rule: 'mint-token', to: hubs(where, 'accounts'), truth: minting },
    {
      name: `make a token of web in ${where}`,
      rule: 'mint-token',
      to: [...hubs(where, 'accounts'), accountNode({ ...place, namespace: where }, 'web')],
      truth: (may) => some([minting(may), may('create', 'serviceaccounts/token', where, 'web')]),
    },
    {
      name: `create pods in ${where}`,
      rule: 'create-pods',
      to: hubs(where, 'new pods'),
      truth: (may) => newPods(may, where),
    },
    {
      name: `run code in pods of ${where}`,
      rule: 'change-pods',
      to: hubs(where, 'pods'),
      truth: (may) =>
        some([
          may('create', 'pods/exec', where),
          overAll(may, change, ['pods', 'pods/ephemeralcontainers'], where),
          overAll(may, ['get', 'create'], ['nodes/proxy']),
        ]),
    },
    ...portPrimitives(where),
    {
      name: `read the config maps of ${where}`,
      rule: 'config-contents',
      to: [configNode(place, where), configNode(place, undefined)],
      truth: (may) => overAll(may, read, ['configmaps'], where),
    },
    {
      name: `read the config map x of ${where}`,
      rule: 'config-contents',
      to: [configNode(place, where), configNode(place, undefined), configNode(place, where, 'x')],
      truth: (may) => some(read.map((verb) => may(verb, 'configmaps', where, 'x'))),
    },
    {
      name: `change Deployments of ${where}`,
      rule: 'change-pods',
      to: hubs(where, 'pods of Deployment'),
      truth: (may) => overAll(may, change, ['apps:deployments'], where),
    },
    {
      name: `take any role in ${where}`,
      rule: 'escalate-rights',
      to: [...hubs(where, 'everything'), cluster],
      truth: async (may) =>
        (await every([
          may('bind', `${rbac}:clusterroles`, where),
          overSome(may, edit, [`${rbac}:rolebindings`], where),
        ])) ||
        (await every([may('escalate', `${rbac}:roles`, where), overAll(may, change, [`${rbac}:roles`], where)])) ||
        takesClusterRoles(may),
    },
    {
      name: `act as accounts of ${where}`,
      rule: 'impersonate',
      to: [...hubs(where, 'accounts'), cluster],
      truth: (may) => some([may('impersonate', 'serviceaccounts', where), actsAsMaster(may)]),
    },
    {
      name: `relabel ${where} and create pods`,
      rule: 'relabel-namespace',
      to: [nodes],
      truth: async (may) =>
        some(
          namespaces.map(async (one) =>
            every([
              some(change.map((verb) => may(verb, 'namespaces', one, one))),
              some([newPods(may, one), overSome(may, change, ['pods/ephemeralcontainers'], one)]),
            ]),
          ),
        ),
    },
  ];
}
/** Over all of a namespace, and over one by its name. */
function portPrimitives(where: string): readonly Primitive[] {
  return doorKinds.flatMap((kind) => {
    const verb = kind.by === 'GET' ? 'get' : 'create';
    const resource = kind.by === 'port' ? 'pods/portforward' : `${kind.of}/proxy`;
    const at = (name?: string): readonly NodeId[] =>
      [where, undefined].map((namespace) => hubAt(place, namespace, kind, name).node);
    return [
      {
        name: `${verb} ${resource} of ${where}`,
        rule: 'reach-ports',
        to: at(),
        truth: (may: May) => may(verb, resource, where),
      },
      {
        name: `${verb} ${resource} web of ${where}`,
        rule: 'reach-ports',
        to: [...at(), ...at('web')],
        truth: (may: May) => may(verb, resource, where, 'web'),
      },
    ];
  });
}
async function takesClusterRoles(may: May): Promise<boolean> {
  const roles = `${rbac}:clusterroles`;
  return (
    (await every([may('escalate', roles), overAll(may, change, [roles])])) ||
    every([may('bind', roles), overSome(may, edit, [`${rbac}:clusterrolebindings`])])
  );
}
async function actsAsMaster(may: May): Promise<boolean> {
  const anybody = [
    overSome(may, ['impersonate'], ['users']),
    ...namespaces.map((one) => overSome(may, ['impersonate'], ['serviceaccounts'], one)),
  ];
  return every([may('impersonate', 'groups'), some(anybody)]);
}
const certificates = 'certificates.k8s.io:certificatesigningrequests';
const primitives: readonly Primitive[] = [
  ...namespaces.flatMap(inNamespace),
  { name: 'do everything', rule: 'cluster-admin', to: [cluster], truth: (may) => may('*', '*:*') },
  { name: 'take any cluster role', rule: 'escalate-rights', to: [cluster], truth: takesClusterRoles },
  { name: 'act as a master', rule: 'impersonate', to: [cluster], truth: actsAsMaster },
  {
    name: 'sign certificates',
    rule: 'approve-certificates',
    to: [cluster],
    truth: (may) =>
      every([
        overSome(may, ['create'], [certificates]),
        overSome(may, change, [`${certificates}/approval`]),
        may('approve', 'certificates.k8s.io:signers', '', 'kubernetes.io/kube-apiserver-client'),
      ]),
  },
  {
    name: 'change admission',
    rule: 'admission-webhook',
    to: [cluster],
    truth: (may) => overSome(may, edit, ['admissionregistration.k8s.io:mutatingwebhookconfigurations']),
  },
  {
    name: 'make volumes of nodes',
    rule: 'host-volume',
    to: [nodes],
    truth: (may) =>
      every([overSome(may, ['create'], ['persistentvolumes']), some(namespaces.map((one) => newPods(may, one)))]),
  },
];

/** Proven steps from an account, its groups and its bindings: what it may do by itself. */
function ownSteps(edges: readonly Edge[], account: Account): ReadonlySet<string> {
  const from = new Set<NodeId>([accountNode({ ...place, ...account }, account.name)]);
  const byFrom = Map.groupBy(edges, (edge) => edge.from);
  const steps = new Set<string>();
  for (const node of from) {
    for (const { rule, to, assumes } of byFrom.get(node) ?? []) {
      if (assumes.length > 0) continue;
      if (rule === 'role-binding') from.add(to);
      else steps.add(`${rule}\n${to}`);
    }
  }
  return steps;
}
async function graphOf(objects: readonly object[]): Promise<readonly Edge[]> {
  const content = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...objects, ...contents] });
  const drafts = await readSample(kubernetesReader, { path: 'all.json', content });
  const facts = drafts.map((draft, index) => ({
    ...draft,
    id: toFactId(draft.kind as Fact['kind'], 'test', String(index)),
    scope: 'test',
  })) as readonly Fact[];
  const pods = accounts.map(({ namespace, name }) =>
    sampleWorkload({
      engine: 'kubernetes',
      name,
      project: namespace,
      containers: [{ serviceAccount: name, serviceAccountToken: true }],
    }),
  );
  return buildGraph(sampleWorld([...pods, ...facts], 'all'), new Set()).edges;
}
/** What the graph is told of besides: a right over one name everywhere leads to those that were seen. */
const contents: readonly object[] = namespaces.flatMap((namespace) => {
  const metadata = { name: 'x', namespace };
  return [
    { apiVersion: 'v1', kind: 'Secret', metadata },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { DB_PASSWORD: 'hunter2-Qx81vb' } },
  ];
});
const setup: readonly object[] = namespaces.map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: name === 'a' ? { 'pod-security.kubernetes.io/enforce': 'restricted' } : {} },
}));

/** Requests as an intruder would make them; none of them leaves anything behind. */
interface Trial {
  readonly name: string;
  readonly rule: string;
  readonly to: readonly NodeId[];
  /** Whether the server does it. */
  readonly done: (call: (way: Parameters<ApiServer['call']>[0]) => Promise<Said>) => Promise<boolean>;
  /** What the step also allows and the trial does not try. */
  readonly others?: (may: May) => Promise<boolean>;
}
const dry = '?dryRun=All';
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'new' },
  spec: { containers: [{ name: 'new', image: 'x', securityContext: { privileged: true } }] },
};
const trials: readonly Trial[] = namespaces.flatMap((where): readonly Trial[] => {
  const api = `/api/v1/namespaces/${where}`;
  const named = (name: string): Primitive | undefined => inNamespace(where).find((one) => one.name.startsWith(name));
  const like = (start: string): Pick<Trial, 'rule' | 'to'> => {
    const { rule, to } = named(start) ?? { rule: '', to: [] };
    return { rule, to };
  };
  return [
    {
      name: `list secrets of ${where}`,
      ...like('read secrets'),
      done: async (call) => (await call({ method: 'GET', path: `${api}/secrets` })).status === 200,
      others: (may) => overAll(may, ['get', 'watch'], ['secrets'], where),
    },
    {
      name: `get the secret x of ${where}`,
      ...like('read the secret x'),
      done: async (call) => (await call({ method: 'GET', path: `${api}/secrets/x` })).status === 200,
      others: (may) => some(['list', 'watch'].map((verb) => may(verb, 'secrets', where, 'x'))),
    },
    {
      name: `a token of web of ${where}`,
      ...like('make a token'),
      done: async (call) => {
        const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
        return (await call({ method: 'POST', path: `${api}/serviceaccounts/web/token`, body })).status === 201;
      },
      others: (may) =>
        every([
          overSome(may, ['create'], ['secrets'], where),
          overSome(may, ['get', 'list', 'watch'], ['secrets'], where),
        ]),
    },
    {
      name: `a privileged pod in ${where}`,
      ...like('create pods'),
      done: async (call) => {
        const said = await call({ method: 'POST', path: `${api}/pods${dry}`, body: pod });
        const guarded = said.status === 403 && said.text.includes('violates PodSecurity');
        // What keeps it out is the label of the namespace, and nothing else.
        if ((said.status === 201 && where === 'a') || (guarded && where === 'b')) throw new Error(said.text);
        return said.status === 201 || guarded;
      },
      others: (may) =>
        some([
          overSome(may, ['create'], ['pods', 'batch:jobs'], where).then(
            async (yes) => yes && !(await may('create', 'pods', where)),
          ),
          overSome(may, edit, [...workloads, 'replicationcontrollers', 'batch:cronjobs'], where),
        ]),
    },
    {
      name: `bind cluster-admin in ${where}`,
      ...like('take any role'),
      done: async (call) => {
        const body = {
          apiVersion: `${rbac}/v1`,
          kind: 'RoleBinding',
          metadata: { name: 'new' },
          roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' },
          subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: where }],
        };
        const path = `/apis/${rbac}/v1/namespaces/${where}/rolebindings${dry}`;
        return (await call({ method: 'POST', path, body })).status === 201;
      },
      others: (may) =>
        some([
          every([may('escalate', `${rbac}:roles`, where), overAll(may, change, [`${rbac}:roles`], where)]),
          every([may('bind', `${rbac}:clusterroles`, where), overSome(may, edit, [`${rbac}:rolebindings`], where)]),
          takesClusterRoles(may),
        ]),
    },
    {
      name: `act as a master, as an account of ${where}`,
      ...like('act as accounts'),
      done: async (call) => {
        const headers = { 'impersonate-user': `system:serviceaccount:${where}:other` };
        const said = await call({ method: 'GET', path: '/api/v1/namespaces', headers });
        // Whether it may be that account is said before what that may do.
        return said.status === 200 || !said.text.includes('cannot impersonate');
      },
      others: actsAsMaster,
    },
  ];
});

interface Counts {
  steps: number;
  held: number;
  tried: number;
  done: number;
  different: number;
}
async function compareSet(
  server: ApiServer,
  { round, next, counts }: { round: number; next: Random; counts: Counts },
): Promise<void> {
  const objects = randomObjects(next);
  await write(server, objects);
  await settle(server, round);
  const all = [...kinds.flatMap((kind) => objects[kind]), ...setup];
  const edges = await graphOf(all);
  for (const account of accounts) {
    const steps = ownSteps(edges, account);
    const draws = ({ rule, to }: Pick<Primitive, 'rule' | 'to'>): boolean =>
      steps.has(`cluster-admin\n${cluster}`) || to.some((node) => steps.has(`${rule}\n${node}`));
    const may = toMay(server, account);
    const differ = (name: string, ours: boolean): void => {
      counts.different += 1;
      console.log(
        `${userOf(account)}: ${name}: the graph says ${ours}, the API server ${!ours}\n  ${JSON.stringify(all)}`,
      );
    };
    for (const one of primitives) {
      const [ours, theirs] = [draws(one), await one.truth(may)];
      counts.steps += 1;
      counts.held += Number(theirs);
      if (ours !== theirs) differ(one.name, ours);
    }
    for (const trial of round < triedSets ? trials : []) {
      const ours = draws(trial);
      const done = await trial.done((way) => server.call({ ...way, as: userOf(account) }));
      counts.tried += 1;
      counts.done += Number(done);
      if (ours !== (done || (await trial.others?.(may)) === true)) differ(trial.name, ours);
    }
  }
  await remove(server, objects);
}

const server = await startApiServer(
  accounts.map((account) => ({
    name: userOf(account),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`],
  })),
);
try {
  for (const body of setup) expectStatus(await server.call({ method: 'POST', path: '/api/v1/namespaces', body }), 201);
  for (const where of namespaces) {
    const api = `/api/v1/namespaces/${where}`;
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web' } };
    expectStatus(await server.call({ method: 'POST', path: `${api}/serviceaccounts`, body: account }), 201);
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } };
    expectStatus(await server.call({ method: 'POST', path: `${api}/secrets`, body: secret }), 201);
  }
  const counts: Counts = { steps: 0, held: 0, tried: 0, done: 0, different: 0 };
  const next = seeded(20_261_126);
  for (let round = 0; round < sets; round += 1) await compareSet(server, { round, next, counts });
  console.log(
    `${sets} sets of roles: ${counts.steps} steps of accounts, ${counts.held} of them there by ${reviews.asked} reviews; ${counts.tried} requests made, ${counts.done} of them done; ${counts.different} differ`,
  );
  if (counts.different > 0 || counts.held < counts.steps / 20) process.exitCode = 1;
} finally {
  server.close();
}

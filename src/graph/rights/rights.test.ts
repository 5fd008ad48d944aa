// What each right of an account leads to: one row, one fact. All of the cluster was seen, unless a row says otherwise.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from '../../model/brand.ts';
import type { Coverage, Fact, ServiceFact } from '../../model/facts.ts';
import { unseen } from '../../model/field.ts';
import type { ReachLevel } from '../../model/graph.ts';
import type { Workload } from '../../model/workload.ts';
import {
  accountSample,
  configSample,
  bindingSample,
  machineSample,
  namespaceSample,
  roleSample,
  secretSample,
} from '../samples/sample-rights.ts';
import { samplePolicy } from '../samples/sample-policies.ts';
import { sampleAt, sampleGraph, sampleReach, sampleWorkload, type Says } from '../samples/sample-world.ts';

/** Nothing but its account leads out of it. */
const quiet: Says = { network: 'none', runtime: 'runsc' };
const withToken: Says = { ...quiet, serviceAccount: 'web', serviceAccountToken: true };
const pod = (name: string, says: Says, more: { type?: string; project?: string; nodes?: readonly string[] } = {}) =>
  sampleWorkload({ engine: 'kubernetes', name, containers: [says], ...more });

interface Row {
  /** Of a ClusterRole that is bound to the account. */
  readonly rules?: readonly string[];
  /** Where it is bound: undefined is in its own namespace. */
  readonly bound?: 'everywhere' | 'elsewhere';
  readonly level: ReachLevel;
  readonly possible?: ReachLevel;
  readonly facts?: readonly Fact[];
  readonly others?: readonly Workload[];
  readonly web?: Says;
  readonly known?: Coverage;
}
const db = pod('db', { ...quiet, serviceAccount: 'db', env: [{ name: 'PASSWORD', ref: 'secret:db/password' }] });
interface Open {
  readonly ports?: readonly number[];
  readonly says?: Says;
  readonly type?: string;
}
function open(image: string, { ports = [], says = {}, type = 'Deployment' }: Open = {}): Workload {
  const listens = ports.map((container) => ({ container, protocol: 'tcp' }) as const);
  const own: Says = { ...quiet, network: 'pod', ports: listens, ...says };
  return sampleWorkload({ engine: 'kubernetes', name: 'db', type, labels: { app: 'db' }, image, containers: [own] });
}
const toEverybody = samplePolicy({
  ingress: [{ peers: [{ cidr: '0.0.0.0/0', except: [] }], ports: [], at: sampleAt(), pointer: [] }],
});
function serviceTo(port: number): ServiceFact {
  return {
    kind: 'service',
    id: toFactId('service', 'test', 'search'),
    scope: 'test',
    name: 'search',
    namespace: 'shop',
    type: 'ClusterIP',
    selector: { app: 'db' },
    ports: [{ port }],
    externalIps: [],
    sourceRanges: [],
    annotations: {},
    pointer: [],
    at: [],
    raw: { format: 'kubernetes', path: 'service.yaml', document: 0, pointer: [] },
  };
}
const usingConfig = (ref: string): Workload => pod('db', { ...quiet, env: [{ name: '*', ref: `configmap:${ref}` }] });
const cloudKey = { AWS_SECRET_ACCESS_KEY: 'q8Zt0rVxJ3mKc7Wd5sYb1nGh4fLp9eUa2iOjTkRv' };
const password = { LEVEL: 'info', DB_PASSWORD: 'hunter2-Qx81vb' };
const admin = bindingSample({ name: 'admin', role: 'cluster-admin', to: ['shop/db'] });
const guarded = namespaceSample('shop', 'restricted');
const rbac = 'rbac.authorization.k8s.io';
const certificates = [
  'create certificates.k8s.io:certificatesigningrequests',
  'update certificates.k8s.io:certificatesigningrequests/approval',
];
const rows: Readonly<Record<string, Row>> = {
  'no right at all, and all was seen': { level: 'contained' },
  'no right at all, as far as was seen': { known: 'some', level: 'contained', possible: 'cloud' },
  'a right that leads nowhere': { rules: ['get,list pods,services'], bound: 'everywhere', level: 'contained' },
  'a right, and others that were not seen': {
    rules: ['create pods/exec'],
    known: 'some',
    level: 'neighbours',
    possible: 'cloud',
  },

  'everything everywhere': { rules: ['* *:*'], bound: 'everywhere', level: 'cluster' },
  'everything in the namespace': { rules: ['* *:*'], level: 'node' },
  'everything in the namespace, which refuses privileged pods, but may be relabelled': {
    rules: ['* *:*'],
    facts: [guarded],
    level: 'node',
  },
  'everything of the core group everywhere': { rules: ['* *'], bound: 'everywhere', level: 'cluster' },
  'every verb but on one resource': { rules: ['* *:configmaps'], level: 'contained' },
  'the role of every cluster that may do everything': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['shop/web'] })],
    level: 'cluster',
  },
  'a role that is not there': {
    facts: [bindingSample({ name: 'a', role: 'gone', to: ['shop/web'] })],
    level: 'contained',
  },
  'the role of another account': { facts: [admin], level: 'contained' },
  'its name as that of a user': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['user:system:serviceaccount:shop:web'] })],
    level: 'cluster',
  },
  'the group of all accounts': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['group:system:serviceaccounts'] })],
    level: 'cluster',
  },
  'the group of the accounts of its namespace': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['group:system:serviceaccounts:shop'] })],
    level: 'cluster',
  },
  'the group of the accounts of another namespace': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['group:system:serviceaccounts:other'] })],
    level: 'contained',
  },
  'the group of all who are signed in': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['group:system:authenticated'] })],
    level: 'cluster',
  },
  'a group that everybody is in, without a network to the API server': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['group:system:unauthenticated'] })],
    level: 'contained',
  },
  'a group that everybody is in': {
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['group:system:unauthenticated'] })],
    web: { network: 'pod', runtime: 'runsc' },
    level: 'cluster',
    possible: 'cloud',
  },
  'a role without a token': {
    rules: ['* *:*'],
    bound: 'everywhere',
    web: { ...quiet, serviceAccount: 'web' },
    level: 'contained',
  },
  'a role and a token that may be mounted': {
    rules: ['* *:*'],
    bound: 'everywhere',
    web: { ...quiet, serviceAccount: 'web', serviceAccountToken: unseen('a template') },
    level: 'contained',
    possible: 'cloud',
  },
  'a token as a volume': {
    rules: ['* *:*'],
    bound: 'everywhere',
    web: {
      ...quiet,
      serviceAccount: 'web',
      mounts: [{ kind: 'secret', source: 'token', target: '/token', readOnly: true, type: 'projected', token: {} }],
    },
    level: 'cluster',
  },
  'a token as a volume, for somebody else': {
    rules: ['* *:*'],
    bound: 'everywhere',
    web: {
      ...quiet,
      serviceAccount: 'web',
      mounts: [{ kind: 'secret', source: 'token', target: '/token', readOnly: true, token: { audience: 'vault' } }],
    },
    level: 'contained',
  },
  'a role that takes its rules from others': {
    facts: [
      roleSample({ name: 'all', rules: [], takes: 'to-all' }),
      roleSample({ name: 'part', rules: ['* *:*'], labels: { 'to-all': 'true' } }),
      bindingSample({ name: 'a', role: 'all', to: ['shop/web'] }),
    ],
    level: 'cluster',
  },
  'roles that take their rules from each other': {
    facts: [
      roleSample({ name: 'a', rules: ['create pods/exec'], takes: 'to-a', labels: { 'to-b': 'true' } }),
      roleSample({ name: 'b', rules: [], takes: 'to-b', labels: { 'to-a': 'true' } }),
      bindingSample({ name: 'a', role: 'b', to: ['shop/web'] }),
    ],
    level: 'neighbours',
  },

  'secrets of the namespace': { rules: ['list secrets'], level: 'neighbours' },
  'secrets of another namespace': { rules: ['list secrets'], bound: 'elsewhere', level: 'contained' },
  'secrets everywhere': { rules: ['watch secrets'], bound: 'everywhere', level: 'neighbours' },
  'one secret of another': { rules: ['get secrets [db]'], level: 'neighbours' },
  'one secret of another, which has it projected into a volume': {
    rules: ['get secrets [tls]'],
    others: [
      pod('db', {
        ...quiet,
        mounts: [
          {
            kind: 'secret',
            source: 'all',
            type: 'projected',
            parts: [{ kind: 'secret', name: 'tls' }],
            target: '/tls',
            readOnly: true,
          },
        ],
      }),
    ],
    level: 'neighbours',
  },
  'one secret that nobody uses': { rules: ['get secrets [web]'], level: 'contained' },
  'secrets, to write': { rules: ['update secrets'], level: 'contained' },
  'secrets, one of them the token of an account that may do everything': {
    rules: ['get secrets'],
    facts: [admin, secretSample({ name: 'token', account: 'db' })],
    level: 'cluster',
  },
  'another secret than the token of an account that may do everything': {
    rules: ['get secrets [db]'],
    facts: [admin, secretSample({ name: 'token', account: 'db' })],
    level: 'neighbours',
  },
  'a key of a cloud': {
    rules: ['get secrets [key]'],
    facts: [secretSample({ name: 'key', keys: ['aws_secret_access_key'] })],
    level: 'contained',
    possible: 'cloud',
  },
  'the login of a registry': {
    rules: ['get secrets [pull]'],
    facts: [secretSample({ name: 'pull', type: 'kubernetes.io/dockerconfigjson' })],
    level: 'contained',
    possible: 'neighbours',
  },

  'config maps, one with a password that another uses': {
    rules: ['list configmaps'],
    facts: [configSample('web', password)],
    others: [usingConfig('web')],
    level: 'neighbours',
  },
  'config maps everywhere, one with a password that another uses': {
    rules: ['watch configmaps'],
    bound: 'everywhere',
    facts: [configSample('web', password)],
    others: [usingConfig('web')],
    level: 'neighbours',
  },
  'config maps of another namespace': {
    rules: ['list configmaps'],
    bound: 'elsewhere',
    facts: [configSample('web', password)],
    others: [usingConfig('web')],
    level: 'contained',
  },
  'one config map by its name': {
    rules: ['get configmaps [web]'],
    facts: [configSample('web', password)],
    others: [usingConfig('web')],
    level: 'neighbours',
  },
  'another config map by its name': {
    rules: ['get configmaps [other]'],
    facts: [configSample('web', password)],
    others: [usingConfig('web')],
    level: 'contained',
  },
  'config maps, one with a password of which another takes something else': {
    rules: ['list configmaps'],
    facts: [configSample('web', password)],
    others: [usingConfig('web/LEVEL')],
    level: 'contained',
  },
  'config maps in which there is no credential': {
    rules: ['list configmaps'],
    facts: [configSample('web', { DB_PASSWORD_FILE: '/run/secrets/db', LEVEL: 'info' })],
    others: [usingConfig('web')],
    level: 'contained',
  },
  'config maps, one with a key of a cloud': {
    rules: ['list configmaps'],
    facts: [configSample('web', cloudKey)],
    level: 'contained',
    possible: 'cloud',
  },
  'config maps, one with a file in which there is a key of a cloud': {
    rules: ['list configmaps'],
    facts: [
      configSample('web', { credentials: `[default]\naws_secret_access_key = ${cloudKey.AWS_SECRET_ACCESS_KEY}\n` }),
    ],
    level: 'contained',
    possible: 'cloud',
  },
  'a config map with a key of a cloud, as a file': {
    facts: [configSample('web', cloudKey)],
    web: { ...quiet, mounts: [{ kind: 'config', source: 'web', target: '/etc/web', readOnly: true }] },
    level: 'contained',
    possible: 'cloud',
  },
  'a config map of that name in another namespace': {
    facts: [configSample('web', cloudKey, 'other')],
    web: { ...quiet, mounts: [{ kind: 'config', source: 'web', target: '/etc/web', readOnly: true }] },
    level: 'contained',
  },

  'tokens of the namespace': { rules: ['create serviceaccounts/token'], facts: [admin], level: 'cluster' },
  'tokens everywhere, of accounts that may do nothing': {
    rules: ['create serviceaccounts/token'],
    bound: 'everywhere',
    level: 'contained',
  },
  'a token of one account': { rules: ['create serviceaccounts/token [db]'], facts: [admin], level: 'cluster' },
  'a token of another account': { rules: ['create serviceaccounts/token [web]'], facts: [admin], level: 'contained' },
  'tokens of another namespace': {
    rules: ['create serviceaccounts/token'],
    bound: 'elsewhere',
    facts: [admin],
    level: 'contained',
  },
  'secrets, to make a token and to read it': { rules: ['create,get secrets'], facts: [admin], level: 'cluster' },
  'secrets, to make a token': { rules: ['create secrets'], facts: [admin], level: 'contained' },

  'new pods': { rules: ['create pods'], level: 'node' },
  'new pods as an account that may do everything': {
    rules: ['create pods'],
    facts: [admin, guarded],
    level: 'cluster',
  },
  'new pods in a namespace that refuses privileged ones': {
    rules: ['create pods'],
    facts: [guarded],
    level: 'neighbours',
  },
  'new pods in a namespace that enforces nothing': {
    rules: ['create pods'],
    facts: [namespaceSample('shop', 'privileged')],
    level: 'node',
  },
  'new pods everywhere, one namespace refuses privileged ones': {
    rules: ['create pods'],
    bound: 'everywhere',
    facts: [guarded],
    level: 'node',
    possible: 'cloud',
  },
  'new pods on a node of the control plane': {
    rules: ['create pods'],
    facts: [machineSample('cp', { controlPlane: true })],
    level: 'cluster',
  },
  'schedules of pods': { rules: ['patch batch:cronjobs [nightly]'], level: 'node' },
  scaling: { rules: ['patch apps:deployments/scale'], level: 'contained' },
  'pods, to delete': { rules: ['delete,get pods'], level: 'contained' },

  'commands in pods': { rules: ['create pods/exec'], level: 'neighbours' },
  'commands in pods of another namespace': { rules: ['create pods/exec'], bound: 'elsewhere', level: 'contained' },
  'commands in pods, by get': { rules: ['get pods/exec'], level: 'contained', possible: 'neighbours' },
  'commands in one pod': { rules: ['create pods/exec [db-5d8-x2]'], level: 'neighbours' },
  'commands in a pod that is not there': { rules: ['create pods/exec [other-5d8-x2]'], level: 'contained' },
  'commands in a pod whose account may do everything': {
    rules: ['create pods/exec'],
    facts: [admin],
    others: [pod('db', { ...quiet, serviceAccount: 'db', serviceAccountToken: true })],
    level: 'cluster',
  },
  'the input of pods': { rules: ['create pods/attach'], level: 'contained', possible: 'neighbours' },
  'another image in pods': { rules: ['patch pods'], level: 'neighbours' },
  'another image in Deployments, where pods may not be privileged': {
    rules: ['patch apps:deployments'],
    facts: [guarded],
    level: 'neighbours',
  },
  'another image in a Deployment that is one': {
    rules: ['patch apps:deployments [db]'],
    facts: [guarded],
    level: 'neighbours',
  },
  'another image in DaemonSets, of which there are none': {
    rules: ['patch apps:daemonsets'],
    facts: [guarded],
    others: [pod('db', { ...quiet, serviceAccount: 'db' })],
    level: 'contained',
  },
  'debug containers': { rules: ['patch pods/ephemeralcontainers'], level: 'node' },
  'debug containers where pods may not be privileged': {
    rules: ['patch pods/ephemeralcontainers'],
    facts: [guarded],
    level: 'neighbours',
  },
  'the kubelets': { rules: ['get nodes/proxy'], bound: 'everywhere', level: 'neighbours' },
  'the kubelets, bound in a namespace': { rules: ['get nodes/proxy'], level: 'contained' },
  'the kubelet of one node': {
    rules: ['get nodes/proxy [n1]'],
    bound: 'everywhere',
    others: [pod('db', quiet, { nodes: ['n1'] })],
    level: 'neighbours',
  },
  'the kubelet of another node': {
    rules: ['get nodes/proxy [n2]'],
    bound: 'everywhere',
    others: [pod('db', quiet, { nodes: ['n1'] })],
    level: 'contained',
  },

  'ports of pods, forwarded to what lets anybody in': {
    rules: ['create pods/portforward'],
    others: [open('redis:7')],
    facts: [samplePolicy({})],
    level: 'neighbours',
    possible: 'cloud',
  },
  'ports of pods of another namespace': {
    rules: ['create pods/portforward'],
    bound: 'elsewhere',
    others: [open('redis:7')],
    level: 'contained',
  },
  'ports of all pods': {
    rules: ['create pods/portforward'],
    bound: 'everywhere',
    others: [open('redis:7')],
    level: 'neighbours',
    possible: 'cloud',
  },
  'ports of pods, of which none lets anybody in': {
    rules: ['create pods/portforward'],
    others: [open('registry.example/own:1')],
    level: 'contained',
    possible: 'cloud',
  },
  'ports of pods, by get': {
    rules: ['get pods/portforward'],
    others: [open('redis:7')],
    level: 'contained',
    possible: 'cloud',
  },
  'ports of one pod': {
    rules: ['create pods/portforward [db-5d8-x2]'],
    others: [open('redis:7')],
    level: 'neighbours',
    possible: 'cloud',
  },
  'ports of a pod that is not there': {
    rules: ['create pods/portforward [other-5d8-x2]'],
    others: [open('redis:7')],
    level: 'contained',
  },
  'ports of a pod on the network of its node': {
    rules: ['create pods/portforward'],
    others: [pod('proxy', { ...quiet, network: 'host' })],
    level: 'contained',
    possible: 'cloud',
  },
  'requests to pods, to what speaks HTTP': {
    rules: ['get pods/proxy'],
    others: [open('elasticsearch:7.17.0')],
    level: 'neighbours',
    possible: 'cloud',
  },
  'requests to pods, to what speaks something else': {
    rules: ['get,create pods/proxy'],
    others: [open('redis:7')],
    level: 'contained',
    possible: 'cloud',
  },
  'requests to pods that only ask, to what has to be told': {
    rules: ['get pods/proxy'],
    others: [open('docker:28-dind', { says: { env: [{ name: 'DOCKER_TLS_CERTDIR', value: '' }] } })],
    level: 'contained',
    possible: 'cloud',
  },
  'requests to pods that tell': {
    rules: ['create pods/proxy'],
    others: [open('docker:28-dind', { says: { env: [{ name: 'DOCKER_TLS_CERTDIR', value: '' }] } })],
    level: 'neighbours',
    possible: 'cloud',
  },
  'requests to pods that a policy closes': {
    rules: ['get pods/proxy'],
    others: [open('elasticsearch:7.17.0')],
    facts: [samplePolicy({})],
    level: 'contained',
    possible: 'cloud',
  },
  'requests to pods that a policy opens to the nodes': {
    rules: ['get pods/proxy'],
    others: [open('elasticsearch:7.17.0', { ports: [9200] })],
    facts: [toEverybody],
    level: 'neighbours',
    possible: 'cloud',
  },
  'requests to another port of one pod': {
    rules: ['get pods/proxy [db-0:9300]'],
    others: [open('elasticsearch:7.17.0', { ports: [9200], type: 'StatefulSet' })],
    level: 'contained',
  },
  'requests to a port of one pod': {
    rules: ['get pods/proxy [http:db-0:9200]'],
    others: [open('elasticsearch:7.17.0', { ports: [9200], type: 'StatefulSet' })],
    level: 'neighbours',
    possible: 'cloud',
  },
  'requests to services, of which there are none': {
    rules: ['get services/proxy'],
    others: [open('elasticsearch:7.17.0')],
    level: 'contained',
  },
  'requests to services that were not seen': {
    rules: ['get services/proxy'],
    others: [open('elasticsearch:7.17.0')],
    known: 'some',
    level: 'contained',
    possible: 'cloud',
  },
  'requests to a service': {
    rules: ['get services/proxy'],
    others: [open('elasticsearch:7.17.0')],
    facts: [serviceTo(9200)],
    level: 'neighbours',
    possible: 'cloud',
  },
  'requests to a service of that name': {
    rules: ['get services/proxy [https:search:]'],
    others: [open('elasticsearch:7.17.0')],
    facts: [serviceTo(9200)],
    level: 'neighbours',
    possible: 'cloud',
  },
  'requests to a service of another name': {
    rules: ['get services/proxy [metrics]'],
    others: [open('elasticsearch:7.17.0')],
    facts: [serviceTo(9200)],
    level: 'contained',
  },

  'escalate on cluster roles, and to write them': {
    rules: [`escalate,patch ${rbac}:clusterroles`],
    bound: 'everywhere',
    level: 'cluster',
  },
  'escalate on one cluster role': {
    rules: [`escalate,patch ${rbac}:clusterroles [x]`],
    bound: 'everywhere',
    level: 'contained',
    possible: 'cloud',
  },
  'escalate alone': { rules: [`escalate ${rbac}:clusterroles`], bound: 'everywhere', level: 'contained' },
  'escalate on cluster roles, bound in a namespace': {
    rules: [`escalate,patch ${rbac}:clusterroles`],
    level: 'contained',
  },
  'escalate on roles of the namespace': { rules: [`escalate,update ${rbac}:roles`], level: 'node' },
  'to write cluster roles': { rules: [`create,update ${rbac}:clusterroles`], bound: 'everywhere', level: 'contained' },
  'bind any role for the cluster': {
    rules: [`bind,create ${rbac}:clusterroles,clusterrolebindings`],
    bound: 'everywhere',
    level: 'cluster',
  },
  'bind any role in the namespace': { rules: [`bind,create ${rbac}:clusterroles,rolebindings`], level: 'node' },
  'bind one role that may do everything': {
    rules: [`bind ${rbac}:clusterroles [cluster-admin]`, `create ${rbac}:clusterrolebindings`],
    bound: 'everywhere',
    level: 'cluster',
  },
  'bind one role that reads secrets': {
    rules: [`bind ${rbac}:clusterroles [reader]`, `create ${rbac}:rolebindings`],
    facts: [roleSample({ name: 'reader', rules: ['get secrets'] })],
    level: 'neighbours',
  },
  'bind one role that is for nodes, in namespaces': {
    rules: [`bind ${rbac}:clusterroles [kubelets]`, `create ${rbac}:rolebindings`],
    bound: 'everywhere',
    facts: [roleSample({ name: 'kubelets', rules: ['get nodes/proxy'] })],
    level: 'contained',
  },
  'bind one role of little use': {
    rules: [`bind ${rbac}:clusterroles [view]`, `create ${rbac}:rolebindings`],
    level: 'contained',
  },
  'bind in a namespace, and bindings for the cluster': {
    rules: [`bind ${rbac}:clusterroles`],
    facts: [
      roleSample({ name: 'wide', rules: [`create ${rbac}:clusterrolebindings`] }),
      bindingSample({ name: 'wide', role: 'wide', to: ['shop/web'] }),
    ],
    level: 'contained',
  },
  'escalate by one group, and to write cluster roles by another': {
    facts: [
      roleSample({ name: 'a', rules: [`escalate ${rbac}:clusterroles`] }),
      roleSample({ name: 'b', rules: [`update ${rbac}:clusterroles`] }),
      bindingSample({ name: 'a', role: 'a', to: ['group:system:serviceaccounts'] }),
      bindingSample({ name: 'b', role: 'b', to: ['group:system:authenticated'] }),
    ],
    level: 'cluster',
  },
  'bindings without bind': { rules: [`create ${rbac}:clusterrolebindings`], bound: 'everywhere', level: 'contained' },

  'act as any user and group': { rules: ['impersonate users,groups'], bound: 'everywhere', level: 'cluster' },
  'act as any account and group': {
    rules: ['impersonate serviceaccounts,groups'],
    bound: 'everywhere',
    level: 'cluster',
  },
  'act as groups only': { rules: ['impersonate groups'], bound: 'everywhere', level: 'contained' },
  'act as users only': {
    rules: ['impersonate users'],
    bound: 'everywhere',
    level: 'contained',
    possible: 'cloud',
  },
  'act as a user who may do everything': {
    rules: ['impersonate users [ada]'],
    bound: 'everywhere',
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['user:ada'] })],
    level: 'cluster',
  },
  'act as another user': {
    rules: ['impersonate users [bob]'],
    bound: 'everywhere',
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['user:ada'] })],
    level: 'contained',
  },
  'act as somebody of a group that may do everything': {
    rules: ['impersonate users [bob]', 'impersonate groups [ops]'],
    bound: 'everywhere',
    facts: [bindingSample({ name: 'a', role: 'cluster-admin', to: ['group:ops'] })],
    level: 'cluster',
  },
  'act as accounts of the namespace': { rules: ['impersonate serviceaccounts'], facts: [admin], level: 'cluster' },
  'act as one account': { rules: ['impersonate serviceaccounts [web]'], facts: [admin], level: 'contained' },

  'certificates, requested, approved and signed': {
    rules: [...certificates, 'approve certificates.k8s.io:signers'],
    bound: 'everywhere',
    level: 'cluster',
  },
  'certificates of another signer': {
    rules: [...certificates, 'approve certificates.k8s.io:signers [example.com/web]'],
    bound: 'everywhere',
    level: 'contained',
  },
  'certificates without a signer': { rules: certificates, bound: 'everywhere', level: 'contained' },
  'mutating webhooks': {
    rules: ['patch admissionregistration.k8s.io:mutatingwebhookconfigurations'],
    bound: 'everywhere',
    level: 'cluster',
  },
  'validating webhooks': {
    rules: ['create admissionregistration.k8s.io:validatingwebhookconfigurations'],
    bound: 'everywhere',
    level: 'contained',
    possible: 'neighbours',
  },
  'labels of the namespace and new pods': {
    rules: ['patch namespaces', 'create pods'],
    facts: [guarded],
    level: 'node',
  },
  'labels of another namespace and new pods': {
    rules: ['patch namespaces [other]', 'create pods'],
    facts: [guarded],
    level: 'neighbours',
  },
  'labels of the namespace': { rules: ['patch namespaces'], facts: [guarded], level: 'contained' },
  'volumes and new pods where pods may not be privileged': {
    rules: ['create persistentvolumes,pods'],
    bound: 'everywhere',
    facts: [guarded, namespaceSample('kube-system', 'baseline'), namespaceSample('default', 'baseline')],
    level: 'node',
  },
  volumes: { rules: ['create persistentvolumes'], bound: 'everywhere', level: 'contained' },
  'who of AWS is who, where nothing says that it is EKS': {
    rules: ['patch configmaps [aws-auth]'],
    bound: 'everywhere',
    level: 'contained',
    possible: 'cloud',
  },
  'who of AWS is who, on machines of another cloud': {
    rules: ['patch configmaps [aws-auth]'],
    bound: 'everywhere',
    facts: [machineSample('n1', { cloud: 'gce' })],
    level: 'contained',
  },
  endpoints: { rules: ['patch endpoints'], level: 'contained', possible: 'neighbours' },
  'orders to controllers': { rules: ['create argoproj.io:applications'], level: 'contained', possible: 'cloud' },
  nodes: { rules: ['patch nodes'], bound: 'everywhere', facts: [admin], level: 'contained', possible: 'cloud' },

  'an account that is a role of AWS': {
    facts: [accountSample('web', { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/web' })],
    level: 'contained',
    possible: 'cloud',
  },
  'an account that is one of Azure, without the label': {
    facts: [accountSample('web', { 'azure.workload.identity/client-id': '1' })],
    web: { ...quiet, serviceAccount: 'web' },
    level: 'contained',
  },
  'a key of a cloud in a variable': {
    web: { ...quiet, env: [{ name: 'AWS_SECRET_ACCESS_KEY', ref: 'secret:aws/key' }] },
    level: 'contained',
    possible: 'cloud',
  },
  'the secret of another that it mounts too': {
    web: { ...quiet, env: [{ name: 'PASSWORD', ref: 'secret:db/password' }] },
    level: 'contained',
  },
  'the token of an account that may do everything, as a secret': {
    facts: [admin, secretSample({ name: 'token', account: 'db' })],
    web: { ...quiet, mounts: [{ kind: 'secret', source: 'token', target: '/token', readOnly: true }] },
    level: 'cluster',
  },
};
for (const [name, row] of Object.entries(rows)) {
  test(`rights: ${name}`, () => {
    const web = pod('web', row.web ?? withToken);
    const place = { everywhere: {}, elsewhere: { namespace: 'other' }, here: { namespace: 'shop' } };
    const own = roleSample({ name: 'own', rules: row.rules ?? [] });
    const bound = bindingSample({ name: 'own', role: 'own', to: ['shop/web'], ...place[row.bound ?? 'here'] });
    const facts = [...(row.rules === undefined ? [] : [own, bound]), ...(row.facts ?? [])];
    const reach = sampleReach([web, ...(row.others ?? [db])], { facts, known: row.known ?? 'all' });
    const possible = row.possible ?? (['node', 'cluster'].includes(row.level) ? 'cloud' : row.level);
    assert.deepEqual({ level: reach.level, possible: reach.possible }, { level: row.level, possible });
  });
}

test('secrets everywhere may be more than those that were seen', () => {
  const web = pod('web', withToken);
  const facts = [
    roleSample({ name: 'own', rules: ['list secrets'] }),
    bindingSample({ name: 'own', role: 'own', to: ['shop/web'] }),
  ];
  const assumed = (known: Coverage): boolean =>
    sampleReach([web, db], { facts, known }).chains.some(({ assumes }) =>
      assumes.some(({ name }) => name === 'wide-secret'),
    );
  assert.equal(sampleReach([web, db], { facts, known: 'some' }).level, 'neighbours');
  assert.deepEqual([assumed('all'), sampleReach([web, db], { facts, known: 'all' }).possible], [false, 'neighbours']);
});

test('no value of a credential gets into the graph', () => {
  const facts = [
    roleSample({ name: 'own', rules: ['list configmaps'] }),
    bindingSample({ name: 'own', role: 'own', to: ['shop/web'], namespace: 'shop' }),
    configSample('web', { ...password, ...cloudKey, url: 'postgres://web:hunter2-Qx81vb@db/shop' }),
  ];
  const { edges, nodes } = sampleGraph([pod('web', withToken), usingConfig('web')], { facts, known: 'all' });
  const words = JSON.stringify([nodes, edges.map(({ why, to, from, assumes }) => [why, to, from, assumes])]);
  assert.ok(words.includes('DB_PASSWORD') && words.includes('AWS_SECRET_ACCESS_KEY'));
  assert.ok(!words.includes('hunter2') && !words.includes(cloudKey.AWS_SECRET_ACCESS_KEY));
});

// How bad a right is and what is said of it: by where it holds, for whom, and what else is granted with it.
import type { Example } from '../src/model/check.ts';
import {
  bindingText,
  boundInShop,
  everywhere,
  inNamespace,
  inShop,
  manifests,
  may,
  podsText,
  rbacGroup,
  roleText,
  unbound,
  webAccount,
  webText,
  whole,
} from '../src/checks/rbac/example-text.ts';

const all = '"*"';
const jane = '{kind: User, name: jane}';
const everyone = '{kind: Group, name: "system:authenticated"}';
type Row = readonly [fact: string, example: Example, found: readonly string[]];
export const rbacRows: readonly Row[] = [
  [
    'for somebody, everywhere',
    everywhere(may('create', 'pods/exec')),
    ['high rbac-pods-exec: lets ServiceAccount shop/web create pods/exec in the whole cluster'],
  ],
  [
    'for nobody yet',
    unbound(may('create', 'pods/exec')),
    ['high rbac-pods-exec: allows to create pods/exec in the whole cluster'],
  ],
  [
    'critical is high in a namespace',
    inShop(may('create', 'serviceaccounts/token')),
    ['high rbac-token-create: lets ServiceAccount shop/web create serviceaccounts/token in namespace shop'],
  ],
  [
    'a cluster role that is bound in namespaces only',
    manifests(
      roleText('ClusterRole', '', [may('create', 'serviceaccounts/token')]),
      bindingText({ role: 'ClusterRole app', namespace: 'shop' }),
      bindingText({ role: 'ClusterRole app', namespace: 'db', subjects: [jane] }),
    ),
    [
      'high rbac-token-create: lets ServiceAccount shop/web, User jane create serviceaccounts/token in namespaces db, shop',
    ],
  ],
  [
    'in kube-system it is as bad as everywhere',
    inNamespace('kube-system', may('create', 'serviceaccounts/token')),
    ['critical rbac-token-create: lets ServiceAccount shop/web create serviceaccounts/token in namespace kube-system'],
  ],
  [
    'for a few objects it is less',
    everywhere(
      may('get, patch', 'nodes, validatingwebhookconfigurations', {
        group: 'admissionregistration.k8s.io',
        names: 'app',
      }),
    ),
    [
      'high rbac-webhook-config: lets ServiceAccount shop/web patch validatingwebhookconfigurations in the whole cluster',
    ],
  ],
  [
    'unless it is just these that matter',
    inNamespace('kube-system', may('patch', 'configmaps', { names: 'coredns' })),
    ['high rbac-configmaps-kube-system: lets ServiceAccount shop/web patch configmaps in namespace kube-system'],
  ],
  [
    'everything is said once',
    everywhere(may(all, all, { group: all }), may('create', 'pods/exec')),
    [
      'critical rbac-wildcard-all: lets ServiceAccount shop/web do everything in the whole cluster',
      'high rbac-pods-exec: lets ServiceAccount shop/web create pods/exec in the whole cluster',
    ],
  ],
  [
    'everything of a namespace',
    boundInShop(may('get, create', all)),
    ['high rbac-wildcard-namespace: lets ServiceAccount shop/web get, create everything in namespace shop'],
  ],
  [
    'everything of kube-system',
    inNamespace('kube-system', may(all, all)),
    ['critical rbac-wildcard-namespace: lets ServiceAccount shop/web do everything in namespace kube-system'],
  ],
  [
    'paths of the API server are no objects',
    everywhere('{nonResourceURLs: ["*"], verbs: [get]}'),
    ['medium rbac-wildcard-all: lets ServiceAccount shop/web ask for every path of the API server'],
  ],
  [
    'reading everything is reading secrets',
    everywhere(may('get, list, watch', all, { group: all })),
    ['critical rbac-secrets-read-cluster: lets ServiceAccount shop/web get, list, watch secrets in the whole cluster'],
  ],
  [
    'reading and writing secrets is one finding',
    everywhere(may(all, 'secrets')),
    [
      'critical rbac-secrets-read-cluster: lets ServiceAccount shop/web get, list, watch secrets in the whole cluster, and write them',
    ],
  ],
  [
    'every right over roles is the worst of them',
    everywhere(may(all, all, { group: rbacGroup })),
    ['critical rbac-escalate: lets ServiceAccount shop/web escalate roles, clusterroles in the whole cluster'],
  ],
  [
    'a role of Kubernetes itself, as a dump has it',
    manifests(
      roleText('ClusterRole', '', [may(all, all, { group: all })]).replace(
        'name: app',
        'name: "system:kube-controller-manager", labels: {kubernetes.io/bootstrapping: rbac-defaults}',
      ),
    ),
    [],
  ],
  [
    'a role that only says so',
    manifests(
      roleText('ClusterRole', '', [may('create', 'pods/exec')]).replace(
        'name: app',
        'name: app, labels: {kubernetes.io/bootstrapping: rbac-defaults}',
      ),
    ),
    ['high rbac-pods-exec: allows to create pods/exec in the whole cluster'],
  ],
  [
    'the rules of an aggregated role are those of its parts',
    manifests(
      `${roleText('ClusterRole', '', [may('create', 'pods/exec')])}aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}\n`,
      roleText('ClusterRole', '', [may('create', 'pods/attach')]).replace('name: app', 'name: part, labels: {a: b}'),
      bindingText({ role: 'ClusterRole app', namespace: 'shop' }),
    ),
    ['high rbac-pods-attach: lets ServiceAccount shop/web create pods/attach in namespace shop'],
  ],
  [
    'an administrator of a namespace',
    manifests(bindingText({ role: 'ClusterRole cluster-admin', namespace: 'shop' })),
    ['high rbac-cluster-admin-binding: makes ServiceAccount shop/web do everything in namespace shop'],
  ],
  [
    'an administrator of kube-system',
    manifests(bindingText({ role: 'ClusterRole cluster-admin', namespace: 'kube-system' })),
    ['critical rbac-cluster-admin-binding: makes ServiceAccount shop/web do everything in namespace kube-system'],
  ],
  [
    'an administrator',
    manifests(bindingText({ role: 'ClusterRole cluster-admin' })),
    ['critical rbac-cluster-admin-binding: makes ServiceAccount shop/web administrator of the cluster'],
  ],
  [
    'a program as the editor of all',
    manifests(bindingText({ role: 'ClusterRole edit' })),
    ['high rbac-builtin-admin-edit-view: gives edit to ServiceAccount shop/web in the whole cluster'],
  ],
  [
    'a program as an editor',
    manifests(bindingText({ role: 'ClusterRole edit', namespace: 'shop' })),
    ['medium rbac-builtin-admin-edit-view: gives edit to ServiceAccount shop/web in namespace shop'],
  ],
  [
    'everybody may look',
    manifests(
      roleText('Role', 'shop', [may('get, list', 'configmaps')]),
      bindingText({ role: 'Role app', namespace: 'shop', subjects: [everyone] }),
    ),
    ['medium rbac-bind-authenticated: gives app to Group system:authenticated in namespace shop'],
  ],
  [
    'everybody may do what is not known',
    manifests(bindingText({ role: 'Role app', namespace: 'shop', subjects: [everyone] })),
    ['high rbac-bind-authenticated: gives app to Group system:authenticated in namespace shop'],
  ],
  [
    'everybody may edit everywhere',
    manifests(bindingText({ role: 'ClusterRole edit', subjects: [everyone] })),
    ['critical rbac-bind-authenticated: gives edit to Group system:authenticated in the whole cluster'],
  ],
  [
    'nobody in particular may ask questions',
    manifests(
      roleText('ClusterRole', '', [may('create', 'tokenreviews', { group: 'authentication.k8s.io' })]),
      bindingText({ role: 'ClusterRole app', subjects: ['{kind: Group, name: "system:unauthenticated"}'] }),
    ),
    ['high rbac-bind-anonymous: gives app to Group system:unauthenticated in the whole cluster'],
  ],
  [
    'a program with the log folder of its node',
    manifests(
      webText,
      roleText('Role', 'shop', [may('get', 'pods/log')]),
      bindingText({ role: 'Role app', namespace: 'shop' }),
      podsText('web', {
        serviceAccount: 'web',
        mounts: [{ kind: 'bind', source: '/var/log', target: '/logs', readOnly: false }],
      }),
    ),
    [
      'high rbac-pods-log: lets ServiceAccount shop/web get pods/log in namespace shop, and a pod of it can write to the log folder of its node',
    ],
  ],
  [
    'a program that reads the log folder of its node',
    manifests(
      webText,
      roleText('Role', 'shop', [may('get', 'pods/log')]),
      bindingText({ role: 'Role app', namespace: 'shop' }),
      podsText('web', {
        serviceAccount: 'web',
        mounts: [{ kind: 'bind', source: '/var/log', target: '/logs', readOnly: true }],
      }),
    ),
    [],
  ],
  [
    'a program with the cluster in its hands',
    manifests(
      webText,
      podsText('web', { serviceAccount: 'web', serviceAccountToken: true }),
      roleText('ClusterRole', '', [may('create, patch', 'pods'), may('get', 'pods/exec')]),
      bindingText({ role: 'ClusterRole app' }),
    ),
    [
      'high wl-sa-privileged: runs as ServiceAccount shop/web, which may create pods, change pods, run commands in pods in the whole cluster',
      'high rbac-pods-create: lets ServiceAccount shop/web create pods in the whole cluster',
      'high rbac-pods-exec: lets ServiceAccount shop/web get pods/exec in the whole cluster',
    ],
  ],
  [
    'a helper beside the program mounts the token',
    manifests(
      webText,
      `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  serviceAccountName: web
  volumes: [{name: token, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
  containers:
    - {name: web, image: "a:1"}
    - {name: helper, image: "b:1", volumeMounts: [{name: token, mountPath: /token}]}
`,
      roleText('ClusterRole', '', [may('create', 'pods')]),
      bindingText({ role: 'ClusterRole app' }),
    ),
    [
      'high rbac-pods-create: lets ServiceAccount shop/web create pods in the whole cluster',
      'high wl-sa-privileged: runs as ServiceAccount shop/web, which may create pods in the whole cluster',
    ],
  ],
  [
    'nobody knows as whom the program runs',
    manifests(
      podsText('web', { serviceAccount: '{{ .Values.account }}', serviceAccountToken: true }),
      roleText('ClusterRole', '', [may('create', 'pods')]),
      bindingText({ role: 'ClusterRole app', subjects: ['{kind: Group, name: "system:serviceaccounts:shop"}'] }),
    ),
    ['high rbac-pods-create: lets Group system:serviceaccounts:shop create pods in the whole cluster'],
  ],
  ...[may(all, all, { group: all }), may(all, all)].map((rule): Row => [
    `a program that may do everything: ${rule}`,
    manifests(
      webText,
      podsText('web', { serviceAccount: 'web', serviceAccountToken: true }),
      roleText('ClusterRole', '', [rule]),
      bindingText({ role: 'ClusterRole app' }),
    ),
    [
      'critical rbac-wildcard-all: lets ServiceAccount shop/web do everything in the whole cluster',
      'high wl-sa-privileged: runs as ServiceAccount shop/web, which may do everything in the whole cluster',
    ],
  ]),
  [
    'a program that may do everything with pods',
    manifests(
      webText,
      podsText('web', { serviceAccount: 'web', serviceAccountToken: true }),
      roleText('ClusterRole', '', [may(all, 'pods')]),
      bindingText({ role: 'ClusterRole app' }),
    ),
    [
      'high rbac-pods-create: lets ServiceAccount shop/web create pods in the whole cluster',
      'high wl-sa-privileged: runs as ServiceAccount shop/web, which may create pods, change pods in the whole cluster',
    ],
  ],
  [
    'everybody may look at secrets',
    manifests(
      roleText('Role', 'shop', [may('get', 'secrets')]),
      bindingText({ role: 'Role app', namespace: 'shop', subjects: [everyone] }),
    ),
    [
      'high rbac-bind-authenticated: gives app to Group system:authenticated in namespace shop',
      'high rbac-secrets-read-namespace: lets Group system:authenticated get secrets in namespace shop',
    ],
  ],
  [
    'everybody may look and change',
    manifests(
      roleText('Role', 'shop', [may('get, update', 'configmaps')]),
      bindingText({ role: 'Role app', namespace: 'shop', subjects: [everyone] }),
    ),
    ['high rbac-bind-authenticated: gives app to Group system:authenticated in namespace shop'],
  ],
  ...[
    may('create', 'tokenreviews', { group: 'authentication.k8s.io, app.example' }),
    may('create', 'tokenreviews, things', { group: 'authentication.k8s.io' }),
  ].map((rule): Row => [
    `everybody may ask questions, and more: ${rule}`,
    manifests(
      roleText('ClusterRole', '', [rule]),
      bindingText({ role: 'ClusterRole app', subjects: ['{kind: Group, name: "system:unauthenticated"}'] }),
    ),
    ['critical rbac-bind-anonymous: gives app to Group system:unauthenticated in the whole cluster'],
  ]),
  [
    'everybody may edit what the cluster is run by',
    manifests(
      bindingText({
        role: 'ClusterRole edit',
        namespace: 'kube-system',
        subjects: ['{kind: Group, name: "system:unauthenticated"}'],
      }),
    ),
    ['critical rbac-bind-anonymous: gives edit to Group system:unauthenticated in namespace kube-system'],
  ],
  [
    'another role beside the one that a node finds the cluster by',
    manifests(
      roleText('Role', 'kube-public', [may('get', 'configmaps')]),
      bindingText({
        role: 'Role app',
        namespace: 'kube-public',
        subjects: ['{kind: User, name: "system:anonymous"}'],
      }),
    ),
    ['high rbac-bind-anonymous: gives app to User system:anonymous in namespace kube-public'],
  ],
  [
    'a binding of Kubernetes itself, for objects by their names',
    manifests(
      roleText('ClusterRole', '', [may('get', 'configmaps', { names: 'one' })]),
      bindingText({ role: 'ClusterRole app' }).replace(
        'metadata: {name: app}',
        'metadata: {name: "system:app", labels: {kubernetes.io/bootstrapping: rbac-defaults}}',
      ),
    ),
    [],
  ],
  [
    'an account of that name in another namespace',
    whole(
      manifests(
        webText.replace('namespace: shop', 'namespace: other'),
        roleText('Role', 'shop', [may('get', 'configmaps')]),
        bindingText({ role: 'Role app', namespace: 'shop' }),
      ),
    ),
    ['low rbac-dangling-binding: is for ServiceAccount shop/web, which is not there'],
  ],
  [
    'one of those who may change nodes may move pods as well, by another binding',
    manifests(
      roleText('ClusterRole', '', [may('patch', 'nodes')]),
      bindingText({ role: 'ClusterRole app', subjects: [jane] }),
      bindingText({ role: 'ClusterRole app' }),
      roleText('ClusterRole', '', [may('create', 'pods/eviction')]).replace('name: app', 'name: mover'),
      bindingText({ role: 'ClusterRole mover' }),
    ),
    [
      'high rbac-node-steal-pods: lets ServiceAccount shop/web, User jane patch nodes in the whole cluster, and pods can be evicted with it',
    ],
  ],
  [
    'one of those who may change nodes may move pods as well, of the same binding',
    manifests(
      roleText('ClusterRole', '', [may('patch', 'nodes')]),
      bindingText({ role: 'ClusterRole app', subjects: [jane, webAccount] }),
      roleText('ClusterRole', '', [may('create', 'pods/eviction')]).replace('name: app', 'name: mover'),
      bindingText({ role: 'ClusterRole mover' }),
    ),
    [
      'high rbac-node-steal-pods: lets ServiceAccount shop/web, User jane patch nodes in the whole cluster, and pods can be evicted with it',
    ],
  ],
  [
    'a helper beside the program writes to the log folder of its node, and to another',
    manifests(
      webText,
      `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  serviceAccountName: web
  automountServiceAccountToken: false
  volumes: [{name: log, hostPath: {path: /var/log}}, {name: data, hostPath: {path: /srv}}]
  containers:
    - {name: web, image: "a:1", volumeMounts: [{name: data, mountPath: /data}]}
    - {name: helper, image: "b:1", volumeMounts: [{name: log, mountPath: /log}, {name: data, mountPath: /data}]}
`,
      roleText('Role', 'shop', [may('get', 'pods/log')]),
      bindingText({ role: 'Role app', namespace: 'shop' }),
      roleText('Role', 'shop', [may('get', 'configmaps')]).replace('name: app', 'name: other'),
      bindingText({ role: 'Role other', namespace: 'shop' }),
    ),
    [
      'high rbac-pods-log: lets ServiceAccount shop/web get pods/log in namespace shop, and a pod of it can write to the log folder of its node',
    ],
  ],
  [
    'an account of that name elsewhere writes to the log folder of its node',
    manifests(
      webText,
      podsText('web', {
        serviceAccount: 'web',
        mounts: [{ kind: 'bind', source: '/var/log', target: '/logs', readOnly: false }],
      }).replaceAll('namespace: shop', 'namespace: other'),
      roleText('Role', 'shop', [may('get', 'pods/log')]),
      bindingText({ role: 'Role app', namespace: 'shop' }),
    ),
    [],
  ],
  [
    'one rule names the kubelet’s proxy and another every proxy',
    everywhere(may('get', 'nodes/proxy'), may('get', '"*/proxy"')),
    [
      'critical rbac-nodes-proxy: lets ServiceAccount shop/web get nodes/proxy in the whole cluster',
      'medium rbac-pods-proxy: lets ServiceAccount shop/web get pods/proxy, services/proxy in the whole cluster',
    ],
  ],
  [
    'one rule is for a few objects and another for all of them',
    everywhere(may('patch', 'pods/ephemeralcontainers', { names: 'one' }), may('patch', 'pods/ephemeralcontainers')),
    ['high rbac-pods-ephemeral: lets ServiceAccount shop/web patch pods/ephemeralcontainers in the whole cluster'],
  ],
  [
    'bound everywhere and in a namespace besides',
    manifests(
      roleText('ClusterRole', '', [may('create', 'pods/exec')]),
      bindingText({ role: 'ClusterRole app' }),
      bindingText({ role: 'ClusterRole app', namespace: 'shop' }),
    ),
    ['high rbac-pods-exec: lets ServiceAccount shop/web create pods/exec in the whole cluster'],
  ],
  [
    'one rule grants it by its name and another by a wildcard',
    everywhere(may('delete', 'events', { group: '""' }), may('delete', '"*"', { group: 'events.k8s.io' })),
    ['medium rbac-delete-logs-events: lets ServiceAccount shop/web delete events in the whole cluster'],
  ],
  [
    'a program with the cluster in its hands by one of its bindings',
    manifests(
      webText,
      podsText('web', { serviceAccount: 'web', serviceAccountToken: true }),
      roleText('ClusterRole', '', [may('create', 'pods')]),
      bindingText({ role: 'ClusterRole app' }),
      bindingText({ role: 'ClusterRole edit', namespace: 'shop' }),
    ),
    [
      'high rbac-pods-create: lets ServiceAccount shop/web create pods in the whole cluster',
      'medium rbac-builtin-admin-edit-view: gives edit to ServiceAccount shop/web in namespace shop',
      'high wl-sa-privileged: runs as ServiceAccount shop/web, which may create pods in the whole cluster',
    ],
  ],
  [
    'a program with its namespace in its hands',
    manifests(
      webText,
      podsText('web', { serviceAccount: 'web', serviceAccountToken: true }),
      bindingText({ role: 'ClusterRole admin', namespace: 'shop' }),
    ),
    [
      'medium rbac-builtin-admin-edit-view: gives admin to ServiceAccount shop/web in namespace shop',
      'medium wl-sa-privileged: runs as ServiceAccount shop/web, which may act as others, request tokens of other accounts, read secrets and 5 more in its namespace',
    ],
  ],
];

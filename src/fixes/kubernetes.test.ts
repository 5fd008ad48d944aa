import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adding, changing, removing, setting, sidesOf, unsetting } from './fix-sample.ts';
import type { PlacedEdit } from './placed-edit.ts';
import { writeKubernetes } from './kubernetes.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly edits: (before: string) => readonly PlacedEdit[];
  readonly refused?: readonly string[];
}
const pod = { pointer: ['spec', 'containers', 0] } as const;
const other = { pointer: ['spec', 'containers', 1] } as const;
const sock = {
  field: 'mounts',
  value: { kind: 'bind', source: '/run/docker.sock', target: '/run/docker.sock' },
} as const;
const rows: readonly Row[] = [
  {
    name: 'a security context is made where there is none',
    text: `
  kind: Pod
  spec:
    containers:
      - name: web
        image: a # pinned later
+       securityContext:
+         readOnlyRootFilesystem: true
+         allowPrivilegeEscalation: false
+         capabilities:
+           drop:
+             - ALL
+         seccompProfile:
+           type: RuntimeDefault
      # the second
      - name: log
        image: b
`,
    edits: (text) => [
      setting(text, 'readOnlyRootfs', true, pod),
      setting(text, 'noNewPrivileges', true, pod),
      adding('capDrop', 'ALL', pod),
      setting(text, 'seccomp', { type: 'runtime' }, pod),
    ],
  },
  {
    name: 'what is said at the pod is changed at the pod',
    text: `
  kind: Pod
  spec:
-   hostPID: true # debugging
    securityContext:
      seccompProfile:
-       type: Unconfined
+       type: RuntimeDefault
    containers:
    - name: web
      image: a
`,
    edits: (text) => [
      unsetting(text, 'pid', 'hostPID', pod),
      setting(text, 'seccomp', { type: 'runtime' }, { ...pod, mark: 'type: Unconfined' }),
    ],
  },
  {
    name: 'the same change of the pod from two containers is made once',
    text: `
  kind: Pod
  spec:
-   hostNetwork: true
    containers:
    - name: web
    - name: log
`,
    edits: (text) => [unsetting(text, 'network', 'hostNetwork', pod), unsetting(text, 'network', 'hostNetwork', other)],
  },
  {
    name: 'groups and sysctls of the pod',
    text: `
  kind: Pod
  spec:
    securityContext:
-     supplementalGroups: [44, 0]
+     supplementalGroups: [44]
+     supplementalGroupsPolicy: Strict
-     sysctls:
-     - {name: kernel.msgmax, value: "1"}
    containers:
    - name: web
      securityContext:
-       windowsOptions: {hostProcess: true}
+       windowsOptions: {hostProcess: false}
-       seLinuxOptions: {user: x}
        runAsUser: 1
-     imagePullPolicy: IfNotPresent
+     imagePullPolicy: Always
-     stdin: true
-     tty: true
`,
    edits: (text) => [
      removing(text, { field: 'groups', value: '0' }, '0]', pod),
      removing(text, { field: 'sysctls', value: { name: 'kernel.msgmax' } }, '{name: kernel', pod),
      setting(text, 'groupsPolicy', 'Strict', pod),
      setting(text, 'hostProcess', false, { ...pod, mark: 'hostProcess' }),
      unsetting(text, 'selinux', 'seLinuxOptions', pod),
      setting(text, 'pullPolicy', 'always', { ...pod, mark: 'imagePullPolicy' }),
      unsetting(text, 'stdin', 'stdin', pod),
      unsetting(text, 'tty', 'tty', pod),
    ],
  },
  {
    name: 'a mount takes its volume along',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
-     volumeMounts:
-     - name: sock
-       mountPath: /run/docker.sock
      image: a
    volumes:
-   - name: sock
-     hostPath: # the engine
-       path: /run/docker.sock
    - name: data
      emptyDir: {}
`,
    edits: (text) => [removing(text, sock, 'name: sock', pod)],
  },
  {
    name: 'a volume that another container mounts stays until nobody does',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
      volumeMounts:
      - {name: data, mountPath: /data}
-     - {name: sock, mountPath: /run/docker.sock}
    - name: log
      volumeMounts: [{name: sock, mountPath: /run/docker.sock/}]
    volumes:
    - name: sock
      hostPath: {path: /run/docker.sock}
`,
    edits: (text) => [removing(text, sock, '{name: sock', pod)],
  },
  {
    name: 'both containers give the mount up, and the volume goes with the last',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
-     volumeMounts:
-     - {name: sock, mountPath: /run/docker.sock}
    - name: log
-     volumeMounts: [{name: sock, mountPath: /run/docker.sock}]
-   volumes:
-   - name: sock
-     hostPath: {path: /run/docker.sock}
`,
    edits: (text) => [removing(text, sock, '{name: sock', pod), removing(text, sock, '[{name: sock', other)],
  },
  {
    name: 'capabilities are found under any spelling',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
      securityContext:
        capabilities:
-         add: ["cap_sys_admin", NET_ADMIN]
+         add: [NET_ADMIN]
          drop: [all]
`,
    edits: (text) => [
      removing(text, { field: 'capAdd', value: 'SYS_ADMIN' }, '"cap_sys', pod),
      adding('capDrop', 'ALL', pod),
    ],
  },
  {
    name: 'a flow context keeps its form, an empty one is filled',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
-     securityContext: {privileged: true}
+     securityContext: {privileged: false, allowPrivilegeEscalation: false}
    - name: log
-     securityContext: {}
+     securityContext: {readOnlyRootFilesystem: true}
`,
    edits: (text) => [
      setting(text, 'noNewPrivileges', true, pod),
      setting(text, 'privileged', false, { ...pod, mark: 'privileged' }),
      setting(text, 'readOnlyRootfs', true, other),
    ],
  },
  {
    name: 'a context without a value is filled below',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
      securityContext: # later
+       readOnlyRootFilesystem: true
      image: a
`,
    edits: (text) => [setting(text, 'readOnlyRootfs', true, pod)],
  },
  {
    name: 'a context from an anchor is extended for this container',
    text: `
  kind: Pod
  x: &ctx
    runAsUser: 5
  spec:
    containers:
    - name: web
-     securityContext: *ctx
+     securityContext: {<<: *ctx, readOnlyRootFilesystem: true}
    - name: log
      securityContext: *ctx
`,
    edits: (text) => [setting(text, 'readOnlyRootfs', true, pod)],
  },
  {
    name: 'Kubernetes takes no such setting for a privileged container',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
      securityContext:
        privileged: true
`,
    edits: (text) => [setting(text, 'noNewPrivileges', true, pod)],
    refused: ['Kubernetes refuses it for a container that is privileged'],
  },
  {
    name: 'an annotation of old',
    text: `
  kind: Pod
  metadata:
    name: a
    annotations:
-     container.apparmor.security.beta.kubernetes.io/web: unconfined
      note: x
  spec:
    containers:
    - name: web
`,
    edits: (text) => [unsetting(text, 'apparmor', 'container.app', pod)],
  },
  {
    name: 'privileged goes, and with it what Kubernetes lets privileged containers only do',
    text: `
  kind: Pod
  spec:
    containers:
    - name: web
      securityContext:
-       privileged: true
+       privileged: false
      volumeMounts:
      - name: data
        mountPath: /data
-       mountPropagation: Bidirectional
      - name: run
        mountPath: /run
        mountPropagation: HostToContainer
-     - {mountPropagation: "Bidirectional", name: dev, mountPath: /dev}
+     - {name: dev, mountPath: /dev}
    - name: other
      securityContext: {privileged: true}
      volumeMounts: [{name: data, mountPath: /data, mountPropagation: Bidirectional}]
`,
    edits: (text) => [
      changing(text, { field: 'mounts', value: { target: '/dev' }, to: { propagation: null } }, '{mountProp', pod),
      setting(text, 'privileged', false, pod),
    ],
  },
  {
    name: 'the second document of a file',
    text: `
  # one
  kind: Service
  ---
  kind: Deployment
  spec:
    template:
      spec:
        containers:
          - image: a
            name: web
+           securityContext:
+             readOnlyRootFilesystem: true
`,
    edits: (text) => [
      setting(text, 'readOnlyRootfs', true, { document: 1, pointer: ['spec', 'template', 'spec', 'containers', 0] }),
    ],
  },
  {
    name: 'JSON',
    text: `
  {"kind": "Pod", "spec": {"hostPID": true, "containers": [{"name": "web"}]}}
`.replace(
      /^ {2}(\{.*)$/m,
      '- $1\n+ {"kind": "Pod", "spec": {"containers": [{"name": "web", "securityContext": {"capabilities": {"drop": ["ALL"]}}}]}}',
    ),
    edits: (text) => [unsetting(text, 'pid', '"hostPID"', pod), adding('capDrop', 'ALL', pod)],
  },
  {
    name: 'the first key of an item, which stands behind the dash',
    text: `
  kind: Pod
  spec:
    containers:
-     - securityContext: {procMount: Unmasked}
-       name: web
+     - name: web
`,
    edits: (text) => [unsetting(text, 'procUnmasked', 'procMount', pod)],
  },
];
for (const row of rows) {
  test(row.name, () => {
    const { before, after } = sidesOf(row.text);
    const written = writeKubernetes(before, row.edits(before));
    assert.equal(written.text, after);
    assert.deepEqual(
      written.refused.map(({ why }) => why),
      row.refused ?? [],
    );
  });
}

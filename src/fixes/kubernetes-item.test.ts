import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adding, appending, changing, removing, replacing, setting, settingAt, sidesOf } from './fix-sample.ts';
import { writeKubernetes } from './kubernetes.ts';
import type { PlacedEdit } from './placed-edit.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly edits: (before: string) => readonly PlacedEdit[];
  readonly refused?: readonly string[];
}
const pod = { pointer: ['spec', 'containers', 0] } as const;
const rows: readonly Row[] = [
  {
    name: 'mounts, ports and probes stay, and lose what is wrong with them',
    text: `
  kind: Pod
  spec:
    containers:
      - name: web
-       image: "k8s.gcr.io/web:1"
+       image: "registry.k8s.io/web:1"
        ports:
          - containerPort: 80
-           hostPort: 80 # of the node
-         - {containerPort: 81, hostPort: 81}
+         - {containerPort: 81}
        livenessProbe:
          httpGet:
-           host: example.org
            port: 80
-       readinessProbe: {tcpSocket: {port: 80, host: a}}
+       readinessProbe: {tcpSocket: {port: 80}}
        volumeMounts:
          - name: data
            mountPath: /data/
-           mountPropagation: Bidirectional
          - name: etc
            mountPath: /etc/x
+           readOnly: true
`,
    edits: (text) => [
      replacing(text, 'k8s.gcr.io/', 'registry.k8s.io/', pod),
      changing(text, { field: 'ports', value: { container: 80, host: 80 }, to: { host: null } }, 'hostPort: 80', pod),
      changing(text, { field: 'ports', value: { container: 81, host: 81 }, to: { host: null } }, '{containerPort', pod),
      changing(
        text,
        { field: 'handlers', value: { when: 'liveness', how: 'http' }, to: { host: null } },
        'host: example',
        pod,
      ),
      changing(
        text,
        { field: 'handlers', value: { when: 'readiness', how: 'tcp' }, to: { host: null } },
        'host: a',
        pod,
      ),
      changing(text, { field: 'mounts', value: { target: '/data' }, to: { propagation: null } }, 'name: data', pod),
      changing(text, { field: 'mounts', value: { target: '/etc/x' }, to: { readOnly: true } }, 'name: etc', pod),
    ],
  },
  {
    name: 'what a mount has from its volume is changed at the volume, in the number system that is used there',
    text: `
  kind: Pod
  spec:
    containers:
      - name: web
        image: a
        volumeMounts:
          - {name: db, mountPath: /db}
          - {name: key, mountPath: /key}
          - {name: token, mountPath: /token}
    volumes:
      - name: db
-       secret: {secretName: db, defaultMode: 0644}
+       secret: {secretName: db, defaultMode: 0440}
      - name: key
        secret:
          secretName: key
-         defaultMode: 420 # all
+         defaultMode: 288 # all
      - name: token
        projected:
          sources:
            - configMap: {name: x}
            - serviceAccountToken:
                path: token
-               expirationSeconds: 31536000
+               expirationSeconds: 3600
`,
    edits: (text) => [
      changing(text, { field: 'mounts', value: { target: '/db' }, to: { mode: 0o440 } }, '{name: db', pod),
      changing(text, { field: 'mounts', value: { target: '/key' }, to: { mode: 0o440 } }, '{name: key', pod),
      changing(text, { field: 'mounts', value: { target: '/token' }, to: { seconds: 3600 } }, '{name: token', pod),
    ],
  },
  {
    name: 'a document is added behind the last one',
    text: `
  kind: Namespace
  metadata: {name: shop}
  ---
  kind: Pod
+ ---
+ kind: NetworkPolicy
+ metadata:
+   name: deny
`,
    edits: () => [appending('kind: NetworkPolicy\nmetadata:\n  name: deny\n')],
  },
  {
    name: 'no document is added to JSON',
    text: `
  {"kind": "Namespace"}
`,
    edits: () => [appending('kind: NetworkPolicy\n')],
    refused: ['a document cannot be added to a file in JSON'],
  },
  {
    name: 'a list of maps is written in one line',
    text: `
  kind: Pod
  spec:
    containers: []
+   dnsConfig:
+     options: [{name: ndots, value: "2"}]
`,
    edits: (text) => [settingAt(text, ['spec', 'dnsConfig', 'options'], [{ name: 'ndots', value: '2' }])],
  },
  {
    name: 'a list of maps in JSON',
    text: `
- {"kind": "Pod", "spec": {"containers": []}}
+ {"kind": "Pod", "spec": {"containers": [], "dnsConfig": {"options": [{"name": "ndots", "value": "2"}]}}}
`,
    edits: (text) => [settingAt(text, ['spec', 'dnsConfig', 'options'], [{ name: 'ndots', value: '2' }])],
  },
  {
    name: 'what containers share is not changed for one of them',
    text: `
  kind: Pod
  spec:
    containers:
      - name: web
        image: a
        securityContext: &context
          runAsUser: 1000
      - name: db
        image: b
        securityContext: *context
`,
    edits: (text) => [adding('capDrop', 'ALL', pod), setting(text, 'readOnlyRootfs', true, pod)],
    refused: ['it is shared with others through &context', 'it is shared with others through &context'],
  },
  {
    name: 'what containers share is changed once where all of them want it',
    text: `
  kind: Pod
  spec:
    containers:
      - name: web
        image: a
        securityContext: &context
          runAsUser: 1000
-         allowPrivilegeEscalation: true
+         allowPrivilegeEscalation: false
          capabilities:
-           add: [NET_RAW]
+           drop:
+             - ALL
      - name: db
        image: b
        securityContext: *context
`,
    edits: (text) =>
      [0, 1].flatMap((index) => {
        const one = { pointer: ['spec', 'containers', index] };
        return [
          removing(text, { field: 'capAdd', value: 'NET_RAW' }, 'NET_RAW', one),
          adding('capDrop', 'ALL', one),
          setting(text, 'noNewPrivileges', true, { ...one, mark: 'allowPrivilegeEscalation' }),
        ];
      }),
  },
  {
    name: 'a list that others merge in is left there without its item',
    text: `
  kind: Pod
  spec:
    containers:
      - name: web
        image: a
        securityContext:
          capabilities: &caps
-           add: [NET_RAW]
+           add: []
      - name: db
        image: b
        securityContext:
          capabilities:
            <<: *caps
`,
    edits: (text) =>
      [0, 1].map((index) => {
        const one = { pointer: ['spec', 'containers', index] };
        return removing(text, { field: 'capAdd', value: 'NET_RAW' }, 'NET_RAW', one);
      }),
  },
  {
    name: 'JSON without blanks stays without them',
    text: `
- {"kind":"Pod","spec":{"containers":[{"name":"web","image":"a"}]}}
+ {"kind":"Pod","spec":{"containers":[{"name":"web","image":"a","securityContext":{"capabilities":{"drop":["ALL"]}}}],"dnsConfig":{"options":[{"name":"ndots","value":"2"}]}}}
`,
    edits: (text) => [
      adding('capDrop', 'ALL', pod),
      settingAt(text, ['spec', 'dnsConfig', 'options'], [{ name: 'ndots', value: '2' }]),
    ],
  },
  {
    name: 'keys in quotes stay in such company',
    text: `
  "kind": "Pod"
  "spec":
    "containers":
      - "name": "web"
        "image": "a"
+       "securityContext":
+         "capabilities":
+           "drop":
+             - ALL
`,
    edits: () => [adding('capDrop', 'ALL', pod)],
  },
];
for (const row of rows) {
  test(row.name, () => {
    const { before, after } = sidesOf(row.text);
    const edits = row.edits(before);
    const written = writeKubernetes(before, edits);
    assert.equal(written.text, after);
    assert.deepEqual(
      written.refused.map(({ why }) => why),
      row.refused ?? [],
    );
    const placeless = edits.map((edit) => ('at' in edit ? { ...edit, at: { path: 'f.yaml' } } : edit));
    assert.equal(writeKubernetes(after, placeless).text, after, 'a second run changes nothing');
  });
  test(`${row.name}, with carriage returns`, () => {
    const { before, after } = sidesOf(row.text);
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    assert.equal(writeKubernetes(crlf(before), row.edits(before)).text, crlf(after));
  });
}

// Manifests as people write them: each in another style, each with something to put right.
import type { MixedFile } from './mixed-file.ts';

export const kubernetesFiles: readonly MixedFile[] = [
  {
    name: 'a pod in block style, sequences indented',
    lines: '-3 +9',
    text: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: true   # for the profiler
  containers:
    # the only one
    - name: web
      image: nginx:1.27
      securityContext:
        privileged: true
        runAsUser: 1000

      # health
      livenessProbe:
        httpGet:
          host: example.org
          path: /
          port: 80
`,
  },
  {
    name: 'a deployment, sequences not indented',
    lines: '-6 +13',
    text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports:
        - containerPort: 80
          hostPort: 80
        volumeMounts:
        - name: sock
          mountPath: /var/run/docker.sock
        - name: data
          mountPath: /data
      - image: envoyproxy/envoy:v1.31
        name: proxy
        securityContext: {capabilities: {add: [NET_ADMIN, SYS_ADMIN]}}
      volumes:
      - name: sock
        hostPath: {path: /var/run/docker.sock}
      - name: data
        emptyDir: {}
`,
  },
  {
    name: 'JSON, indented by two',
    lines: '-5 +7',
    text: `{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {"name": "web"},
  "spec": {
    "hostNetwork": true,
    "containers": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "securityContext": {
          "allowPrivilegeEscalation": true,
          "capabilities": {
            "add": ["SYS_ADMIN", "CHOWN"]
          }
        }
      }
    ]
  }
}
`,
  },
  {
    name: 'JSON on one line',
    lines: '-1 +1',
    text: `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"hostIPC":true,"containers":[{"name":"web","image":"nginx:1.27","securityContext":{"privileged":true}}]}}
`,
  },
  {
    name: 'JSON indented by tabs',
    lines: '-2 +6',
    text: `{
\t"apiVersion": "v1",
\t"kind": "Pod",
\t"metadata": {
\t\t"name": "web"
\t},
\t"spec": {
\t\t"containers": [
\t\t\t{
\t\t\t\t"name": "web",
\t\t\t\t"image": "nginx:1.27",
\t\t\t\t"securityContext": {
\t\t\t\t\t"privileged": true
\t\t\t\t}
\t\t\t}
\t\t]
\t}
}
`,
  },
  {
    name: 'a List of objects',
    lines: '-2 +6',
    text: `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ServiceAccount
  metadata: {name: web}
  automountServiceAccountToken: true
- apiVersion: v1
  kind: Pod
  metadata: {name: web}
  spec:
    serviceAccountName: web
    shareProcessNamespace: false
    hostUsers: true
    containers:
    - name: web
      image: nginx:1.27
      securityContext:
        procMount: Unmasked
`,
  },
  {
    name: 'several documents with comments before each',
    lines: '-3 +4',
    text: `# first
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
# second
---
# the pod
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec:
  containers: [{name: a, image: "nginx:1.27", securityContext: {privileged: true}}]
---

---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: shop}
spec:
  hostNetwork: true
  containers:
  - {name: b, image: 'nginx:1.27'}
...
`,
  },
  {
    name: 'carriage returns and indentation by four',
    lines: '-10 +8',
    text: `apiVersion: apps/v1
kind: DaemonSet
metadata:
    name: agent
spec:
    selector:
        matchLabels:
            app: agent
    template:
        metadata:
            labels:
                app: agent
        spec:
            hostPID: true
            containers:
                - name: agent
                  image: fluentd:v1.17
                  volumeMounts:
                      - name: root
                        mountPath: /host
                        mountPropagation: Bidirectional
                  securityContext:
                      privileged: true
            volumes:
                - name: root
                  hostPath:
                      path: /
`.replaceAll('\n', '\r\n'),
  },
  {
    name: 'anchors between containers',
    lines: '-1 +5',
    text: `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: a
    image: nginx:1.27
    securityContext: &context
      allowPrivilegeEscalation: true
      privileged: false
  - name: b
    image: nginx:1.27
    securityContext: *context
`,
  },
  {
    name: 'a merge key in a security context',
    lines: '-1 +12',
    text: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: &common {team: a}
spec:
  containers:
  - name: a
    image: nginx:1.27
    securityContext:
      runAsUser: 1000
      capabilities: &caps
        add: [NET_RAW]
  - name: b
    image: nginx:1.27
    securityContext:
      runAsUser: 1000
      capabilities:
        <<: *caps
`,
  },
  {
    name: 'a byte order mark and quoted keys',
    lines: '-2 +8',
    text: `\uFEFF"apiVersion": "v1"
"kind": "Pod"
"metadata":
  "name": "web"
"spec":
  "hostIPC": true
  "containers":
    - "name": "web"
      "image": "nginx:1.27"
      "securityContext":
        "readOnlyRootFilesystem": false
        "runAsUser": 1000
`,
  },
  {
    name: 'init and ephemeral containers, no line end at the end',
    lines: '-4 +3',
    text: `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
  - name: sysctl
    image: busybox:1.37
    command: [sysctl, -w, vm.max_map_count=262144]
    securityContext: {privileged: true, runAsUser: 0}
  containers:
  - name: web
    image: nginx:1.27
    stdin: true
    tty: true
    securityContext: {runAsUser: 1000, seccompProfile: {type: Unconfined}}`,
  },
  {
    name: 'a cron job with everything deep down',
    lines: '-3 +6',
    text: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          hostNetwork: true
          containers:
            - name: backup
              image: restic/restic:0.17.3
              args: ["backup", "/data"]
              env:
                - name: TZ
                  value: UTC
              volumeMounts:
                - {name: etc, mountPath: /host/etc}
                - {name: data, mountPath: /data}
          volumes:
            - {name: etc, hostPath: {path: /etc}}
            - name: data
              persistentVolumeClaim:
                claimName: data
`,
  },
  {
    name: 'old annotations for profiles',
    lines: '-5 +8',
    text: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/web: unconfined
    prometheus.io/scrape: "true"
spec:
  securityContext:
    sysctls:
    - name: kernel.msgmax
      value: "65536"
    supplementalGroups: [0, 2000]
  containers:
  - name: web
    image: nginx:1.27
`,
  },
  {
    name: 'a stateful set with probes, tokens and secrets',
    lines: '-3 +14',
    text: `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      securityContext:
        fsGroup: 2000
        runAsNonRoot: true
        runAsUser: 1000
      containers:
      - name: db
        image: postgres:17
        readinessProbe:
          tcpSocket: {host: db.example, port: 5432}
        volumeMounts:
        - name: token
          mountPath: /token
        - name: tls
          mountPath: /tls
      volumes:
      - name: token
        projected:
          sources:
          - serviceAccountToken: {path: token, expirationSeconds: 31536000}
      - name: tls
        secret:
          secretName: tls
          defaultMode: 0644
`,
  },
  {
    name: 'roles and bindings',
    lines: '-5 +3',
    text: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: app
rules:
  - apiGroups: ["rbac.authorization.k8s.io"]
    resources: ["clusterroles"]
    verbs: ["get", "escalate", "bind"]
  # nodes
  - apiGroups: [""]
    resources:
      - nodes/proxy
      - nodes
    verbs:
      - get
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: everyone
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: app}
subjects:
  - kind: Group
    name: system:authenticated
    apiGroup: rbac.authorization.k8s.io
  - kind: ServiceAccount
    name: app
    namespace: shop
`,
  },
  {
    name: 'services and policies',
    lines: '-2 +1',
    text: `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  externalIPs:
    - 203.0.113.7
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except:
              - 10.0.0.0/8
`,
  },
  {
    name: 'a moved registry, pulled whenever it likes, in a template list',
    lines: '-3 +6',
    text: `apiVersion: v1
kind: PodTemplate
metadata:
    name: t
template:
    spec:
        automountServiceAccountToken: true
        containers:
            -   image: "k8s.gcr.io/pause:3.9"
                name: pause
                imagePullPolicy: IfNotPresent
                securityContext:
                    capabilities:
                        add:
                            -   SYS_TIME
                            -   NET_BIND_SERVICE
`,
  },
  {
    name: 'folded and literal blocks beside what is changed',
    lines: '-1 +6',
    text: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    note: >
      privileged: true is
      needed

    script: |+
      securityContext:
        privileged: true

spec:
  containers:
  - name: web
    image: nginx:1.27
    command:
    - sh
    - -c
    - |
      echo "hostPID: true"
      sleep infinity
    securityContext:
      privileged: true
`,
  },
  {
    name: 'windows and tolerations of the control plane',
    lines: '-7 +7',
    text: `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: control-1
  priorityClassName: system-node-critical
  serviceAccount: web
  tolerations:
  - key: node-role.kubernetes.io/control-plane
    operator: Exists
    effect: NoSchedule
  - {key: dedicated, operator: Equal, value: web}
  containers:
  - name: web
    image: nginx:1.27
    securityContext:
      windowsOptions: {hostProcess: true}
      seLinuxOptions: {type: spc_t}
`,
  },
];

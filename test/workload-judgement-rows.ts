// What rules about workloads say of what their examples have no room for: what was wrongly accused or spared once the
// condition that each row is about were gone.
import { manifests, whole } from '../src/checks/rbac/example-text.ts';
import { budgetText, podsOf, serviceText, type PodsOf } from '../src/checks/workload/example-pods.ts';
import type { Example } from '../src/model/check.ts';
import type { Row } from './judgement-row.ts';

const compose = (text: string, files?: Example['files']): Example => ({
  format: 'compose',
  text: `services:\n${text}`,
  ...(files !== undefined && { files }),
});
const service = (text: string): Example => compose(`  web: {image: registry.example/web:1.4.2, ${text}}\n`);
const pod = (spec: string, namespace = 'shop'): Example =>
  manifests(`apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: ${namespace}}\nspec: {${spec}}\n`);
const task = (members: string, containers: string): Example => ({
  format: 'ecs',
  text: `{"family": "web", ${members}, "containerDefinitions": [${containers}]}`,
});
const run = (text: string): Example => ({ format: 'docker-run', text: `docker run ${text}\n` });
const image = (text: string): Pick<PodsOf, 'says'> => ({ says: { image: text } });
const dashboard = 'kubernetesui/dashboard:v2.7.0';
const portainer = (text: string): Example => compose(`  console: {image: "portainer/portainer-ce:2.33.1", ${text}}\n`);
const scratchOf = (mount: string, volume: string): Example =>
  pod(
    `containers: [{name: web, image: a:1, volumeMounts: [{name: tmp, mountPath: /tmp${mount}}]}], volumes: [{name: tmp, emptyDir: {${volume}}}]`,
  );
/** As the Dockerfile says that it is built from. */
const built = (dockerfile: string, build = '.', files: Example['files'] = {}): Example =>
  compose(`  web: {build: ${build}, user: root}\n`, { ...files, Dockerfile: `FROM debian:12.7-slim\n${dockerfile}` });

export const workloadRows: readonly Row[] = [
  ['a service goes back to the account of what it is built from', 'wl-run-as-root', built('USER 10001\n'), 1],
  ['or stays root, where that names an account that may be anybody', 'wl-run-as-root', built('USER app\n'), 1],
  ['or where that is root', 'wl-run-as-root', built('USER 0\n'), 1],
  ['or where that names nobody', 'wl-run-as-root', built(''), 1],
  [
    'or where it is an earlier stage that is built',
    'wl-run-as-root',
    built('USER 10001\n', '{context: ., target: base}'),
    1,
  ],
  [
    'the account of another Dockerfile is none of its own',
    'wl-run-as-root',
    built('', '.', { 'a/Dockerfile': 'FROM debian:12.7-slim\nUSER 10001\n' }),
    1,
  ],
  ['nothing is dropped at all', 'wl-cap-no-drop-all', service('user: "10001"'), 1],
  ['one is dropped and the others are left', 'wl-cap-no-drop-all', service('cap_drop: [NET_RAW]'), 1],
  ...['wl-cap-no-drop-all', 'wl-no-new-privileges-off', 'wl-readonly-rootfs-off', 'wl-seccomp-unset'].flatMap(
    (rule): Row[] => [
      ['a pod of Linux', rule, pod('os: {name: linux}, containers: [{name: web, image: a:1}]'), 1],
      ['Windows refuses such a setting', rule, pod('os: {name: windows}, containers: [{name: web, image: a:1}]'), 0],
      [
        'and has none where only the node is picked',
        rule,
        pod('nodeSelector: {kubernetes.io/os: windows}, containers: [{name: web, image: a:1}]'),
        0,
      ],
    ],
  ),
  [
    'an argument of a build that stands in another file is none of this one',
    'sec-compose-file',
    compose('  web: {build: {context: ., args: ["NPM_TOKEN=${NPM_TOKEN}"]}}\n', {
      '.env': 'NPM_TOKEN=hunter2-Qx81vb\n',
    }),
    0,
  ],
  [
    'a default of it does stand here, and what is merged in',
    'sec-compose-file',
    compose(
      '  web: {build: {context: ., args: &a {NPM_TOKEN: "${NPM_TOKEN:-hunter2-Qx81vb}"}}}\n  b: {build: {args: *a}}\n',
    ),
    2,
  ],
  [
    'a credential is in the file that the variable is set in, too',
    'wl-env-secret-literal',
    compose('  web: {image: a:1, environment: {DB_PASSWORD: "${PW}", B: "${PW}"}}\n', {
      '.env': 'PW=hunter2-Qx81vb\n',
    }),
    1,
  ],
  [
    'a credential comes from the file that the service extends, which is a project as well',
    'wl-env-secret-literal',
    compose('  web: {extends: {file: base.yaml, service: web}}\n', {
      'base.yaml': 'services:\n  web: {image: a:1, environment: {DB_PASSWORD: hunter2-Qx81vb}}\n',
    }),
    2,
  ],
  [
    'ports of one range are said at once',
    'wl-publish-all-interfaces',
    service('ports: ["8090-8099:8090-8099", "8100:8100"], user: "10001"'),
    2,
  ],
  ['a database of such a number speaks no UDP', 'wl-publish-sensitive', service('ports: ["5432:5432/udp"]'), 0],
  ['but a cache does', 'wl-publish-sensitive', service('ports: ["11211:11211/udp"]'), 1],
  [
    'and those of two lines one by one',
    'wl-publish-all-interfaces',
    compose('  web:\n    image: a:1\n    ports:\n      - "8090:8090"\n      - "8091:8091"\n'),
    2,
  ],
  [
    'a credential that another file hands on is told where it stands',
    'wl-env-secret-literal',
    compose('  web: {extends: {file: base.yaml, service: b}, image: a:1}\n', {
      'base.yaml': 'services:\n  b: {image: a:1, environment: {DB_PASSWORD: hunter2-Qx81vb}}\n',
    }),
    2,
  ],
  [
    'and not across one that is more than that',
    'wl-publish-all-interfaces',
    service('ports: ["6377-6381:6377-6381"], user: "10001"'),
    2,
  ],
  ['nobody knows what is built', 'wl-compose-build-privileged', service('build: "${CONTEXT}", privileged: true'), 0],
  [
    'two budgets, and either keeps every pod',
    'wl-pdb',
    manifests(
      podsOf({}),
      budgetText('maxUnavailable: 0'),
      budgetText('maxUnavailable: 0').replace('name: web', 'name: b'),
    ),
    2,
  ],
  ['one pod of two has to stay', 'wl-pdb', manifests(podsOf({}), budgetText('minAvailable: 1')), 0],
  ['half of the pods have to stay', 'wl-pdb', manifests(podsOf({}), budgetText('minAvailable: "50%"')), 0],
  [
    'a label whose value is a number',
    'wl-pdb',
    manifests(
      podsOf({ labels: '{app: web, generation: "3"}' }),
      budgetText('maxUnavailable: 1').replace('app: web', 'app: web, generation: "3"'),
    ),
    0,
  ],
  [
    'a number of pods that is not known',
    'wl-pdb',
    whole(manifests(podsOf({ spec: { replicas: '"{{ .Values.replicas }}"' } }))),
    0,
  ],
  [
    'what makes the pods is made by another',
    'wl-pdb',
    whole(manifests(podsOf({}).replace('kind: Deployment', 'kind: ReplicaSet'))),
    0,
  ],
  [
    'the namespaces of the cluster itself are bounded by nobody',
    'wl-quota-missing',
    whole(manifests('apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system}\n')),
    0,
  ],
  [
    'a Service whose endpoints somebody writes',
    'wl-dangling-refs',
    whole(manifests(serviceText('ClusterIP', { selector: '{}' }))),
    0,
  ],
  ['a Service that is a name for another', 'wl-dangling-refs', whole(manifests(serviceText('ExternalName'))), 0],
  ['a console that is published', 'wl-dashboard', portainer('ports: ["9443:9443"]'), 1],
  ['a console for the machine itself', 'wl-dashboard', portainer('ports: ["127.0.0.1:9443:9443"]'), 1],
  ['a console that its neighbours alone reach', 'wl-dashboard', portainer('expose: ["9443"]'), 1],
  ['a console on the network of the host', 'wl-dashboard', portainer('network_mode: host'), 1],
  ['a console behind a balancer', 'wl-dashboard', manifests(podsOf(image(dashboard)), serviceText('LoadBalancer')), 1],
  [
    'a console and a Service whose endpoints somebody writes',
    'wl-dashboard',
    manifests(podsOf(image(dashboard)), serviceText('NodePort', { selector: '{}' })),
    1,
  ],
  [
    'a console and a Service inside the cluster',
    'wl-dashboard',
    manifests(podsOf(image(dashboard)), serviceText('ClusterIP')),
    1,
  ],
  ['the bridge is asked for where there is no project', 'wl-default-bridge', run('--network=bridge a:1'), 1],
  [
    'a socket that is mounted beside the one that the client hands over',
    'wl-docker-sock',
    compose(
      '  web:\n    image: a:1\n    use_api_socket: true\n    volumes:\n      - /var/run/docker.sock:/srv/docker.sock\n',
    ),
    1,
  ],
  [
    'all of two secrets, whatever they have',
    'wl-env-duplicate',
    pod('containers: [{name: web, image: a:1, envFrom: [{secretRef: {name: a}}, {secretRef: {name: b}}]}]'),
    0,
  ],
  [
    'two variables whose names are not known',
    'wl-env-duplicate',
    pod('containers: [{name: web, image: a:1, env: [{name: "{{ .a }}", value: x}, {name: "{{ .b }}", value: x}]}]'),
    0,
  ],
  [
    'git-sync with other options',
    'wl-git-sync-injection',
    pod('containers: [{name: web, image: registry.example/git-sync:v4, args: ["--repo=https://git.example/a.git"]}]'),
    0,
  ],
  ['it sees the processes of the host as well', 'wl-host-userns', service('userns_mode: host, pid: host'), 1],
  [
    'a pod on the network of its node',
    'wl-host-userns',
    pod('hostUsers: true, hostNetwork: true, containers: [{name: web, image: a:1}]'),
    1,
  ],
  ['an image with a tag that is built here', 'wl-image-no-digest', service('build: .'), 0],
  [
    'nobody says where such an image is now',
    'wl-image-registry-deprecated',
    compose('  web: {image: "docker.io/bitnamilegacy/redis:7.2"}\n'),
    1,
  ],
  ['it has no terminal, and says so', 'wl-interactive-tty', service('stdin_open: true, tty: false'), 1],
  [
    'a component of the cluster with a helper of somebody else',
    'wl-namespace-kube-system',
    pod(
      'containers: [{name: dns, image: "registry.k8s.io/coredns:v1.12.4"}, {name: log, image: "a.example/log:1"}]',
      'kube-system',
    ),
    0,
  ],
  [
    'two programs of one pod that do not see each other',
    'wl-ns-share-container',
    pod('containers: [{name: a, image: a:1}, {name: b, image: b:1}]'),
    0,
  ],
  [
    'two programs of one pod that do',
    'wl-ns-share-container',
    pod('shareProcessNamespace: true, containers: [{name: a, image: a:1}, {name: b, image: b:1}]'),
    1,
  ],
  [
    'two programs of one task that do',
    'wl-ns-share-container',
    task('"pidMode": "task"', '{"name": "a", "image": "a:1"}, {"name": "b", "image": "b:1"}'),
    1,
  ],
  [
    'a helper that runs for as long as its pod',
    'wl-memory-request',
    pod('initContainers: [{name: log, image: a:1, restartPolicy: Always}], containers: []'),
    1,
  ],
  [
    'what is done before the pod begins',
    'wl-memory-request',
    pod('initContainers: [{name: setup, image: a:1}], containers: []'),
    0,
  ],
  ['a port of a database that is another inside', 'wl-publish-sensitive', service('ports: ["6379:8080"]'), 1],
  ['a port that the host does not publish', 'wl-publish-sensitive', service('ports: ["8080"]'), 0],
  [
    'ports where nobody knows the network',
    'wl-publish-sensitive',
    service('network_mode: "${NETWORK}", ports: ["6379:6379"]'),
    1,
  ],
  [
    'ports where the network is that of the host',
    'wl-publish-sensitive',
    service('network_mode: host, ports: ["6379:6379"]'),
    0,
  ],
  ['a port on the loopback of IPv6', 'wl-publish-sensitive', service('ports: ["[::1]:6379:6379"]'), 0],
  [
    'a port on the loopback of IPv6, in its long form',
    'wl-publish-sensitive',
    service('ports: [{target: 6379, published: "6379", host_ip: "::1"}]'),
    0,
  ],
  [
    'a port on the loopback of IPv6, in brackets',
    'wl-publish-sensitive',
    service('ports: [{target: 6379, published: "6379", host_ip: "[::1]"}]'),
    0,
  ],
  [
    'a port on the loopback by its name',
    'wl-publish-sensitive',
    service('ports: [{target: 6379, published: "6379", host_ip: localhost}]'),
    0,
  ],
  ['one program of many that the host runs', 'wl-sensitive-mount-rw', service('volumes: ["/usr/bin/tool:/tool"]'), 1],
  ['one folder of the kernel’s files', 'wl-sensitive-mount-rw', service('volumes: ["/usr/share:/share"]'), 0],
  [
    'a folder in a folder, and each has a meaning',
    'wl-sensitive-mount-rw',
    service('volumes: ["/var/lib/kubelet/device-plugins/a:/a"]'),
    1,
  ],
  [
    'a configuration and a volume of one name',
    'wl-shared-volume',
    manifests(
      podsOf({ says: { mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }] } }),
      podsOf({
        metadata: '{name: other, namespace: shop}',
        says: { image: 'b:1', mounts: [{ kind: 'config', source: 'data', target: '/data', readOnly: false }] },
      }),
    ),
    0,
  ],
  [
    'a claim that many nodes may read as well',
    'wl-statefulset-storage',
    manifests(
      podsOf({
        kind: 'StatefulSet',
        spec: {
          volumeClaimTemplates:
            '[{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce, ReadOnlyMany], resources: {requests: {storage: 1Gi}}}}]',
        },
      }),
    ),
    1,
  ],
  ['room without a bound that it may only read', 'wl-tmpfs-exec', scratchOf(', readOnly: true', ''), 0],
  ['room with a bound of its own', 'wl-tmpfs-exec', scratchOf('', 'sizeLimit: 1Mi'), 0],
  ['room without a bound', 'wl-tmpfs-exec', scratchOf('', ''), 1],
];

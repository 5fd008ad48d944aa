// The eight bad pods, from a file to the answer: https://bishopfox.com/blog/kubernetes-pod-privilege-escalation
// Each allows one thing that policies let slip, the first everything and the last nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plimsoll, scratch } from './plimsoll.ts';
import { writeFiles } from './scan-folder.ts';

interface Pod {
  readonly pod?: string;
  readonly context?: string;
  readonly mount?: true;
  readonly level: string;
  /** Rules of the steps to that level. */
  readonly steps: readonly string[];
  readonly possible: string;
}
const shared = 'hostNetwork: true, hostPID: true, hostIPC: true, ';
const pods: Readonly<Record<string, Pod>> = {
  'everything-allowed': {
    pod: shared,
    context: 'privileged: true',
    mount: true,
    level: 'node',
    steps: ['privileged'],
    possible: 'cloud',
  },
  'privileged-and-hostpid': {
    pod: 'hostPID: true, ',
    context: 'privileged: true',
    level: 'node',
    steps: ['privileged'],
    possible: 'cloud',
  },
  privileged: { context: 'privileged: true', level: 'node', steps: ['privileged'], possible: 'cloud' },
  hostpath: { mount: true, level: 'node', steps: ['host-path-write'], possible: 'cloud' },
  hostpid: { pod: 'hostPID: true, ', level: 'neighbours', steps: ['host-pid'], possible: 'cloud' },
  hostnetwork: { pod: 'hostNetwork: true, ', level: 'neighbours', steps: ['capability-effect'], possible: 'cloud' },
  hostipc: { pod: 'hostIPC: true, ', level: 'neighbours', steps: ['host-ipc'], possible: 'cloud' },
  'nothing-allowed': { level: 'contained', steps: [], possible: 'cloud' },
};
function manifest(name: string, { pod = '', context = '', mount }: Pod): string {
  const mounts = mount === undefined ? '' : ', volumeMounts: [{name: host, mountPath: /host}]';
  const volumes = mount === undefined ? '' : ', volumes: [{name: host, hostPath: {path: /}}]';
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: bad}
spec: {${pod}automountServiceAccountToken: false, containers: [{name: shell, image: registry.example/shell:1.0.0, securityContext: {${context}}${mounts}}]${volumes}}
`;
}
interface Answer {
  readonly reach: {
    readonly level: string;
    readonly possible: string;
    readonly chains: readonly {
      readonly to: string;
      readonly steps: readonly { readonly rule: string; readonly why: string }[];
      readonly assumes: readonly { readonly name: string }[];
    }[];
  };
}
async function answerTo(text: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const folder = writeFiles({ 'pod.yaml': text, ...more });
  const ran = await plimsoll(['scan', folder, '--format', 'json', '--only', 'reach'], { cache: scratch() });
  const [answer, ...others] = (JSON.parse(ran.stdout) as { workloads: readonly Answer[] }).workloads;
  assert.ok(answer !== undefined && others.length === 0, ran.stdout + ran.stderr);
  return answer;
}

for (const [name, pod] of Object.entries(pods))
  test(`the bad pod ${name}`, async () => {
    const { reach } = await answerTo(manifest(name, pod));
    const chain = reach.chains.find(({ to, assumes }) => to === reach.level && assumes.length === 0);
    assert.deepEqual(
      { level: reach.level, steps: (chain?.steps ?? []).map(({ rule }) => rule), possible: reach.possible },
      { level: pod.level, steps: pod.steps, possible: pod.possible },
    );
  });

const namespace = (level: string): Readonly<Record<string, string>> => ({
  'namespace.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: bad, labels: {pod-security.kubernetes.io/enforce: ${level}}}
`,
});
for (const [name, pod] of Object.entries(pods))
  test(`the bad pod ${name} where its namespace refuses it`, async () => {
    const { reach } = await answerTo(manifest(name, pod), namespace('baseline'));
    assert.deepEqual({ level: reach.level, possible: reach.possible }, { level: 'contained', possible: pod.possible });
    if (pod.level === 'contained') return;
    const { reach: open } = await answerTo(manifest(name, pod), namespace('privileged'));
    assert.equal(open.level, pod.level);
  });
test('a pod that runs has been let in, whatever its namespace enforces now', async () => {
  const text = manifest('privileged', { context: 'privileged: true', level: '', steps: [], possible: '' });
  const { reach } = await answerTo(
    text.replace('namespace: bad}', 'namespace: bad, uid: 6f1e}').replace('spec: {', 'spec: {nodeName: n1, '),
    namespace('baseline'),
  );
  assert.equal(reach.level, 'node');
});
test('what would be let in is judged as it is', async () => {
  const image = 'containers: [{name: shell, image: registry.example/shell:1.0.0';
  const text = manifest('hostpid', { pod: 'hostPID: true, ', level: '', steps: [], possible: '' });
  const { reach } = await answerTo(
    text.replace(image, `${image}, ports: [{containerPort: 80}]`),
    namespace('restricted'),
  );
  assert.equal(reach.level, 'contained');
  assert.ok(
    reach.chains.some(({ assumes }) => assumes.some(({ name }) => name === 'pod-admitted')),
    'the refusal is told',
  );
});

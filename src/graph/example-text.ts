// A hardened service and a hardened Deployment, from which the examples of the steps deviate in one thing.
import type { Example } from '../model/check.ts';

type Changes = Readonly<Record<string, string>>;
const service: Changes = {
  image: 'registry.example/web:1.4.2',
  read_only: 'true',
  cap_drop: '[ALL]',
  security_opt: '["no-new-privileges:true"]',
};
/** One service `web`, and whatever top-level text follows. */
export function composeExample(changes: Changes = {}, rest = ''): Example {
  return composeServices({ web: changes }, rest);
}
export function composeServices(services: Readonly<Record<string, Changes>>, rest = ''): Example {
  const lines = Object.entries(services).flatMap(([name, changes]) => [
    `  ${name}:`,
    ...linesOf('    ', { ...service, ...changes }),
  ]);
  return { format: 'compose', text: `${['name: shop', 'services:', ...lines].join('\n')}\n${rest}` };
}

export interface PodChanges {
  readonly kind?: 'Deployment' | 'DaemonSet';
  readonly name?: string;
  readonly pod?: Changes;
  readonly container?: Changes;
  readonly context?: Changes;
  /** A second container of the pod. */
  readonly second?: Changes;
}
const context: Changes = { allowPrivilegeEscalation: 'false', capabilities: '{drop: [ALL]}' };
export function kubernetesExample(changes: PodChanges = {}, rest = ''): Example {
  const name = changes.name ?? 'web';
  const first = { image: 'registry.example/web:1.4.2', ...changes.container };
  const text = [
    'apiVersion: apps/v1',
    `kind: ${changes.kind ?? 'Deployment'}`,
    `metadata: {name: ${name}, namespace: shop}`,
    'spec:',
    `  selector: {matchLabels: {app: ${name}}}`,
    '  template:',
    `    metadata: {labels: {app: ${name}}}`,
    '    spec:',
    ...linesOf('      ', { automountServiceAccountToken: 'false', ...changes.pod }),
    '      containers:',
    ...containerLines(name, first, { ...context, ...changes.context }),
    ...(changes.second === undefined
      ? []
      : containerLines('side', { image: 'registry.example/side:2.0.1', ...changes.second }, context)),
    '',
  ].join('\n');
  return { format: 'kubernetes', text: `${text}${rest}` };
}
/** A Deployment that mounts one path of the host at `/mnt`. */
export function hostPathExample(path: string, { readOnly = 'false' } = {}): Example {
  return kubernetesExample({
    pod: { volumes: `[{name: host, hostPath: {path: ${path}}}]` },
    container: { volumeMounts: `[{name: host, mountPath: /mnt, readOnly: ${readOnly}}]` },
  });
}

export interface RightsChanges {
  /** Of a ClusterRole; without any there is none. */
  readonly rules?: readonly string[];
  /** The role is bound for the whole cluster, not for the namespace. */
  readonly everywhere?: true;
  /** Documents that follow. */
  readonly rest?: readonly string[];
}
/** A Deployment whose account has a role with these rules, each as `ruleText` writes it. */
export function rightsExample({ rules = [], everywhere, rest = [] }: RightsChanges): Example {
  const pod = { serviceAccountName: 'web', automountServiceAccountToken: 'true' };
  const api = 'apiVersion: rbac.authorization.k8s.io/v1\n';
  const [kind, place] = everywhere ? ['ClusterRoleBinding', ''] : ['RoleBinding', ', namespace: shop'];
  const role = `${api}kind: ClusterRole\nmetadata: {name: web}\nrules:\n${rules.map((rule) => `- {${rule}}\n`).join('')}`;
  const binding = `${api}kind: ${kind}\nmetadata: {name: web${place}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: web}\nsubjects:\n- {kind: ServiceAccount, name: web, namespace: shop}\n`;
  const more = rules.length === 0 ? rest : [role, binding, ...rest];
  return kubernetesExample({ pod }, more.map((text) => `---\n${text}`).join(''));
}
/** One rule of a role on one line. */
export function ruleText(group: string, resources: readonly string[], verbs: readonly string[]): string {
  return `apiGroups: ["${group}"], resources: ${flow(resources)}, verbs: ${flow(verbs)}`;
}
function flow(words: readonly string[]): string {
  return `[${words.map((word) => `"${word}"`).join(', ')}]`;
}

function containerLines(name: string, keys: Changes, context: Changes): readonly string[] {
  return [
    `        - name: ${name}`,
    ...linesOf('          ', keys),
    '          securityContext:',
    ...linesOf('            ', context),
  ];
}
function linesOf(indent: string, keys: Changes): readonly string[] {
  return Object.entries(keys).map(([key, text]) => `${indent}${key}: ${text}`);
}

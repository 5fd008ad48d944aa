// A hardened service and a hardened Deployment, from which every example of a workload rule deviates in one thing.
import type { Example } from '../../model/check.ts';

/** A key and its text after the colon; undefined takes the key out. */
type Changes = Readonly<Record<string, string | undefined>>;

const service: Changes = {
  image: 'registry.example/web:1.4.2',
  user: '"10001:10001"',
  read_only: 'true',
  cap_drop: '[ALL]',
  security_opt: '["no-new-privileges:true"]',
  mem_limit: '256m',
  cpus: '0.5',
  pids_limit: '100',
};
const container: Changes = {
  name: 'web',
  image: 'registry.example/web:1.4.2',
  resources: '{limits: {cpu: 500m, memory: 256Mi}}',
};
const context: Changes = {
  allowPrivilegeEscalation: 'false',
  capabilities: '{drop: [ALL]}',
  readOnlyRootFilesystem: 'true',
  runAsNonRoot: 'true',
  runAsUser: '10001',
  seccompProfile: '{type: RuntimeDefault}',
};
const pod: Changes = { automountServiceAccountToken: 'false' };

/** A Compose file of one service. */
export function composeExample(changes: Changes = {}, also: readonly string[] = []): Example {
  const text = ['services:', '  web:', ...linesOf('    ', { ...service, ...changes }), ''].join('\n');
  return exampleOf('compose', text, also);
}

export interface KubernetesChanges {
  readonly pod?: Changes;
  readonly container?: Changes;
  readonly context?: Changes;
}
/** A Deployment of one container. */
export function kubernetesExample(changes: KubernetesChanges = {}, also: readonly string[] = []): Example {
  const [name, ...rest] = linesOf('          ', { ...container, ...changes.container });
  const text = [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: {name: web, namespace: shop}',
    'spec:',
    '  selector: {matchLabels: {app: web}}',
    '  template:',
    '    metadata: {labels: {app: web}}',
    '    spec:',
    ...linesOf('      ', { ...pod, ...changes.pod }),
    '      containers:',
    `        - ${(name ?? '').trimStart()}`,
    ...rest,
    '          securityContext:',
    ...linesOf('            ', { ...context, ...changes.context }),
    '',
  ].join('\n');
  return exampleOf('kubernetes', text, also);
}
/** A Deployment whose container mounts one host path at `/mnt`. */
export function hostPathExample(
  mount: { readonly path: string; readonly readOnly?: true; readonly more?: string },
  also: readonly string[] = [],
): Example {
  const rest = `${mount.readOnly === true ? ', readOnly: true' : ''}${mount.more ?? ''}`;
  return kubernetesExample(
    {
      pod: { volumes: `[{name: host, hostPath: {path: ${mount.path}}}]` },
      container: { volumeMounts: `[{name: host, mountPath: /mnt${rest}}]` },
    },
    also,
  );
}

function linesOf(indent: string, keys: Changes): string[] {
  return Object.entries(keys).flatMap(([key, text]) => (text === undefined ? [] : [`${indent}${key}: ${text}`]));
}
function exampleOf(format: Example['format'], text: string, also: readonly string[]): Example {
  return also.length === 0 ? { format, text } : { format, text, also };
}

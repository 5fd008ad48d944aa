// Examples about pods as a whole, their controllers and what stands beside them: whole manifests.
import { podsText } from '../rbac/example-text.ts';
import type { Says } from './example-says.ts';

export interface PodsOf {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Pod' | 'Job' | 'CronJob';
  readonly apiVersion?: string;
  /** With its namespace: `{name: web, namespace: shop}`. */
  readonly metadata?: string;
  readonly labels?: string;
  readonly says?: Says;
  /** Members of the pod's spec; '' takes out what is there. */
  readonly pod?: Readonly<Record<string, string>>;
  /** The same of the controller's. */
  readonly spec?: Readonly<Record<string, string>>;
}
const versions = { Pod: 'v1', Job: 'batch/v1', CronJob: 'batch/v1' } as const;
const isWorker = (kind: string): kind is 'Job' | 'CronJob' => kind === 'Job' || kind === 'CronJob';

/** The hardened pod under a controller of this kind. */
export function podsOf({ kind = 'Deployment', ...more }: PodsOf): string {
  const { metadata = '{name: web, namespace: shop}', labels = '{app: web, app.kubernetes.io/name: web}' } = more;
  const own = podsText('web', more.says ?? {}).split('    spec:\n')[1] ?? '';
  const pod = changed(dedented(own), { ...(isWorker(kind) && { restartPolicy: 'Never' }), ...more.pod });
  const apiVersion = more.apiVersion ?? (kind in versions ? versions[kind as keyof typeof versions] : 'apps/v1');
  const head = [`apiVersion: ${apiVersion}`, `kind: ${kind}`];
  if (kind === 'Pod') {
    const named = metadata.replace(/\}$/, `, labels: ${labels}}`);
    return text([...head, `metadata: ${named}`, 'spec:', ...indented(pod, 2)]);
  }
  const members = changed(isWorker(kind) ? [] : ['replicas: 2', 'selector: {matchLabels: {app: web}}'], {
    ...(kind === 'CronJob' && { schedule: '"0 3 * * *"', startingDeadlineSeconds: '600' }),
    ...(kind === 'Job' && { ttlSecondsAfterFinished: '600' }),
    ...(kind === 'StatefulSet' && { serviceName: 'web' }),
    ...(kind === 'DaemonSet' && { replicas: '' }),
    ...more.spec,
  });
  const template = ['template:', `  metadata: {labels: ${labels}}`, '  spec:', ...indented(pod, 4)];
  const body = kind === 'CronJob' ? ['jobTemplate:', '  spec:', ...indented(template, 4)] : template;
  return text([...head, `metadata: ${metadata}`, 'spec:', ...indented([...members, ...body], 2)]);
}
function dedented(body: string): readonly string[] {
  return body
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(6));
}
function indented(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => `${' '.repeat(by)}${line}`);
}
function text(lines: readonly string[]): string {
  return [...lines, ''].join('\n');
}
function changed(lines: readonly string[], members: Readonly<Record<string, string>>): readonly string[] {
  const kept = lines.filter((line) => !Object.keys(members).some((key) => line.startsWith(`${key}:`)));
  const added = Object.entries(members).filter(([, value]) => value !== '');
  return [...added.map(([key, value]) => `${key}: ${value}`), ...kept];
}
/** A Service of the namespace `shop` for the pods labelled `app: web`. */
export function serviceText(type: string, more: { readonly selector?: string } = {}): string {
  return `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: ${type}, selector: ${more.selector ?? '{app: web}'}, ports: [{port: 80}]}
`;
}
/** A budget of those pods, and a scaler of the Deployment `web`. */
export function budgetText(spec: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {${spec}, selector: {matchLabels: {app: web}}}
`;
}
export function scalerText(spec: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 9, ${spec}}
`;
}

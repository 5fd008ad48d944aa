// Judges guests in the namespaces of the cluster itself: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import type { JudgedWorkload } from './container.ts';
import { podsOf } from './example-pods.ts';
import { imageNameOf } from '../../model/image-name.ts';
import { ofTheWhole } from './pod-kinds.ts';

export const namespaceKubeSystem: Check<'workload'> = {
  id: toRuleId('wl-namespace-kube-system'),
  title: 'Lives among the components of the cluster',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'Rules for pods often leave these namespaces out, and their accounts and secrets are those of the cluster: whoever takes over a pod there, or may change it, is next to all of them.',
  todo: 'Move it to a namespace of its own.',
  refs: ['CISK 5.6.1', 'NSA:Net', 'KSV-0037', 'kics:611ab018', 'falco:"Pod Created in Kube Namespace"'],
  since: '2026.11',
  get examples() {
    const metadata = '{name: web, namespace: kube-system}';
    const image = `registry.k8s.io/coredns:v1.12.4@sha256:${'1'.repeat(64)}`;
    return {
      bad: [manifests(podsOf({ metadata }))],
      good: [
        manifests(podsOf({})),
        manifests(podsOf({ metadata, says: { image } })),
        manifests(podsOf({ metadata, kind: 'DaemonSet', pod: { priorityClassName: 'system-node-critical' } })),
      ],
    };
  },
  *run(workload) {
    const { namespace } = workload;
    if (namespace === undefined || !ofTheCluster.has(namespace) || isComponent(workload)) return;
    yield* ofTheWhole(workload, {
      key: 'namespace',
      what: `lives in ${namespace}`,
      name: 'metadata.namespace',
      value: namespace,
    });
  },
};

const ofTheCluster: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);
/** Of the project itself, or so much part of the cluster that it is never evicted. */
function isComponent({ containers, pod, engine }: JudgedWorkload): boolean {
  if (engine !== 'kubernetes' || valueOf(pod?.priorityClass)?.startsWith('system-') === true) return true;
  return containers.some(({ image }) => {
    const name = imageNameOf(image);
    return name === undefined || ours.has(name.registry);
  });
}
const ours: ReadonlySet<string> = new Set(['registry.k8s.io', 'k8s.gcr.io']);

// The step from an identity that may take the guard off a namespace and create pods there to the nodes: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#namespace-modification
import type { EdgeRule } from '../../model/graph.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { placeOf, rightsNode } from '../nodes.ts';
import { clustersIn, systemNamespace, takesAnyPod } from '../rights/rights-places.ts';
import { stepsTogether, type Part } from '../rights/rights-step.ts';

const pods = ruleText('', ['pods'], ['create']);
const guarded =
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}\n';
export const relabelNamespace: EdgeRule = {
  id: 'relabel-namespace',
  title: 'An identity may switch Pod Security off and create pods',
  why: 'What Pod Security admission enforces is written in labels of the namespace. Who may change them takes the guard off first, and then creates a privileged pod.',
  refs: ['T1562.001', 'T1611', 'IceKube PATCH_NAMESPACE_TO_BYPASS_PSA'],
  examples: {
    bad: [rightsExample({ rules: [pods, ruleText('', ['namespaces'], ['patch'])], rest: [guarded] })],
    good: [
      rightsExample({ rules: [pods], rest: [guarded] }),
      rightsExample({ rules: [pods, ruleText('', ['namespaces'], ['patch'])] }),
      rightsExample({ rules: [ruleText('', ['namespaces'], ['patch'])], rest: [guarded] }),
      composeExample(),
    ],
  },
  *edges(world) {
    const rights = [['patchNamespaces'], ['createPods', 'createWorkloads', 'debugPods']] as const;
    const known = new Map(clustersIn(world).map(({ place, namespaces }) => [placeOf(place), namespaces]));
    yield* stepsTogether(
      world,
      { rule: 'relabel-namespace', rights },
      ({ place }, { namespace, parts: [labels = [], making = []] }) => {
        // Those who make pods, or debug those that they choose, have a step of their own where nothing is in their way.
        const isAny = making.every(({ held }) => held.right !== 'debugPods' || held.names.length === 0);
        if (isAny && takesAnyPod(world, place, namespace ?? systemNamespace)) return [];
        const where = namespace === undefined ? (known.get(placeOf(place)) ?? new Set()) : new Set([namespace]);
        const isOver = ({ held: { names } }: Part): boolean =>
          names.length === 0 || names.some((name) => where.has(name));
        if (!labels.some(isOver)) return [];
        return [{ to: rightsNode(place, undefined, 'nodes'), yields: ['POLICY_BYPASS', 'HOST_ROOT'] }];
      },
    );
  },
};

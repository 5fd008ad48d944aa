// The step from an identity that may change pods or run commands in them to these pods: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes
import type { EdgeRule } from '../../model/graph.ts';
import type { World } from '../../model/facts.ts';
import { assuming, unlessSeen } from '../conditions.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import type { Grant, Held } from '../rights/grants.ts';
import { rightsNode } from '../nodes.ts';
import { podsNamed, podsOnNodes } from '../rights/rights-pods.ts';
import { podSecurity, systemNamespace, takesAnyPod } from '../rights/rights-places.ts';
import type { RightName } from '../rights/rights.ts';
import { stepsByRight, type Way } from '../rights/rights-step.ts';

export const changePods: EdgeRule = {
  id: 'change-pods',
  title: 'An identity may run code in pods of others',
  why: 'A command, another image or a debug container runs with all that the pod has: its account, its mounts, its place in the network. The proxy of a node does the same through its kubelet, and no audit log says so.',
  refs: [
    'T1609',
    'T1610',
    'KubeHound POD_EXEC',
    'KubeHound POD_PATCH',
    'IceKube EXEC_INTO',
    'IceKube DEBUG_POD',
    'IceKube CAN_EXEC_THROUGH_KUBELET',
    'rp:nodes_proxy',
  ],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText('', ['pods/exec'], ['create'])] }),
      rightsExample({ rules: [ruleText('', ['pods'], ['patch'])] }),
      rightsExample({ rules: [ruleText('apps', ['deployments'], ['update'])] }),
      rightsExample({ rules: [ruleText('', ['nodes/proxy'], ['get'])], everywhere: true }),
    ],
    good: [
      rightsExample({ rules: [ruleText('', ['pods', 'pods/log'], ['get', 'list'])] }),
      rightsExample({ rules: [ruleText('', ['nodes/proxy'], ['get'])] }),
      rightsExample({ rules: [ruleText('batch', ['jobs'], ['update'])] }),
      composeExample(),
    ],
  },
  *edges(world, facts) {
    const named = podsNamed(world, facts);
    const onNode = podsOnNodes(world, facts);
    const rule = { rule: 'change-pods', rights: Object.keys(wanted) as readonly (keyof typeof wanted)[] };
    yield* stepsByRight(world, rule, (grant, held) => {
      const { place, namespace } = grant;
      const when = wanted[held.right as keyof typeof wanted] ?? undefined;
      const yields = ['PEER_CODE'];
      if (held.names.length > 0) {
        const find = held.right === 'proxyNodes' ? onNode : named;
        return held.names.flatMap((name) =>
          find({ place, namespace, name, types: typesOf(held) }).map((to): Way => ({ to, when, yields })),
        );
      }
      const types = typesOf(held);
      const hubs = types === undefined ? ['pods'] : types.map((type) => `pods of ${type}`);
      return [
        ...hubs.map((hub): Way => ({ to: rightsNode(place, namespace, hub), when, yields })),
        ...throughDebugging(world, grant, held),
      ];
    });
  },
};
/** What more has to hold. */
const wanted = {
  execPods: undefined,
  execByGet: assuming('exec-by-get', 'the API server is older than 1.35, and lets those run commands that may get'),
  attachPods: assuming('takes-input', 'a program of the pod does what its standard input says'),
  patchPods: undefined,
  changeWorkloads: undefined,
  debugPods: undefined,
  proxyNodes: undefined,
} as const satisfies { readonly [R in RightName]?: unknown };

const workloadTypes: ReadonlyMap<string, string> = new Map([
  ['deployments', 'Deployment'],
  ['daemonsets', 'DaemonSet'],
  ['statefulsets', 'StatefulSet'],
  ['replicasets', 'ReplicaSet'],
  ['replicationcontrollers', 'ReplicationController'],
  ['cronjobs', 'CronJob'],
]);
/** Kinds of workloads whose template is changed; undefined where it is the pods themselves. */
function typesOf({ right, rules }: Held): readonly string[] | undefined {
  if (right !== 'changeWorkloads') return undefined;
  const resources = new Set(rules.flatMap(({ hits }) => hits.map(({ resource }) => resource)));
  return [...resources].map((resource) => workloadTypes.get(resource) ?? '');
}
/** A debug container may be privileged where any pod may. */
function throughDebugging(world: World, { place, namespace }: Grant, { right }: Held): readonly Way[] {
  if (right !== 'debugPods' || !takesAnyPod(world, place, namespace ?? systemNamespace)) return [];
  const when = unlessSeen(podSecurity);
  const more = ', and a debug container may be privileged';
  return [{ to: rightsNode(place, undefined, 'nodes'), when, more, yields: ['HOST_ROOT'] }];
}

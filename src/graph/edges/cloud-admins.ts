// The step from an identity that may write who of the cloud is who in the cluster: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
import type { World } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import type { EdgeRule } from '../../model/graph.ts';
import { always, assuming, type Condition } from '../conditions.ts';
import { rightsExample, ruleText } from '../example-text.ts';
import { clusterNode, cloudNode, type Place } from '../nodes.ts';
import { systemNamespace } from '../rights/rights-places.ts';
import { stepsByRight } from '../rights/rights-step.ts';

const named = `${ruleText('', ['configmaps'], ['update'])}, resourceNames: [aws-auth]`;
export const cloudAdmins: EdgeRule = {
  id: 'cloud-admins',
  title: 'An identity may say which identities of the cloud rule the cluster',
  why: 'In EKS the ConfigMap aws-auth makes roles of AWS into groups of the cluster: who writes it writes its own role in. In AKS an exception lets a pod have the identity of its node.',
  refs: [
    'T1098',
    'T1098.006',
    'IceKube UPDATE_AWS_AUTH',
    'IceKube AZURE_POD_IDENTITY_EXCEPTION',
    'rp:eks_modify_aws_auth',
  ],
  examples: {
    bad: [
      rightsExample({ rules: [named], everywhere: true }),
      rightsExample({ rules: [ruleText('aadpodidentity.k8s.io', ['azureidentities'], ['create'])] }),
    ],
    good: [
      rightsExample({ rules: [named] }),
      rightsExample({ rules: [`${ruleText('', ['configmaps'], ['update'])}, resourceNames: [web]`], everywhere: true }),
    ],
  },
  *edges(world) {
    const rule = { rule: 'cloud-admins', rights: ['editAwsAuth'] } as const;
    yield* stepsByRight(world, rule, ({ place, namespace = systemNamespace }) => {
      const when = onEks(world, place);
      if (namespace !== systemNamespace || when === undefined) return [];
      return [{ to: clusterNode(place), when, yields: ['CLUSTER_ADMIN'] }];
    });
    const azure = assuming('pod-identity', 'the cluster hands identities of Azure to pods by these objects');
    yield* stepsByRight(world, { rule: 'cloud-admins', rights: ['bindAzureIdentities'] }, ({ place }) => [
      { to: cloudNode(place), when: azure, yields: ['CLOUD_ACCOUNT'] },
    ]);
  },
};
/** Undefined where its machines are another cloud's. */
function onEks(world: World, { scope }: Place): Condition | undefined {
  const isUsed = world.facts('variables').some((one) => one.scope === scope && one.name === 'aws-auth');
  if (isUsed) return always;
  const clouds = world
    .facts('host')
    .flatMap((one) => (one.scope === scope && isKnown(one.cloud) ? [one.cloud.value] : []));
  if (clouds.length > 0 && !clouds.includes('aws')) return undefined;
  return assuming('aws-auth-in-use', 'the cluster is one of EKS that reads the ConfigMap aws-auth');
}

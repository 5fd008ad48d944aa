// The steps from an identity that may redirect what others send to these others: https://kubernetes.io/docs/concepts/services-networking/service/
import type { EdgeRule } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { clusterNode, rightsNode } from '../nodes.ts';
import { systemNamespace } from '../rights/rights-places.ts';
import { stepsByRight } from '../rights/rights-step.ts';

export const redirectTraffic: EdgeRule = {
  id: 'redirect-traffic',
  title: 'An identity may redirect what others send',
  why: 'Endpoints, the status of services and pods, the names that the cluster resolves: who writes them stands in the middle. What passes there in clear, or is trusted for its sender, is theirs.',
  refs: [
    'T1557',
    'CVE-2020-8554',
    'CVE-2021-25740',
    'CVE-2022-3172',
    'KSV-0049',
    'rp:modify_service_status_cve_2020_8554',
  ],
  examples: {
    bad: [
      rightsExample({ rules: [ruleText('discovery.k8s.io', ['endpointslices'], ['patch'])] }),
      rightsExample({ rules: [ruleText('apiregistration.k8s.io', ['apiservices'], ['create'])], everywhere: true }),
    ],
    good: [
      rightsExample({ rules: [ruleText('', ['endpoints'], ['get', 'list', 'watch'])] }),
      rightsExample({ rules: [ruleText('apiregistration.k8s.io', ['apiservices'], ['create'])] }),
      composeExample(),
    ],
  },
  *edges(world) {
    const trusted = assuming('traffic-trusted', 'what is sent there gives its sender or its receiver away');
    const yields = ['CLUSTER_MITM'];
    const own = ['editEndpoints', 'editServiceStatus', 'editPodStatus'] as const;
    yield* stepsByRight(world, { rule: 'redirect-traffic', rights: own }, ({ place, namespace }) => [
      { to: rightsNode(place, namespace, 'pods'), when: trusted, yields },
    ]);
    yield* stepsByRight(world, { rule: 'redirect-traffic', rights: ['editResolver'] }, ({ place, namespace }) =>
      namespace !== undefined && namespace !== systemNamespace
        ? []
        : [{ to: rightsNode(place, undefined, 'pods'), when: trusted, yields }],
    );
    const tokens = assuming('tokens-pass', 'somebody with wide rights sends a token to the service in between');
    yield* stepsByRight(world, { rule: 'redirect-traffic', rights: ['editApiServices'] }, ({ place }) => [
      { to: clusterNode(place), when: tokens, yields },
    ]);
  },
};

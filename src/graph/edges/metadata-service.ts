// The step to the account of the cloud that the host may run in: https://attack.mitre.org/techniques/T1552/005/
import type { Fix } from '../../model/edit.ts';
import type { World } from '../../model/facts.ts';
import type { EdgeRule, NodeId } from '../../model/graph.ts';
import { isKnown } from '../../model/field.ts';
import { all, always, assuming, type Condition } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { machineOf } from '../host/machines.ts';
import { allows } from '../network/network-policy.ts';
import { cloudNode, hostNetworkNode } from '../nodes.ts';
import { networksOf, type Membership } from '../network/networks.ts';
import { anyOf, type Verdict } from '../network/policy-match.ts';
import { subjectsOf, toEdge, type Subject } from '../step.ts';
import { conditionOf } from './published-port.ts';

export const metadataService: EdgeRule = {
  id: 'metadata-service',
  title: 'A cloud gives credentials to its machines',
  why: 'In most clouds an address that every container reaches hands out the credentials of the machine. Whether the host is such a machine, and whether the address is closed to containers, is seldom seen; a network policy that closes it is.',
  refs: ['T1552.005'],
  examples: {
    bad: [composeExample(), kubernetesExample()],
    good: [composeExample({ network_mode: 'none' }), composeExample({}, 'networks: {default: {internal: true}}\n')],
  },
  *edges(world, facts) {
    const verdicts = new Map<NodeId, Verdict>();
    for (const subject of subjectsOf(world, facts)) {
      const { workload, node } = subject;
      const [routed, ...others] = networksOf(world, subject)
        .filter((one) => one.routed)
        .toSorted((a, b) => a.when.assumes.length - b.when.assumes.length);
      if (routed === undefined) continue;
      const onHost = routed.node === hostNetworkNode(workload);
      const cloud = cloudOf(world, subject);
      // Pods that begin at one node of the network have the same rights.
      const key: NodeId = `${routed.node} ${cloud ?? ''}`;
      const verdict = verdicts.get(key) ?? (onHost ? 'yes' : reaches(world, subject, cloud));
      verdicts.set(key, verdict);
      const answers = answering(cloud, onHost);
      yield toEdge({
        rule: 'metadata-service',
        from: node,
        to: cloudNode(workload),
        when: all(answers, { ...always, assumes: routed.when.assumes }, conditionOf(verdict)) ?? answers,
        why: 'it reaches the address where clouds give credentials',
        yields: ['CLOUD_ACCOUNT'],
        fixes: others.length === 0 ? withoutRoute(routed) : [],
      });
    }
  },
};
function withoutRoute({ fact }: Membership): readonly Fix[] {
  if (fact?.pointer === undefined || fact.external) return [];
  const pointer = [...fact.pointer, 'internal'];
  const edit = { op: 'set-at', target: { fact: fact.id }, pointer, value: true } as const;
  return [{ say: `give the network ${fact.name} no way out`, edits: [edit] }];
}
function cloudOf(world: World, subject: Subject): string | undefined {
  const cloud = machineOf(world, subject)?.cloud;
  return isKnown(cloud) && addresses.has(cloud.value) ? cloud.value : undefined;
}
const usual = ['169.254.169.254'];
/** By the name that each gives itself in the id of a machine. */
const addresses: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws', [...usual, 'fd00:ec2::254']],
  ['azure', [...usual, '168.63.129.16']],
  ['gce', usual],
  ['alicloud', ['100.100.100.200']],
  ['oci', [...usual, '192.0.0.192']],
  ['openstack', usual],
  ['ibm', usual],
  ['qcloud', usual],
  ['digitalocean', usual],
  ['hcloud', usual],
  ['scaleway', ['169.254.42.42']],
  ['yandex', usual],
]);
function reaches(world: World, { workload }: Subject, cloud: string | undefined): Verdict {
  if (workload.engine !== 'kubernetes') return 'yes';
  const asked = addresses.get(cloud ?? '') ?? usual;
  return anyOf(asked, (address) => allows(world, { from: workload, to: { address }, port: 80, protocol: 'tcp' }));
}
/** A hop limit of one stops containers that have a network of their own. */
function answering(cloud: string | undefined, onHost: boolean): Condition {
  if (cloud === undefined)
    return assuming('metadata-service', 'the host is a machine of a cloud that gives containers its credentials');
  return onHost
    ? assuming('machine-identity', `an identity with rights was given to the machine at ${cloud}`)
    : assuming('metadata-open', `the metadata service of ${cloud} answers containers, whatever its hop limit`);
}

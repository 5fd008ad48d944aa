// The steps of reading keys, tokens and other containers' files on the host: https://attack.mitre.org/techniques/T1552/001/
import type { EdgeRule } from '../../model/graph.ts';
import { isWithin } from '../../model/host-path.ts';
import type { Gifts } from '../../model/host-places.ts';
import { holdsCapability } from '../host/capabilities.ts';
import { all, always, asFileOwner, labelledFiles, mappedUsers, type Condition } from '../conditions.ts';
import { unconfined } from '../host/confinement.ts';
import { composeExample, hostPathExample } from '../example-text.ts';
import { hostMountsOf, removingMount, type HostMount } from '../host/host-mounts.ts';
import { giftsOf, withGift } from '../host/host-paths.ts';
import { clusterNode, nodeCredentials } from '../nodes.ts';
import { placedSubjectsOf, toEdge, type Subject } from '../step.ts';
import { containerFiles } from './container-files.ts';

export const hostPathRead: EdgeRule = {
  id: 'host-path-read',
  title: 'Secrets of the host can be read',
  why: 'Keys, password hashes, tokens of pods and the credentials of a node lie in known places; to read them a read-only mount is enough.',
  refs: ['T1552.001', 'T1552.004', 'T1528', 'KubeHound EXPLOIT_HOST_READ', 'KubeHound TOKEN_STEAL'],
  examples: {
    bad: [
      composeExample({ volumes: '["/root:/keys:ro"]' }),
      composeExample({ volumes: '["/:/host:ro"]' }),
      composeExample({ volumes: '["/var/lib/docker/containers:/logs:ro"]' }),
      composeExample({ volumes: '["/var/lib/docker/volumes:/volumes:ro"]' }),
      hostPathExample('/var/lib/kubelet', { readOnly: 'true' }),
      hostPathExample('/var/lib/kubelet/plugins/kubernetes.io', { readOnly: 'true' }),
    ],
    good: [
      composeExample({ volumes: '["/etc/localtime:/etc/localtime:ro"]' }),
      hostPathExample('/srv/data', { readOnly: 'true' }),
      hostPathExample('/var/lib/kubelet/plugins/ebs.csi.aws.com', { readOnly: 'true' }),
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { workload, container, node, machine } = subject;
      for (const found of hostMountsOf(subject, world)) {
        const gifts = giftsOf(found.path);
        const open = all(
          found.when,
          asFileOwner(container),
          mappedUsers(container, machine),
          labelledFiles(container, machine),
        );
        if (open === undefined) continue;
        const step = {
          rule: 'host-path-read',
          from: node,
          why: `it may read ${found.path} of the host`,
          fixes: removingMount(subject, found),
        };
        const secrets = secretsIn(subject, found, gifts);
        if (secrets !== undefined) {
          const when = all(open, secrets);
          if (when !== undefined)
            yield toEdge({ ...step, to: nodeCredentials(subject.host), when, yields: codes(workload.engine) });
        }
        const others = all(open, filesOfContainers(subject, gifts));
        if (gifts.containers !== undefined && others !== undefined)
          yield toEdge({ ...step, to: containerFiles(subject.host), when: others, yields: ['HOST_READ', 'PEER_READ'] });
        if (gifts.cluster === undefined || workload.engine !== 'kubernetes') continue;
        const when = all(open, withGift(gifts.cluster, machine));
        if (when !== undefined)
          yield toEdge({ ...step, to: clusterNode(workload), when, yields: ['CLUSTER_SECRETS', 'CLUSTER_ADMIN'] });
      }
    }
  },
};

/** Through the folder of a process, /proc of the host leads to all files; entering it takes SYS_PTRACE. */
function secretsIn({ workload, container, machine }: Subject, found: HostMount, gifts: Gifts): Condition | undefined {
  if (gifts.secrets === undefined) return undefined;
  if (gifts.secrets === true || !isWithin('/proc', found.path)) return withGift(gifts.secrets, machine);
  const entered = all(holdsCapability(workload, container, 'SYS_PTRACE'), unconfined(container, machine));
  return entered?.assumes.length === 0 ? { ...always, fields: entered.fields } : withGift(gifts.secrets, machine);
}
/** Logs of pods lie in /var/log; an engine keeps those of containers in its own folder until it is told otherwise. */
function filesOfContainers({ workload, machine }: Subject, { containers = true }: Gifts): Condition | undefined {
  return workload.engine === 'kubernetes' ? always : withGift(containers, machine);
}
function codes(engine: string): readonly string[] {
  return ['HOST_READ', 'HOST_SECRETS', ...(engine === 'kubernetes' ? ['SA_TOKENS', 'NODE_CRED'] : [])];
}

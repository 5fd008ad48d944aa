// The step from the files of all containers of a host to the containers themselves: https://attack.mitre.org/techniques/T1005/
import type { EdgeRule, NodeId } from '../../model/graph.ts';
import { toNodeId } from '../../model/graph.ts';
import { assuming } from '../conditions.ts';
import { composeServices, hostPathExample } from '../example-text.ts';
import { hostMountsOf } from '../host/host-mounts.ts';
import { giftsOf } from '../host/host-paths.ts';
import { pathMark } from '../nodes.ts';
import { placedSubjectsOf, toEdge } from '../step.ts';

export function containerFiles(host: NodeId): NodeId {
  return toNodeId('volume', `${host.slice('host:'.length)}${pathMark}files of all containers`);
}
export const containerFilesRule: EdgeRule = {
  id: 'container-files',
  title: 'Files and logs of all containers lie in one place',
  why: 'Whoever reads the storage or the logs of an engine reads what every container on the host has written, its environment included. To take a container over, something in there has to be a way in.',
  refs: ['T1005', 'T1552.001'],
  examples: {
    bad: [
      composeServices({ logs: { volumes: '["/var/lib/docker:/var/lib/docker:ro"]' }, web: {} }),
      hostPathExample('/var/log/pods', { readOnly: 'true' }),
    ],
    good: [composeServices({ logs: { volumes: '["/var/lib/logs:/logs"]' }, web: {} })],
  },
  *edges(world, facts) {
    const read = new Set<NodeId>();
    for (const subject of placedSubjectsOf(world, facts)) {
      for (const { path } of hostMountsOf(subject, world)) if (giftsOf(path).containers) read.add(subject.host);
    }
    const when = assuming('secret-inside', 'what a container wrote or was given has a credential in it that opens it');
    for (const { host, node } of placedSubjectsOf(world, facts)) {
      if (!read.has(host)) continue;
      yield toEdge({
        rule: 'container-files',
        from: containerFiles(host),
        to: node,
        when,
        why: 'its files are among those of all containers',
        yields: ['PEER_READ'],
      });
    }
  },
};

// What a mounted folder of the host lets be seen or disturbed without giving the host away:
// https://docs.kernel.org/filesystems/proc.html https://docs.kernel.org/admin-guide/cgroup-v2.html
import { isWithin } from '../../model/host-path.ts';
import type { EdgeRule } from '../../model/graph.ts';
import { wieldsCapability } from '../host/capabilities.ts';
import {
  all,
  always,
  asFileOwner,
  assuming,
  labelledFiles,
  mappedUsers,
  sharesKernel,
  type Condition,
} from '../conditions.ts';
import type { EffectCode } from '../effects.ts';
import { composeExample, hostPathExample } from '../example-text.ts';
import { hostMountsOf, removingMount } from '../host/host-mounts.ts';
import { effectNode } from '../nodes.ts';
import { placedSubjectsOf, toEdge, type Subject } from '../step.ts';

export const hostPathEffect: EdgeRule = {
  id: 'host-path-effect',
  title: 'A folder of the host shows or disturbs what is not its own',
  why: 'Through /proc the processes of the host are seen, through its control groups they are stopped, through its logs traces are covered, and through the storage of an engine later containers are changed. None of that is the host itself.',
  refs: ['T1057', 'T1070.002', 'T1489', 'T1525', 'T1562.004'],
  examples: {
    bad: [
      composeExample({ volumes: '["/proc:/host/proc:ro"]' }),
      composeExample({ volumes: '["/sys/fs/cgroup:/cgroup"]' }),
      hostPathExample('/var/log'),
    ],
    good: [
      composeExample({ volumes: '["/sys/fs/cgroup:/cgroup:ro"]' }),
      composeExample({ volumes: '["/srv/data:/data"]' }),
      hostPathExample('/var/log', { readOnly: 'true' }),
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      for (const found of hostMountsOf(subject, world)) {
        for (const way of ways) {
          if (!isAbout(way, found.path) || (way.writes && found.mount.readOnly)) continue;
          const when = all(found.when, conditionOf(subject, way));
          if (when === undefined) continue;
          yield toEdge({
            rule: 'host-path-effect',
            from: subject.node,
            to: effectNode(subject.host, way.code),
            when,
            why: `through ${found.path} of the host ${way.does}`,
            yields: [way.code],
            fixes: removingMount(subject, found),
          });
        }
      }
    }
  },
};

interface PathWay {
  readonly path: string;
  readonly code: EffectCode;
  readonly does: string;
  readonly writes?: true;
  readonly capability?: string;
  readonly assumes?: readonly [name: string, why: string];
}
const ways: readonly PathWay[] = [
  { path: '/proc', code: 'HOST_PROC_VIEW', does: 'it sees the processes of the host, arguments included' },
  { path: '/sys/fs/cgroup', code: 'HOST_PROC_KILL', does: 'it stops or starves other containers', writes: true },
  { path: '/sys/kernel/debug', code: 'INFO_KERNEL', does: 'it reads what the kernel tells of itself' },
  { path: '/sys/kernel/tracing', code: 'INFO_KERNEL', does: 'it reads what the kernel tells of itself' },
  {
    path: '/sys/kernel/security',
    code: 'EVASION',
    does: 'it loads other profiles of AppArmor',
    writes: true,
    capability: 'MAC_ADMIN',
  },
  {
    path: '/sys/fs/bpf',
    code: 'HOST_NET_CTRL',
    does: 'it changes the programs that route and filter packets',
    writes: true,
    assumes: ['pinned-programs', 'a network plugin keeps its programs there'],
  },
  { path: '/var/log', code: 'EVASION', does: 'it changes the logs of the host', writes: true },
  ...['/var/lib/docker', '/var/lib/containerd', '/var/lib/containers'].map((path): PathWay => ({
    path,
    code: 'IMAGE_PERSIST',
    does: 'it changes what later containers run',
    writes: true,
  })),
];
/** The folder, what lies in it, or a folder around it; the whole of /proc shows processes, a part of it does not. */
function isAbout({ path, code }: PathWay, mounted: string): boolean {
  return isWithin(path, mounted) || (code !== 'HOST_PROC_VIEW' && isWithin(mounted, path));
}
function conditionOf(subject: Subject, { path, capability, assumes }: PathWay): Condition | undefined {
  const { container, machine } = subject;
  const ofKernel = path.startsWith('/proc') || path.startsWith('/sys');
  return all(
    // Whose arguments a process has is nobody's secret: any user reads them.
    path === '/proc' ? always : asFileOwner(container),
    path === '/proc' ? always : mappedUsers(container, machine),
    ofKernel ? sharesKernel(container) : labelledFiles(container, machine),
    capability === undefined ? always : wieldsCapability(subject, capability)?.when,
    assumes === undefined ? always : assuming(...assumes),
  );
}

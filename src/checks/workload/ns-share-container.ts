// Judges namespaces that are another container's: https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import { isKnown, valueOf } from '../../model/field.ts';
import { containersOf, refOf, sayOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const nsShareContainer: Check<'workload'> = {
  id: toRuleId('wl-ns-share-container'),
  title: 'Shares a namespace with another container',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Whoever controls one of the two sees, signals or reads the other: its processes with their files and variables, its shared memory, or what it serves on its loopback.',
  todo: 'Give each its own namespace; let them talk through a port, a socket in a shared volume, or not at all.',
  refs: ['N190:4.3.4', 'T1080', 'kh:SHARE_PS_NAMESPACE'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ pid: 'container:db' }),
        ...inEveryFormat({ ipc: 'container:db' }),
        ...inEveryFormat({ network: 'container:db' }),
      ],
      good: [...inEveryFormat(), ...inEveryFormat({ pid: 'pod' })],
    };
  },
  run: accuse,
};

const shared = {
  pid: { what: 'processes', severity: 'medium' },
  ipc: { what: 'shared memory', severity: 'medium' },
  // What listens on a loopback is often meant to be shared: a proxy, a tunnel.
  network: { what: 'network', severity: 'low' },
} as const;
function* accuse(workload: JudgedWorkload): Iterable<Message> {
  for (const container of containersOf(workload)) {
    for (const name of ['pid', 'ipc', 'network'] as const) {
      const field = container.effective[name];
      if (!isKnown(field) || !field.value.startsWith('container:')) continue;
      const { what, severity } = shared[name];
      yield {
        key: `${container.name}/${name}`,
        what: sayOf(workload, container, `shares the ${what} of ${field.value.slice('container:'.length)}`),
        severity,
        fields: [refOf(name, field, container)],
      };
    }
  }
  yield* accusePod(workload);
}
/** Containers of one image trust each other as much as themselves. */
function* accusePod(workload: JudgedWorkload): Iterable<Message> {
  const containers = containersOf(workload);
  const sharing = containers.find(({ effective }) => valueOf(effective.pid) === 'pod');
  const images = new Set(containers.map(({ image }) => valueOf(image)));
  if (sharing === undefined || images.size < 2) return;
  const whole = workload.engine === 'ecs' ? 'task' : 'pod';
  yield {
    key: 'pod',
    what: `the ${whole} shows its ${String(containers.length)} containers each other's processes`,
    fields: [refOf('pid', sharing.effective.pid, sharing)],
  };
}

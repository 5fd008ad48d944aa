// Judges volumes that belong to nobody in the pod: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting } from './container.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { hasRootUser } from './user.ts';

export const fsgroupUnset: Check<'workload'> = {
  id: toRuleId('wl-fsgroup-unset'),
  title: 'Volume is not handed to a group of the pod',
  severity: 'info',
  layer: 'cluster',
  on: 'workload',
  why: 'A new volume belongs to root: a program that is an ordinary user cannot write to it, and the usual way out is to run it as root.',
  todo: 'Set fsGroup, with fsGroupChangePolicy OnRootMismatch where the volume is large.',
  refs: ['C-0211', 'gk:fsgroup', 'kyv:restrict-usergroup-fsgroup-id'],
  since: '2026.11',
  pack: 'reliability',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], {
        mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }],
      }),
      good: [
        ...inFormats(['kubernetes'], {
          mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }],
          fsGroup: 10_001,
        }),
        ...inEveryFormat(),
        ...inFormats(['kubernetes'], { mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: true }] }),
        ...inFormats(['kubernetes'], {
          mounts: [{ kind: 'volume', type: 'emptyDir', target: '/tmp', readOnly: false }],
        }),
        ...inFormats(['kubernetes'], { mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false }] }),
        ...inFormats(['kubernetes'], {
          user: '0',
          runAsNonRoot: undefined,
          mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }],
        }),
      ],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'fsGroup',
      onlyLinux: true,
      isBad: (group, container) => group < 0 && workload.engine === 'kubernetes' && writesVolume(container),
      clause: () => 'writes to a volume as an ordinary user, and hands it to no group',
    }),
};

function writesVolume(container: JudgedContainer): boolean {
  if (hasRootUser(container) !== 'no') return false;
  return container.effective.mounts.some(
    (field) =>
      isKnown(field) && field.value.kind === 'volume' && field.value.type === undefined && !field.value.readOnly,
  );
}

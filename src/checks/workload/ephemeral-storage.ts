// Judges the bound on what a pod writes to its node: https://kubernetes.io/docs/concepts/storage/ephemeral-storage/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting, type JudgedContainer } from './container.ts';
import { inFormats } from './every-format.ts';

export const ephemeralStorage: Check<'workload'> = {
  id: toRuleId('wl-ephemeral-storage'),
  title: 'May fill the disk of the node',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'Whoever writes into the container, an intruder or only its log, fills the disk that all pods of the node share: the kubelet then evicts others too.',
  todo: 'Set a limit for ephemeral-storage, or make the root filesystem read-only and bound what is mounted.',
  refs: ['CWE-770', 'sc:container-ephemeral-storage-request-and-limit', 'gk:ephemeralstoragelimit'],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { storageLimit: undefined, readOnlyRootfs: false }, ['wl-readonly-rootfs-off']),
      good: [
        ...inFormats(['kubernetes'], { readOnlyRootfs: false }),
        ...inFormats(['kubernetes'], { storageLimit: undefined }),
      ],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'storageLimit',
      isBad: (value, container) => value <= 0 && workload.engine === 'kubernetes' && writesItsRoot(container),
      clause: () => 'may write to the disk of its node without a bound',
    }),
};

/** Folders that are mounted into it are judged one by one. */
function writesItsRoot({ effective }: JudgedContainer): boolean {
  return isKnown(effective.readOnlyRootfs) && !effective.readOnlyRootfs.value;
}

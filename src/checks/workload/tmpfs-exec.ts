// Judges room for files that nobody bounds, and programs in memory: https://docs.docker.com/engine/storage/tmpfs/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const tmpfsExec: Check<'workload'> = {
  id: toRuleId('wl-tmpfs-exec'),
  title: 'Scratch space is unbounded, or lets programs run',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'An intruder fills the memory or the disk of the host until others fail, or runs tools that never lie on a disk.',
  todo: 'Set a size, and leave `noexec` on.',
  refs: ['kyv:add-emptydir-sizelimit', 'kyv:require-emptydir-requests-limits'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false, noexec: false }] }),
        ...inEveryFormat({
          mounts: [{ kind: 'volume', type: 'emptyDir', target: '/tmp', readOnly: false }],
          storageLimit: undefined,
        }),
      ],
      good: [
        ...inEveryFormat({ mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false }] }),
        ...inEveryFormat({
          mounts: [{ kind: 'volume', type: 'emptyDir', target: '/tmp', readOnly: false, sizeLimit: 1_048_576 }],
        }),
        ...inEveryFormat({ mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }] }),
      ],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'mounts',
      judge: (mount, container) => {
        if (mount.kind === 'tmpfs' && mount.noexec === false) return `lets programs run from its tmpfs ${mount.target}`;
        if (mount.readOnly || mount.sizeLimit !== undefined) return undefined;
        const place = boundOf(mount, container);
        return place === undefined ? undefined : `may fill the ${place} of its host through ${mount.target}`;
      },
      keyOf: ({ target }) => target,
      change: ({ noexec, target }) =>
        noexec === false ? { say: `let no program run from ${target}`, to: [{ noexec: true }] } : undefined,
    }),
};

/** What it fills without a bound: the container's own limits are one, and what is not known may be. */
function boundOf({ kind, type }: Mount, { effective }: JudgedContainer): string | undefined {
  const limit = kind === 'tmpfs' ? effective.memoryLimit : type === 'emptyDir' ? effective.storageLimit : undefined;
  if ((valueOf(limit) ?? 1) > 0) return undefined;
  return kind === 'tmpfs' ? 'memory' : 'disk';
}

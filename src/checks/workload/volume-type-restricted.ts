// Judges volumes that are written into the pod: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const volumeTypeRestricted: Check<'workload'> = {
  id: toRuleId('wl-volume-type-restricted'),
  title: 'Volume of a kind that the restricted profile does not allow',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: 'Such a volume names a server or a disk in the pod itself: whoever may write pods reaches it past the claims that an administrator hands out.',
  todo: 'Describe it as a PersistentVolume, and let the pod claim it.',
  refs: ['PSS-R:restrictedVolumes', 'KSV-0028', 'kyv:restrict-volume-types', 'gk:volumes'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ mounts: [{ kind: 'other', type: 'nfs', target: '/src', readOnly: false }] }),
      good: [
        ...inEveryFormat({ mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }] }),
        ...inEveryFormat({ mounts: [{ kind: 'other', type: 'csi', target: '/src', readOnly: false }] }),
      ],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'mounts',
      judge: ({ kind, type }) =>
        kind === 'other' && type !== undefined && !allowed.has(type)
          ? `mounts a volume of the kind ${type}`
          : undefined,
      keyOf: ({ target }) => target,
    }),
};

/** In order, or the matter of a rule of its own. */
const allowed: ReadonlySet<string> = new Set(['csi', 'gitRepo', 'flexVolume']);

// Judges drivers that the kubelet runs on the node: https://kubernetes.io/docs/concepts/storage/volumes/#deprecated-flexvolume
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const flexvolume: Check<'workload'> = {
  id: toRuleId('wl-flexvolume'),
  title: 'Volume is mounted by a program on the node',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'A FlexVolume driver is a program that the kubelet runs as root with options that the pod chooses.',
  todo: 'Use a CSI driver.',
  refs: ['PSS-R:restrictedVolumes', 'gk:flexvolume-drivers'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ mounts: [{ kind: 'other', type: 'flexVolume', target: '/src', readOnly: false }] }),
      good: inEveryFormat(),
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'mounts',
      judge: ({ type }) => (type === 'flexVolume' ? 'has a FlexVolume driver run on the node' : undefined),
      keyOf: ({ target }) => target,
    }),
};

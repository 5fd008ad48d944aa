// Judges groups that an image brings along: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';

export const supplementalGroupsImage: Check<'workload'> = {
  id: toRuleId('wl-supplemental-groups-image'),
  title: 'Groups of the image are added to those that the pod names',
  severity: 'low',
  layer: 'cluster',
  on: 'workload',
  why: "The pod says which groups it belongs to, yet its image adds what its own /etc/group says: whoever makes the image takes part in what others' volumes allow a group.",
  todo: 'Set supplementalGroupsPolicy to Strict.',
  refs: [],
  since: '2026.11',
  get examples() {
    return {
      bad: inFormats(['kubernetes'], { groups: ['10002'] }),
      good: [...inFormats(['kubernetes'], { groups: ['10002'], groupsPolicy: 'Strict' }), ...inEveryFormat()],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'groupsPolicy',
      isBad: (policy, container) =>
        policy === 'Merge' && workload.engine === 'kubernetes' && container.declared.groups !== undefined,
      clause: () => 'names its groups, and takes those of the image as well',
      fix: (field, _, container) =>
        setFix(
          'take only the groups that the pod names',
          { name: 'groupsPolicy', value: 'Strict', field },
          targetOf(workload, container),
        ),
      shared: true,
    }),
};

// Judges membership in the group of root: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';
import { hasRootUser, isRootGroup } from './user.ts';

export const rootGroup: Check<'workload'> = {
  id: toRuleId('wl-root-group'),
  title: 'Belongs to the group of root',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Much that belongs to root may also be written by its group: files of the image, mounted folders of the host, and whatever else was made with a generous mask.',
  todo: 'Take a group of its own. Images made for any user number, as OpenShift wants them, need group 0: make their folders belong to the group that you name instead.',
  refs: ['KSV-0116', 'kl:run-as-non-root', 'kyv:require-non-root-groups', 'gk:users'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ user: '10001', group: '0' }),
        ...inEveryFormat({ groups: ['0'] }, ['wl-supplemental-groups-image']),
        ...inEveryFormat({ fsGroup: 0 }),
      ],
      good: [...inEveryFormat(), ...inEveryFormat({ groups: ['10002'] })],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload): Iterable<Message> {
  yield* accuseSetting(workload, {
    name: 'group',
    isBad: (group, container) =>
      container.declared.group !== undefined && isRootGroup(group) && hasRootUser(container) !== 'yes',
    clause: () => 'runs in the group of root',
  });
  yield* accuseSetting(workload, {
    name: 'fsGroup',
    isBad: (group) => group === 0,
    clause: () => 'hands its volumes to the group of root',
    shared: true,
  });
  yield* accuseItems(workload, {
    name: 'groups',
    judge: (group) => (isRootGroup(group) ? 'adds the group of root' : undefined),
    keyOf: (group) => group,
    say: () => 'remove the group of root',
    shared: true,
  });
}

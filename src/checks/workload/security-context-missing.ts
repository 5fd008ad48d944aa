// Judges pods that say nothing about their rights: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import { byDefault } from '../../model/field.ts';
import type { ListName, SettingName } from '../../model/workload.ts';
import type { EditTarget, Fix } from '../../model/edit.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';

export const securityContextMissing: Check<'workload'> = {
  id: toRuleId('wl-security-context-missing'),
  title: 'Has no security context',
  severity: 'medium',
  layer: 'cluster',
  on: 'workload',
  why: 'Everything is left to the defaults of the cluster and of the image, which are those of root; other rules name each thing that follows.',
  todo: 'Begin with a security context that denies all it can: runAsNonRoot, no privilege escalation, a read-only root filesystem, no capabilities, the default seccomp profile.',
  refs: ['CISK 5.6.3', 'PSS-R:all', 'KSV-0118', 'CKV_K8S_29', 'CKV_K8S_30', 'C-0211', 'kics:a97a340a', 'kics:610e266e'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: inFormats(
        ['kubernetes'],
        {
          user: undefined,
          group: undefined,
          runAsNonRoot: undefined,
          noNewPrivileges: undefined,
          readOnlyRootfs: undefined,
          capDrop: undefined,
          seccomp: undefined,
          apparmor: undefined,
        },
        [
          'wl-run-as-nonroot-unset',
          'wl-no-new-privileges-off',
          'wl-readonly-rootfs-off',
          'wl-cap-no-drop-all',
          'wl-seccomp-unset',
          'wl-apparmor-unset',
        ],
      ),
      good: inEveryFormat(),
    };
  },
  run: accuse,
};

/** What a security context can say, of a pod or of a container. */
const said: readonly (SettingName | ListName)[] = [
  'privileged',
  'user',
  'group',
  'groups',
  'groupsPolicy',
  'fsGroup',
  'runAsNonRoot',
  'noNewPrivileges',
  'readOnlyRootfs',
  'seccomp',
  'apparmor',
  'selinux',
  'procUnmasked',
  'capAdd',
  'capDrop',
  'sysctls',
  'hostProcess',
];
function* accuse(workload: JudgedWorkload): Iterable<Message> {
  if (workload.engine !== 'kubernetes') return;
  for (const container of containersOf(workload)) {
    if (said.some((name) => container.declared[name] !== undefined)) continue;
    const field = byDefault('none', workload.engine);
    yield {
      key: container.name,
      what: sayOf(workload, container, 'has no security context'),
      fields: [refOf('securityContext', field, container)],
      fix: fixOf(targetOf(workload, container)),
    };
  }
}
/** What no ordinary program misses; the rest has to be tried. */
function fixOf(target: EditTarget): Fix {
  return {
    say: 'begin with a security context that gives no further rights',
    edits: [
      { op: 'set', target, field: 'noNewPrivileges', value: true },
      { op: 'set', target, field: 'seccomp', value: { type: 'runtime' } },
    ],
  };
}

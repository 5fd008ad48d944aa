// Judges host paths that are mounted writable and give control over the host: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';
import { findSensitive } from './sensitive-path.ts';

export const sensitiveMountRw: Check<'workload'> = {
  id: toRuleId('wl-sensitive-mount-rw'),
  title: 'Sensitive host path is mounted writable',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Who can write there decides what the host runs next: a start-up file, a scheduled job, a program or a key is enough.',
  todo: 'Mount the one folder that is needed, outside these paths, and read-only where that is enough.',
  refs: [
    'CISD 5.6',
    'CISK 5.2.11',
    'PSS-B:hostPathVolumes',
    'N190:4.5.5',
    'OWD:8',
    'T1611',
    'CWE-668',
    'KSV-0121',
    'KSV-0023',
    'C-0045',
    'C-0048',
    'kl:sensitive-host-mounts',
    'kl:writable-host-mount',
    'ks:ProcMount',
    'pol:hostPathSet',
    'kics:5308a7a8',
    'kics:b7652612',
    'kics:1c1325ff',
    'kyv:disallow-host-path',
    'gk:host-filesystem',
    'kh:EXPLOIT_HOST_WRITE',
    'kh:CE_UMH_CORE_PATTERN',
    'ice:CAN_ACCESS_DANGEROUS_HOST_PATH',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat(bind('/')),
        ...inEveryFormat(bind('/etc')),
        ...inEveryFormat(bind('/var/lib/kubelet/pods')),
      ],
      good: [
        ...inEveryFormat(bind('/etc/localtime', { readOnly: true })),
        ...inEveryFormat(bind('/srv/app/data')),
        ...inEveryFormat(bind('/etc', { readOnly: true })),
      ],
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      judge: (found) => {
        if (found.mount.readOnly || kindOf(found, workload.engine) !== 'sensitive') return undefined;
        const gives = findSensitive(found.path, found.mount);
        return gives === undefined ? undefined : `mounts ${found.path} writable, which gives away ${gives}`;
      },
      say: 'remove the mount of the host path',
    }),
};

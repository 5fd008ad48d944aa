// Judges host paths that are mounted read-only and hold secrets: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';
import { findSensitive } from './sensitive-path.ts';

export const sensitiveMountRo: Check<'workload'> = {
  id: toRuleId('wl-sensitive-mount-ro'),
  title: 'Sensitive host path is mounted read-only',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Keys, tokens, password hashes and the files of other containers can be read from inside.',
  todo: 'Mount the one file or folder that is needed, or none.',
  refs: [
    'CISD 5.6',
    'CISK 5.2.11',
    'PSS-B:hostPathVolumes',
    'T1552.001',
    'CWE-668',
    'KSV-0121',
    'KSV-0023',
    'C-0048',
    'kl:sensitive-host-mounts',
    'kics:5308a7a8',
    'kh:EXPLOIT_HOST_READ',
    'kh:EXPLOIT_HOST_TRAVERSE',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat(bind('/', { readOnly: true })),
        ...inEveryFormat(bind('/etc', { readOnly: true })),
        ...inEveryFormat(bind('/var/lib/kubelet/pods', { readOnly: true })),
      ],
      good: [
        ...inEveryFormat(bind('/etc/localtime', { readOnly: true })),
        ...inEveryFormat(bind('/srv/app/data')),
        ...inEveryFormat(bind('/etc')),
      ],
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      judge: (found) => {
        if (!found.mount.readOnly || kindOf(found, workload.engine) !== 'sensitive') return undefined;
        const gives = findSensitive(found.path, found.mount);
        return gives === undefined ? undefined : `mounts ${found.path} read-only, which gives away ${gives}`;
      },
      say: 'remove the mount of the host path',
    }),
};

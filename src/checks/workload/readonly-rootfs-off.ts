// Judges whether the root filesystem can be written: https://docs.docker.com/reference/cli/docker/container/run/#read-only
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const readonlyRootfsOff: Check<'workload'> = {
  id: toRuleId('wl-readonly-rootfs-off'),
  title: 'Root filesystem is writable',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'An intruder can drop tools, replace programs and stay until the container is recreated.',
  todo: 'Make the root filesystem read-only, and give a tmpfs or a volume to the few folders that the program writes to.',
  refs: [
    'CISD 5.13',
    'NSA:Pod',
    'OWD:8',
    'OWK:K01',
    'T1525',
    'KSV-0014',
    'CKV_K8S_22',
    'C-0017',
    'kl:no-read-only-root-fs',
    'ks:ReadOnlyRootFilesystem',
    'pol:notReadOnlyRootFilesystem',
    'sc:container-security-context-readonlyrootfilesystem',
    'kics:a9c2f49d',
    'kyv:require-ro-rootfs',
    'gk:read-only-root-filesystem',
    'CKV_AWS_336',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat({ readOnlyRootfs: undefined }), ...inEveryFormat({ readOnlyRootfs: false })],
      good: inEveryFormat({ mounts: [{ kind: 'tmpfs', target: '/tmp', readOnly: false }] }),
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'readOnlyRootfs',
      onlyLinux: true,
      isBad: (value) => !value,
      clause: () => 'has a writable root filesystem',
      fix: (field, workload, container) =>
        setFix(
          'make the root filesystem read-only',
          { name: 'readOnlyRootfs', value: true, field },
          targetOf(workload, container),
        ),
    }),
};

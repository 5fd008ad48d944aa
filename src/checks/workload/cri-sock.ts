// Judges the sockets of container runtimes: https://kubernetes.io/docs/concepts/architecture/cri/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const criSock: Check<'workload'> = {
  id: toRuleId('wl-cri-sock'),
  title: 'Runtime socket is mounted',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'The socket of containerd, CRI-O, Podman or BuildKit starts containers as root on the host, past every admission control; a read-only mount does not change that.',
  todo: 'Remove the mount; read container data from the kubelet or from the Kubernetes API instead.',
  refs: ['CISD 5.32', 'T1611', 'T1610', 'C-0074', 'kh:EXPLOIT_CONTAINERD_SOCK', 'kyv:disallow-cri-sock-mount'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat(bind('/run/containerd/containerd.sock')),
        ...inEveryFormat(bind('/run/containerd/containerd.sock', { readOnly: true })),
        ...inEveryFormat(bind('/run/crio')),
      ],
      good: inEveryFormat(bind('/run/app')),
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      judge: (found) =>
        kindOf(found, workload.engine) === 'runtime socket'
          ? `mounts a runtime socket (${found.mount.source ?? found.path})`
          : undefined,
      say: 'remove the runtime socket',
    }),
};

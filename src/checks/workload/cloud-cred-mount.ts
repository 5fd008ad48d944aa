// Judges files with the credentials of a cloud or a cluster: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { bind } from './example-says.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const cloudCredMount: Check<'workload'> = {
  id: toRuleId('wl-cloud-cred-mount'),
  title: 'Mounts the credentials of a cloud or a cluster',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Whoever reads them acts in that account, cluster or registry as their owner; whoever can write them makes the tools of the owner run a command of theirs.',
  todo: 'Give the program an identity of its own with only the rights that it needs: a role of its workload, or a token that expires.',
  refs: ['OWK:K08', 'T1552.001', 'C-0020'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat(bind('/home/ann/.aws', { readOnly: true })),
        ...inEveryFormat(bind('/etc/kubernetes/azure.json')),
      ],
      good: inEveryFormat(bind('/srv/app/data', { readOnly: true })),
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      judge: (found) => {
        if (kindOf(found, workload.engine) !== 'cloud credentials') return undefined;
        if (found.mount.readOnly) return `mounts credentials (${found.path})`;
        return { clause: `mounts credentials (${found.path}), writable`, severity: 'critical' };
      },
      say: 'remove the credentials',
    }),
};

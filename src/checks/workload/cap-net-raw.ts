// Judges raw sockets that are added back: https://man7.org/linux/man-pages/man7/raw.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseAdded } from './added-capability.ts';
import { inEveryFormat } from './every-format.ts';

export const capNetRaw: Check<'workload'> = {
  id: toRuleId('wl-cap-net-raw'),
  title: 'Adds NET_RAW: forging packets',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'With raw sockets an intruder answers in the name of other addresses on its network, which diverts the traffic and the name look-ups of its neighbours.',
  todo: 'Remove it; `ping` needs no capability where the engine sets net.ipv4.ping_group_range, as Docker, Podman and containerd do.',
  refs: [
    'CISD 5.4',
    'CISK 5.2.8',
    'PSS-B:capabilities',
    'PSS-R:capabilities',
    'T1557.002',
    'CWE-250',
    'KSV-0119',
    'CKV_K8S_28',
    'CKV_K8S_7',
    'C-0199',
    'kl:drop-net-raw-capability',
    'kics:dbbc6705',
    'kyv:require-drop-cap-net-raw',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ capAdd: ['NET_RAW'] }),
      good: [...inEveryFormat(), ...inEveryFormat({ capDrop: ['ALL', 'NET_RAW'] })],
    };
  },
  run: (workload) =>
    accuseAdded(workload, (name) => (name === 'NET_RAW' ? 'adds NET_RAW: forging packets on its network' : undefined)),
};
